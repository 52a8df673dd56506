"""`product`: transforms data for use. Owned by its Data Product team."""

from typing import Literal

from config.models.base import Mail
from config.models.dataset import Certification
from config.models.team_scope import TeamScope
from config.templates import ProductTemplate


class ProductStack(TeamScope):
    """One resource group per data product."""

    kind: Literal["product"]
    template: ProductTemplate
    """The template whose services the product gets."""
    certified: Certification | None = None
    """Its certification for use across the organisation. Taking it out revokes it."""
    owner: Mail
    """The product owner: triages feedback, approves access."""

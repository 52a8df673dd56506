"""`product`: transforms data for use. Owned by its Data Product team."""

from enum import StrEnum
from typing import Literal

from config.models.base import Mail
from config.models.team_scope import TeamScope


class ProductTemplate(StrEnum):
    """What a product starts from."""

    BATCH = "batch"
    STREAMING = "streaming"
    ANALYTICS = "analytics"
    MACHINE_LEARNING = "machine-learning"
    APPLICATION = "application"
    CUSTOM = "custom"


class ProductStack(TeamScope):
    """One resource group per data product."""

    kind: Literal["product"]
    template: ProductTemplate
    """The template whose services the product gets."""
    owner: Mail
    """The product owner: triages feedback, approves access."""

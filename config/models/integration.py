"""`integration`: brings one source's data into raw and enriched. Owned by Integration Ops."""

from typing import Literal

from config.models.base import Mail, Text
from config.models.team_scope import TeamScope
from config.templates import IntegrationTemplate


class IntegrationStack(TeamScope):
    """One resource group per source system."""

    kind: Literal["integration"]
    template: IntegrationTemplate = "integration"
    """The template whose services the integration gets."""
    source: Text
    """The source system, such as `Salesforce`."""
    data_manager: Mail
    """Decides on access to the integration's datasets."""

"""The stacks: one model per kind, told apart by `kind`."""

from typing import Annotated, Literal

from pydantic import Field

from config.models.integration import IntegrationStack
from config.models.landing_zone import LandingZoneStack
from config.models.management_zone import ManagementZoneStack
from config.models.peering import PeeringStack
from config.models.platform import PlatformStack
from config.models.product import ProductStack

Stack = Annotated[
    PlatformStack | ManagementZoneStack | LandingZoneStack | PeeringStack | IntegrationStack | ProductStack,
    Field(discriminator="kind"),
]
"""The structured value `data-estate:stack` of a `Pulumi.<stack>.yaml`."""

Zone = ManagementZoneStack | LandingZoneStack
"""A stack that owns a network and a subscription."""

TeamStack = IntegrationStack | ProductStack
"""A stack that lives inside a landing zone."""

KINDS: tuple[Literal["platform", "management-zone", "landing-zone", "peering", "integration", "product"], ...] = (
    "platform",
    "management-zone",
    "landing-zone",
    "peering",
    "integration",
    "product",
)
"""The kinds in the order of their first deployment."""

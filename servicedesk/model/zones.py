"""Requests for a whole landing zone."""

from typing import Annotated, Literal

from pydantic import Field

from config.models.base import Guid, Region, Slug, StackName, Text
from config.models.classification import Classification
from config.models.team import Team
from servicedesk.model.base import RequestBody


class LandingZoneRequest(RequestBody):
    """A new data landing zone: subscription, network, lakes, groups."""

    kind: Literal["landing-zone"]
    name: Slug
    """The zone's workload name, such as `finance`."""
    environment: Slug
    """One of the estate's environments, such as `dev`."""
    region: Region
    """One of the estate's regions, such as `westeurope`."""
    subscription_id: Guid
    """The subscription that the cloud platform's vending process made for the zone."""
    management_zone: StackName
    """The stack of the management zone that shall govern it."""
    business_unit: Text
    """Whose data lives there."""
    cost_center: Text
    """Who pays."""
    service_owner: Team
    """Accountable for the zone."""
    ops: Team
    """Data Landing Zone Ops of the new zone."""
    domains: tuple[Text, ...] = ()
    """The data domains expected in it."""
    classification: Classification = Classification.CONFIDENTIAL
    """The highest class of data that it shall hold."""
    address_prefix_length: Annotated[int, Field(ge=16, le=22)] = 20
    """How large its address space is: /16 (65536 addresses) to /22 (1024). The block is allocated."""
    monthly_budget: Annotated[int, Field(gt=0)] | None = None
    """Budget in the billing currency. Absent: the estate's default."""
    integration_runtimes: bool = False
    """Whether sources outside Azure need self-hosted integration runtimes."""

"""Requests about what already stands: a service more, or its end."""

from typing import Literal

from config.models.base import StackName
from config.models.services import ServiceKey, TeamServiceType
from servicedesk.model.base import Reason, RequestBody

Service = Literal["bastion", "firewall"] | TeamServiceType
"""`bastion` in a zone's network, `firewall` in a management zone, or a type of service for a team."""


class ServiceRequest(RequestBody):
    """Add a service to a stack that stands."""

    kind: Literal["service"]
    stack: StackName
    service: Service
    key: ServiceKey | None = None
    """What a team's service is to it, such as `events`: part of the names of its resources. Absent: its type."""


class DecommissionRequest(RequestBody):
    """Take a stack out of the estate."""

    kind: Literal["decommission"]
    stack: StackName
    data_disposition: Reason
    """What becomes of the data: archived where, or deleted by whose decision."""
    consumers_told: bool
    """Whether those who use it have been told; required."""

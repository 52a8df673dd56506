"""Requests about what already stands: a service more, or its end."""

from enum import StrEnum
from typing import Literal

from config.models.base import StackName
from servicedesk.model.base import Reason, RequestBody


class Service(StrEnum):
    """Services that the estate can add to a stack."""

    BASTION = "bastion"
    """Azure Bastion in a zone's network."""
    FIREWALL = "firewall"
    """A firewall of its own in a management zone."""


class ServiceRequest(RequestBody):
    """Add a service to a stack that stands."""

    kind: Literal["service"]
    stack: StackName
    service: Service


class DecommissionRequest(RequestBody):
    """Take a stack out of the estate."""

    kind: Literal["decommission"]
    stack: StackName
    data_disposition: Reason
    """What becomes of the data: archived where, or deleted by whose decision."""
    consumers_told: bool
    """Whether those who use it have been told; required."""

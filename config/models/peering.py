"""`peering`: both halves of every peering. Owned by Platform Ops."""

from typing import Literal

from pydantic import Field

from config.models.base import Guid, Model, Slug


class PeeringStack(Model):
    """Peers hubs, management zones and landing zones of the environments that it names.

    Two zones cannot each wait for the other's outputs, so peering is a stack of its own.
    """

    kind: Literal["peering"]
    subscription_id: Guid
    """The subscription in which the deploying identity signs in."""
    environments: tuple[Slug, ...] = Field(min_length=1)
    """Zones of these environments are peered with their hub, their management zone and each other.
    To keep environments apart, write one peering stack for each."""
    mesh: bool = True
    """Whether landing zones are peered with each other (recommended: private endpoints are reached directly)."""

"""`platform`: management groups, subscriptions' places, the teams' groups. Owned by the platform teams."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from config.models.base import Guid, Model
from config.models.vending import Vending


class PlatformStack(Model):
    """The estate's scaffolding, once."""

    kind: Literal["platform"]
    subscription_id: Guid
    """The subscription in which the deploying identity signs in (management groups need none of their own)."""
    parent_management_group: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_().-]{1,90}$")] | None = None
    """The id of an existing group under which the estate's groups stand. Absent: the tenant root group."""
    manage_group_members: bool = True
    """Whether the members named in the estate's data are put into the Entra groups."""
    vending: Vending | None = None
    """Subscriptions that are made for landing zones to come. Absent: all subscriptions exist before."""

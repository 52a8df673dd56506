"""What an integration and a product have in common: a boundary inside a landing zone, run by one team."""

from typing import Annotated

from pydantic import Field

from config.models.base import Model, Slug, StackName, Text, immutable, immutable_entries
from config.models.dataset import Dataset, DatasetName
from config.models.services import Service, ServiceKey
from config.models.team import Team


class TeamScope(Model):
    """A resource group, a subnet and a vault of one team in a landing zone."""

    name: Slug = immutable()
    """The workload name, part of every physical name in it."""
    landing_zone: StackName = immutable()
    """The stack of the landing zone in which it stands."""
    subnet_slot: Annotated[int, Field(ge=0)] = immutable()
    """Which block of the zone's team addresses is its subnet, from 0. Unique in the zone, never moved."""
    service_slots: dict[ServiceKey, Annotated[int, Field(ge=0)]] = immutable_entries()
    """Which blocks of the same addresses are the subnets of services that need one of their own, by key of service.
    Blocks are shared by `subnet_slot` and `service_slots` of all teams of the zone: each is taken once."""
    services: dict[ServiceKey, Service] = Field(default_factory=dict)
    """Services beside those of the template, by key. An entry with a key of the template takes its place."""
    without: tuple[ServiceKey, ...] = ()
    """Keys of the template's services that are not wanted."""
    datasets: dict[DatasetName, Dataset] = Field(default_factory=dict)
    """The datasets that it owns."""
    team: Team
    """The people who build and run it."""
    cost_center: Text | None = None
    """Who pays. Absent: the landing zone's."""
    monthly_budget: Annotated[int, Field(gt=0)] | None = None
    """Budget in the billing currency. Absent: the estate's default for teams."""
    allow_data_removal: bool = False
    """The stack's key of the two that removing stored data needs."""
    tags: dict[str, str] = Field(default_factory=dict)
    """More tags, over those of the landing zone."""

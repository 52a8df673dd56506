"""A small world: one tenant, two subscriptions, a group in each of two regions."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from arm import schema
from arm.ids import parse
from simulator.core import schemas
from simulator.core.cloud import Cloud
from simulator.core.seed import plant

ONE = "/subscriptions/11111111-1111-4111-8111-111111111111"
TWO = "/subscriptions/22222222-2222-4222-8222-222222222222"
GROUP = f"{ONE}/resourceGroups/rg-sales-weu"
SEED = {
    "tenant_id": "6b8f9a52-5f0e-4c1d-9a63-1d6a7c6f2e10",
    "subscriptions": [{"id": ONE.rsplit("/", 1)[1], "name": "sales"}, {"id": TWO.rsplit("/", 1)[1], "name": "hub"}],
    "users": [{"mail": "nadia@contoso.example"}],
}


class Clock:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 23, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **step: float) -> None:
        self.time += timedelta(**step)


class Estate:
    """A cloud with short verbs for tests."""

    def __init__(self, cloud: Cloud, clock: Clock) -> None:
        self.cloud, self.clock = cloud, clock

    def put(self, arm_id: str, body: dict[str, Any] | None = None, **properties: Any) -> dict[str, Any]:
        """PUT with the table's API version; keywords are properties."""
        found = schema.by_arm_type(_table_type(arm_id))
        whole = dict(body or {})
        if properties:
            whole["properties"] = {**whole.get("properties", {}), **properties}
        return self.cloud.put(arm_id, found.api_version, whole)

    def here(self, kind_and_name: str, body: dict[str, Any] | None = None, **properties: Any) -> dict[str, Any]:
        """PUT into the group in West Europe, where the group stands."""
        return self.put(f"{GROUP}/providers/{kind_and_name}", {"location": "westeurope", **(body or {})}, **properties)


def _table_type(arm_id: str) -> str:
    return schemas.table_type(parse(arm_id).resource_type)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def estate(clock: Clock) -> Estate:
    cloud = Cloud(clock=clock)
    plant(cloud, SEED)
    made = Estate(cloud, clock)
    made.put(GROUP, {"location": "westeurope"})
    return made


@pytest.fixture
def cloud(estate: Estate) -> Cloud:
    return estate.cloud

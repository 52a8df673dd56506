"""The reference estate with an account of its own, and that account, served over HTTP."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from catalogue.apply import apply
from catalogue.client import Client, by_token, endpoints_at
from catalogue.desired import desired
from catalogue.entries import Registered
from catalogue.plan import Step, plan
from config.estate import Estate
from config.groups import team_groups
from config.load import load_estate
from config.purview import account_id
from orchestrator.world import world_before
from simulator.core.cloud import Cloud
from simulator.core.request import DEPLOYER
from simulator.core.seed import plant
from simulator.purview.server import start
from tests.unit.config.reference import copy_estate

OWN: dict[str, Any] = {"Pulumi.management.yaml": {"catalogue": {}}}


def groups_of(estate: Estate) -> dict[str, str]:
    """Made-up object ids of the estate's groups."""
    return {group.key: f"id-of-{group.key}" for group in team_groups(estate)}


class Served:
    """An account behind a real port, and the estate that registers itself in it."""

    def __init__(self, estate: Estate, folder: Path, address: str, cloud: Cloud) -> None:
        self.estate, self.folder, self.address, self.cloud = estate, folder, address, cloud

    def client(self, token: str = DEPLOYER) -> Client:
        """The real SDKs against the served account."""
        return Client(endpoints_at(self.address), None if not token else object(), by_token(token))

    def wanted(self) -> Registered:
        """What the estate wants."""
        return desired(self.estate, groups_of(self.estate))

    def plan(self) -> tuple[Step, ...]:
        """What is to be done now."""
        prefix = self.estate.settings.organization.prefix
        return plan(self.wanted(), self.client().read(), prefix=prefix, groups=groups_of(self.estate))

    def apply(self) -> tuple[Step, ...]:
        """Do it."""
        return apply(self.plan(), self.client(), lambda _: None)

    def change(self, tmp_path: Path, change: dict[str, Any], delete: list[str] | None = None) -> None:
        """Go on with another estate."""
        self.estate = load_estate(copy_estate(tmp_path, change={**OWN, **change}, delete=delete))


@pytest.fixture
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = copy_estate(tmp_path_factory.mktemp("own"), change=OWN)
    estate = load_estate(folder)
    cloud, account = Cloud(), account_id(estate)
    assert account is not None
    seed = world_before(estate)
    standing = {"id": str(account), "location": "westeurope", "properties": {"createdBy": DEPLOYER}}
    plant(cloud, {**seed, "resources": [*seed["resources"], standing]})
    server = start(cloud)
    yield Served(estate, folder, f"http://127.0.0.1:{server.port}/{account.name}", cloud)
    server.shutdown()
    server.server_close()

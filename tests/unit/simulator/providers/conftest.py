"""A small cloud with two subscriptions, and sessions of the packages on it."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from simulator.core.cloud import Cloud
from simulator.core.seed import plant
from simulator.providers.provider import Naming, Package, Session, State
from simulator.providers.registry import packages

ONE = "11111111-1111-4111-8111-111111111111"
TWO = "22222222-2222-4222-8222-222222222222"
GROUP = f"/subscriptions/{ONE}/resourceGroups/rg-lake"
NAMING = Naming(disabled=True)
GROUPS = "azure-native:resources:ResourceGroup"
NETWORKS = "azure-native:network:VirtualNetwork"
SUBNETS = "azure-native:network:Subnet"
ACCOUNTS = "azure-native:storage:StorageAccount"


class Driver:
    """Does with a session what the engine does with a provider, and keeps what the engine keeps."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def check(self, token: str, **inputs: Any) -> dict[str, Any]:
        """The checked inputs; refused ones fail the test."""
        checked = self.session.check(token, inputs, {}, NAMING)
        assert not checked.failures, checked.failures
        return checked.inputs

    def problems(self, token: str, **inputs: Any) -> dict[str, str]:
        """Reasons by property."""
        return {one.property: one.reason for one in self.session.check(token, inputs, {}, NAMING).failures}

    def create(self, token: str, **inputs: Any) -> State:
        """A new resource with the inputs that the engine keeps."""
        checked = self.check(token, **inputs)
        made = self.session.create(token, checked)
        return State(made.id, made.outputs, checked)

    def update(self, token: str, standing: State, **changes: Any) -> State:
        """The resource after some inputs have changed; None removes one."""
        news = {name: value for name, value in {**standing.inputs, **changes}.items() if value is not None}
        changed = self.session.update(token, standing, news)
        return State(changed.id, changed.outputs, news)

    def changes(self, token: str, standing: State, **changes: Any) -> dict[str, bool]:
        """Differing paths, and whether each replaces; None removes an input."""
        news = {name: value for name, value in {**standing.inputs, **changes}.items() if value is not None}
        found = self.session.diff(token, standing, news).changes
        return {".".join(map(str, change.path)): change.replaces for change in found}

    def refresh(self, token: str, standing: State) -> State | None:
        """What a refresh reads."""
        return self.session.read(token, standing)


@pytest.fixture
def cloud() -> Cloud:
    made = Cloud()
    subscriptions = [{"id": ONE, "name": "one"}, {"id": TWO, "name": "two"}]
    plant(made, {"subscriptions": subscriptions, "users": [{"mail": "nadia@contoso.example"}]})
    return made


@pytest.fixture
def pauses() -> list[float]:
    """Seconds that the providers waited."""
    return []


@pytest.fixture
def served(cloud: Cloud, pauses: list[float]) -> Mapping[str, Package]:
    def pause(seconds: float) -> bool:
        pauses.append(seconds)
        return False

    return packages(cloud, pause=pause)


@pytest.fixture
def open_driver(served: Mapping[str, Package]) -> Callable[..., Driver]:
    return lambda package, **settings: Driver(served[package].open(settings))


@pytest.fixture
def azure(open_driver: Callable[..., Driver]) -> Driver:
    """azure-native in the first subscription, with a resource group."""
    driver = open_driver("azure-native", subscriptionId=ONE)
    driver.create(GROUPS, resourceGroupName="rg-lake", location="westeurope")
    return driver


@pytest.fixture
def network(azure: Driver) -> State:
    space = {"addressPrefixes": ["10.1.0.0/16"]}
    return azure.create(NETWORKS, resourceGroupName="rg-lake", virtualNetworkName="vnet-lake", addressSpace=space)


@pytest.fixture
def account(azure: Driver) -> State:
    return azure.create(
        ACCOUNTS,
        resourceGroupName="rg-lake",
        accountName="stlakesales",
        kind="StorageV2",
        sku={"name": "Standard_LRS"},
        isHnsEnabled=True,
    )

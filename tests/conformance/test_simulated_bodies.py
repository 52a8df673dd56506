"""Azure's published types judge what the simulated cloud shows: nothing that Azure would not show."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from arm.ids import parse
from simulator.core.cloud import Cloud
from simulator.core.seed import plant
from tests.conformance.arm_types import folder, problems
from tests.unit.simulator.core import test_databricks as databricks
from tests.unit.simulator.core import test_endpoints as endpoints
from tests.unit.simulator.core import test_kubernetes as kubernetes
from tests.unit.simulator.core import test_managed_endpoints as managed_endpoints
from tests.unit.simulator.core import test_monitor as monitor
from tests.unit.simulator.core import test_mysql as mysql
from tests.unit.simulator.core import test_network_services as network_services
from tests.unit.simulator.core import test_networks as networks
from tests.unit.simulator.core import test_policy as policy
from tests.unit.simulator.core import test_rights as rights
from tests.unit.simulator.core import test_services as services
from tests.unit.simulator.core import test_shared_runtimes as shared_runtimes
from tests.unit.simulator.core import test_storage as storage
from tests.unit.simulator.core import test_vaults as vaults
from tests.unit.simulator.core.conftest import GROUP, SEED, Clock, Estate

PLACES = (
    *(databricks, endpoints, kubernetes, managed_endpoints, monitor, mysql, network_services),
    *(networks, policy, rights, services, shared_runtimes, storage, vaults),
)
Case = Callable[[Estate], None]


def _cases() -> list[tuple[str, Case]]:
    """Every case of the simulator that needs nothing but an estate."""
    return [
        (f"{place.__name__.rsplit('.', 1)[1]}-{name}", case)
        for place in PLACES
        for name, case in vars(place).items()
        if name.startswith("test_") and list(getattr(case, "__annotations__", {})) == ["estate", "return"]
    ]


@pytest.fixture
def types() -> Path:
    found = folder()
    if found is None:
        pytest.skip("Azure's published types are not beside this checkout")
    return found


@pytest.mark.parametrize("case", [case for _, case in _cases()], ids=[name for name, _ in _cases()])
def test_what_is_shown_conforms(case: Case, types: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put = Cloud.put
    found: list[str] = []

    def judged(self: Cloud, *given: Any, **named: Any) -> dict[str, Any]:
        shown = put(self, *given, **named)
        row = self.store.get(parse(shown["id"]).key)
        assert row is not None
        found.extend(f"{shown['type']}: {one}" for one in problems({**shown, "apiVersion": row.api_version}, types))
        return shown

    monkeypatch.setattr(Cloud, "put", judged)
    cloud = Cloud(clock=(clock := Clock()))
    estate = Estate(cloud, clock)
    plant(cloud, SEED)
    estate.put(GROUP, {"location": "westeurope"})
    case(estate)
    assert found == []

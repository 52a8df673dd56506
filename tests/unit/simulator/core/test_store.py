"""The store, faults and the seed: what outlives a process, and what happens on request."""

import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from arm.errors import ArmError
from simulator.core.cloud import Cloud
from simulator.core.faults import CRASH_EXIT, ERRORS, Faults, Throttled
from simulator.core.rules import Refusal
from simulator.core.seed import plant
from simulator.core.store import Store

from .conftest import GROUP, ONE, SEED, Clock, Estate
from .refusing import refused

IDENTITY = "Microsoft.ManagedIdentity/userAssignedIdentities"
HERE = {"location": "westeurope"}


def opened(path: Path) -> Cloud:
    cloud = Cloud(path / "azure.db", clock=Clock())
    plant(cloud, SEED)
    return cloud


def test_what_one_process_writes_another_reads(tmp_path: Path) -> None:
    first, second = opened(tmp_path), opened(tmp_path)
    first.put(GROUP, "", HERE)
    made = first.put(f"{GROUP}/providers/{IDENTITY}/id-a", "", HERE)
    assert second.get(made["id"]) == made
    second.delete(made["id"])
    assert not first.exists(made["id"])
    first.store.close()
    second.store.close()


def test_threads_write_at_once(tmp_path: Path) -> None:
    clouds = [opened(tmp_path), opened(tmp_path)]
    problems: list[BaseException] = []

    def write(number: int) -> None:
        try:
            clouds[number % 2].put(f"{ONE}/resourceGroups/rg-{number}", "", HERE)
        except BaseException as problem:
            problems.append(problem)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert len(clouds[0].list(type="Microsoft.Resources/resourceGroups")) == 20
    for cloud in clouds:
        cloud.store.close()


CRASH = """
import sys
from simulator.core.cloud import Cloud
cloud = Cloud(sys.argv[1])
cloud.faults.inject({"kind": "crash", "operation": "put", "point": sys.argv[2]})
cloud.put(sys.argv[3], "", {"location": "westeurope"})
"""


@pytest.mark.parametrize(("point", "stands"), [("before-commit", False), ("after-commit", True)])
def test_a_crash_leaves_the_whole_operation_or_nothing(tmp_path: Path, point: str, stands: bool) -> None:
    cloud = opened(tmp_path)
    command = [sys.executable, "-c", CRASH, str(tmp_path / "azure.db"), point, GROUP]
    assert subprocess.run(command, check=False).returncode == CRASH_EXIT
    assert cloud.exists(GROUP) is stands
    cloud.put(GROUP, "", HERE)
    cloud.store.close()


@pytest.mark.parametrize(("kind", "rule"), ERRORS.items())
def test_faults_strike_as_often_as_they_were_asked_to(estate: Estate, kind: str, rule: Refusal) -> None:
    fault = {"kind": kind, "type": "microsoft.managedidentity/*", "operation": "put", "count": 2, "skip": 1}
    estate.cloud.faults.inject(fault)
    estate.here(f"{IDENTITY}/id-a")
    for _ in range(2):
        with refused(rule.code, rule.status):
            estate.here(f"{IDENTITY}/id-a")
    estate.here(f"{IDENTITY}/id-a")
    assert estate.cloud.faults.pending() == []


def test_throttling_names_the_seconds_to_wait(estate: Estate) -> None:
    estate.cloud.faults.inject({"kind": "throttle", "retry_after": 7})
    with pytest.raises(Throttled) as throttled:
        estate.cloud.get(GROUP)
    assert throttled.value.retry_after == 7


def test_faults_that_do_not_match_do_nothing_and_can_be_cleared(estate: Estate) -> None:
    estate.cloud.faults.inject({"kind": "transient", "operation": "delete"})
    estate.here(f"{IDENTITY}/id-a")
    estate.cloud.faults.clear()
    estate.cloud.delete(GROUP)


@pytest.mark.parametrize("fault", [{"kind": "storm"}, {"kind": "crash", "point": "later"}])
def test_faults_that_there_are_not(fault: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="is not one of"):
        Faults(Store(":memory:")).inject(fault)


def test_the_log_tells_what_was_done(estate: Estate) -> None:
    made = estate.here(f"{IDENTITY}/id-a")
    estate.cloud.delete(made["id"])
    told = [(one["operation"], one["id"]) for one in estate.cloud.store.operations()]
    assert told[-2:] == [("put", made["id"]), ("delete", made["id"])]


def test_a_seed_is_planted_once(tmp_path: Path) -> None:
    hub = f"{ONE}/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub"
    seed = {
        **SEED,
        "management_groups": [{"name": "corp"}, {"name": "online", "parent": "corp"}],
        "resources": [
            {
                "id": hub,
                "location": "westeurope",
                "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}},
            }
        ],
        "applications": {"2ff814a6-3304-4ab8-85cb-cd0e6f879c1d": "AzureDatabricks"},
        "gateways": [hub],
        "limits": {"Microsoft.Network/virtualNetworks": 1},
        "closed": {"westus": ["*"]},
    }
    seed["subscriptions"] = [{**SEED["subscriptions"][0], "management_group": "online"}]  # type: ignore[dict-item]
    cloud = Cloud(tmp_path / "azure.db", clock=Clock())
    plant(cloud, seed)
    plant(cloud, seed)
    assert [one["id"] for one in cloud.list(ONE)] == [hub.rsplit("/providers", 1)[0], hub]
    assert len(cloud.directory.objects("user")) == 1
    with refused("VnetCountLimitReached", 400):
        space = {"properties": {"addressSpace": {"addressPrefixes": ["10.1.0.0/16"]}}}
        cloud.put(hub.replace("vnet-hub", "vnet-two"), "", {**HERE, **space})
    with refused("RequestDisallowedByAzure", 403):
        cloud.put(f"{ONE}/resourceGroups/rg-us", "", {"location": "westus"})
    cloud.directory.create("servicePrincipal", {"appId": "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d"})
    cloud.store.close()


@pytest.mark.parametrize(
    ("kind", "key", "body", "code", "status"),
    [
        (f"{GROUP}2", "resource-groups-per-subscription", HERE, "ResourceGroupQuotaExceeded", 409),
        (
            f"{GROUP}/providers/Microsoft.Network/routeTables/rt",
            "route-tables-per-region",
            HERE,
            "ResourceQuotaExceeded",
            409,
        ),
        (
            f"{GROUP}/providers/Microsoft.Network/publicIPAddresses/pip",
            "public-addresses",
            HERE,
            "PublicIPCountLimitReached",
            400,
        ),
        (
            f"{GROUP}/providers/Microsoft.Storage/storageAccounts/stsales",
            "storage-accounts-per-region",
            {**HERE, "kind": "StorageV2", "sku": {"name": "Standard_LRS"}},
            "MaxStorageAccountsCountPerSubscriptionExceeded",
            409,
        ),
    ],
)
def test_ceilings(estate: Estate, kind: str, key: str, body: dict[str, Any], code: str, status: int) -> None:
    estate.cloud.store.set_setting("limits", {key: 0})
    with refused(code, status):
        estate.put(kind, body)


def test_a_group_that_cannot_be_emptied_stays_with_what_blocked_it(estate: Estate) -> None:
    kept = estate.here("Microsoft.Network/routeTables/rt", routes=[])["id"]
    gone = estate.here(f"{IDENTITY}/id-a")["id"]
    other = f"{ONE}/resourceGroups/rg-network"
    estate.put(other, HERE)
    parent = estate.put(
        f"{other}/providers/Microsoft.Network/virtualNetworks/vnet-a",
        HERE,
        addressSpace={"addressPrefixes": ["10.1.0.0/16"]},
    )["id"]
    estate.put(f"{parent}/subnets/one", addressPrefix="10.1.0.0/24", routeTable={"id": kept})
    with refused("ResourceGroupDeletionBlocked", 409):
        estate.cloud.delete(GROUP)
    assert (estate.cloud.exists(kept), estate.cloud.exists(gone)) == (True, False)
    with refused("ResourceGroupManagedByMismatch", 409):
        estate.put(other, {**HERE, "managedBy": kept})


@pytest.mark.parametrize(
    ("body", "code", "status"),
    [
        ({"properties": {"cars": 1}}, "InvalidRequestContent", 400),
        ({"kind": 5}, "InvalidRequestContent", 400),
        ({"kind": None}, "MissingRequiredProperty", 400),
        ({"properties": {"accessTier": "Lukewarm"}}, "InvalidParameter", 400),
        ({"tags": {"k" * 129: "v"}}, "PropertyValueExceedsMaxLength", 400),
        ({"tags": {"k": "v" * 257}}, "PropertyValueExceedsMaxLength", 400),
        ({"tags": {str(number): "v" for number in range(51)}}, "InvalidTagCount", 400),
    ],
)
def test_bodies_that_do_not_conform(estate: Estate, body: dict[str, Any], code: str, status: int) -> None:
    whole = {"kind": "StorageV2", "sku": {"name": "Standard_LRS"}, **body}
    with refused(code, status):
        estate.here("Microsoft.Storage/storageAccounts/stsales", whole)


def test_api_versions_and_ids_that_are_not_simulated(estate: Estate) -> None:
    with refused("S-API-001", 501):
        estate.cloud.put(GROUP, "2015-01-01", HERE)
    with refused("MismatchingResourceSegments", 400):
        estate.cloud.put("rg-a", "", HERE)
    with pytest.raises(ArmError, match="ResourceNotFound"):
        estate.cloud.action(f"{GROUP}/providers/{IDENTITY}/id-none", "listKeys")

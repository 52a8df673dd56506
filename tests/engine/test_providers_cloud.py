"""The azure-native, azuread and random providers under the real engine: the life of a program's resources."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestrator.engine.engine import Engine
from orchestrator.engine.results import Outcome, Verb
from simulator import control
from tests.engine.cloud import ONE, TWO, Estate, done, errors, kill

pytestmark = [pytest.mark.engine, pytest.mark.xdist_group("providers")]
RESOURCES = 15
GROUP = f"{ONE}/resourceGroups/rg-lake"
NETWORK = f"{GROUP}/providers/Microsoft.Network/virtualNetworks/vnet-lake"
ACCOUNT = f"{GROUP}/providers/Microsoft.Storage/storageAccounts/stlakesales"
HUB = f"{TWO}/resourceGroups/rg-hub"


@pytest.fixture
def estate(engine: Engine, tmp_path: Path) -> Iterator[Estate]:
    made = Estate(engine, tmp_path)
    yield made
    made.close()


@pytest.fixture
def standing(estate: Estate) -> Estate:
    result = estate.run(Verb.UP)
    assert (result.outcome, result.changes) == (Outcome.SUCCEEDED, {"create": RESOURCES}), errors(result)
    return estate


def test_a_preview_knows_what_comes_and_makes_nothing(estate: Estate) -> None:
    result = estate.run(Verb.PREVIEW)
    assert (result.outcome, result.changes) == (Outcome.SUCCEEDED, {"create": RESOURCES}), errors(result)
    assert GROUP not in estate.standing()


def test_two_providers_on_one_port_reach_two_subscriptions(standing: Estate) -> None:
    found = standing.standing()
    assert found[GROUP]["location"] == "westeurope"
    assert found[HUB]["location"] == "northeurope"
    assert found[f"{NETWORK}/subnets/endpoints"]["properties"]["addressPrefix"] == "10.1.1.0/24"
    assert found[ACCOUNT]["properties"]["isHnsEnabled"] is True


def test_nothing_changes_the_second_time_nor_after_a_refresh(standing: Estate) -> None:
    for verb in (Verb.PREVIEW, Verb.UP, Verb.REFRESH, Verb.PREVIEW):
        result = standing.run(verb)
        assert (result.outcome, result.changes) == (Outcome.SUCCEEDED, {"same": RESOURCES}), errors(result)


def test_secrets_are_encrypted_wherever_they_travel(standing: Estate) -> None:
    standing.configure(secret_tags="true")
    assert standing.run(Verb.UP).outcome is Outcome.SUCCEEDED
    kept = standing.kept()
    assert "ciphertext" in kept["password"]["outputs"]["result"]
    assert "ciphertext" in kept["account"]["inputs"]["tags"]
    assert "ciphertext" in kept["account"]["outputs"]["tags"]
    shown = json.loads(standing.call("stack", "output", "--json"))
    assert shown["password"] == shown["keys"] == "[secret]"
    assert shown["identity"] == standing.standing()[ACCOUNT]["identity"]["principalId"]


def test_a_tag_is_updated_in_place_and_a_location_replaces(standing: Estate) -> None:
    standing.configure(owner="finance")
    tagged = standing.run(Verb.UP)
    assert done(tagged) == [("update", "account"), ("update", "hub"), ("update", "network")]
    assert standing.standing()[NETWORK]["tags"] == {"owner": "finance"}
    assert f"{NETWORK}/subnets/endpoints" in standing.standing()
    standing.configure(location="northeurope")
    moved = standing.run(Verb.UP)
    assert moved.outcome is Outcome.SUCCEEDED, errors(moved)
    assert ("replace", "network") in done(moved)
    assert standing.standing()[NETWORK]["location"] == "northeurope"


def test_a_refresh_finds_what_was_changed_and_removed_by_hand(standing: Estate) -> None:
    with standing.by_hand() as cloud:
        hub = cloud.get(HUB)
        cloud.put(HUB, "", {"location": hub["location"], "tags": {"owner": "somebody"}})
        cloud.delete(f"{GROUP}/providers/Microsoft.Network/privateEndpoints/pe-lake-dfs")
    drift = standing.run(Verb.REFRESH, preview_only=True)
    assert done(drift) == [("delete", "endpoint"), ("update", "hub")]
    refreshed = standing.run(Verb.REFRESH)
    assert refreshed.outcome is Outcome.SUCCEEDED, errors(refreshed)
    restored = standing.run(Verb.UP)
    assert done(restored) == [("create", "endpoint"), ("update", "hub")], errors(restored)
    assert standing.standing()[HUB]["tags"] == {"owner": "sales"}


def test_an_import_takes_a_resource_over_with_its_inputs(standing: Estate, tmp_path: Path) -> None:
    table = f"{GROUP}/providers/Microsoft.Network/routeTables/rt-lake"
    with standing.by_hand() as cloud:
        body = {
            "location": "westeurope",
            "tags": {"owner": "sales"},
            "properties": {"disableBgpRoutePropagation": True},
        }
        cloud.put(table, "", body)
    kept = standing.kept()
    providers = {"one": kept["one"]["urn"]}
    wanted = {"type": "azure-native:network:RouteTable", "name": "routes", "id": table, "provider": "one"}
    listing = tmp_path / "import.json"
    listing.write_text(json.dumps({"nameTable": providers, "resources": [wanted]}), encoding="utf-8")
    result = standing.run(Verb.IMPORT, imports=listing)
    assert result.outcome is Outcome.SUCCEEDED, errors(result)
    inputs = standing.kept()["routes"]["inputs"]
    assert inputs["routeTableName"] == "rt-lake"
    assert inputs["disableBgpRoutePropagation"] is True
    assert inputs["tags"] == {"owner": "sales"}


def test_a_refusal_carries_azures_code_and_id_and_leaves_the_rest(standing: Estate) -> None:
    standing.configure(subnet_prefix="10.9.0.0/24")
    result = standing.run(Verb.UP)
    assert result.outcome is Outcome.FAILED
    assert 'Code="NetcfgSubnetRangeOutsideVnet"' in errors(result)
    assert f"{NETWORK}/subnets/endpoints" in errors(result)
    standing.configure(subnet_prefix="10.1.1.0/24")
    assert standing.run(Verb.UP).changed is False


def test_throttling_and_conflicts_are_waited_for(estate: Estate) -> None:
    control.inject(estate.state, {"kind": "throttle", "type": "microsoft.network/*", "operation": "put", "count": 2})
    control.inject(estate.state, {"kind": "conflict", "type": "microsoft.storage/storageaccounts", "retry_after": 1})
    result = estate.run(Verb.UP)
    assert (result.outcome, result.changes) == (Outcome.SUCCEEDED, {"create": RESOURCES}), errors(result)


def test_a_killed_simulator_is_seen_as_gone_and_starts_again_with_what_it_held(standing: Estate) -> None:
    running = control.status(standing.state)
    assert running is not None
    kill(running.pid)
    assert control.status(standing.state) is None
    result = standing.run(Verb.PREVIEW)
    assert (result.outcome, result.changed) == (Outcome.SUCCEEDED, False), errors(result)


def test_destroy_removes_everything_it_made(standing: Estate) -> None:
    result = standing.run(Verb.DESTROY)
    assert (result.outcome, result.changes) == (Outcome.SUCCEEDED, {"delete": RESOURCES}), errors(result)
    assert not {GROUP, HUB, NETWORK, ACCOUNT} & set(standing.standing())

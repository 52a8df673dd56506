"""The whole way, by Microsoft's own SDKs over HTTP: register, find nothing to do, repair, retire."""

from pathlib import Path
from typing import Any

import pytest

from catalogue.apply import Refusal, StoppedError, apply
from catalogue.entries import ADMINISTRATOR, CURATOR, READER, Collection, Scan, Source, Trigger
from catalogue.plan import Action, Step
from tests.unit.catalogue.conftest import Served, groups_of


def told(steps: tuple[Step, ...]) -> set[tuple[str, str, str]]:
    return {(step.action, step.kind, step.name) for step in steps}


def test_an_estate_is_registered_and_a_second_run_finds_nothing_to_do(served: Served) -> None:
    done = served.apply()
    assert {step.action for step in done if step.kind != "roles"} == {Action.CREATE}
    assert served.plan() == ()
    found, wanted = served.client().read(), served.wanted()
    assert found.sources == wanted.sources
    assert found.scans == wanted.scans
    assert wanted.collections.items() <= found.collections.items()


def test_teams_hold_what_the_matrix_gives_and_the_pipeline_keeps_its_roles(served: Served) -> None:
    served.apply()
    held, groups = served.client().read().holders, groups_of(served.estate)
    assert held["cts-crm"][CURATOR] == {groups["crm/team"], groups["sales-dev/ops"]}
    assert held["cts-crm"][ADMINISTRATOR] == {groups["sales-dev/service-owner"]}
    assert groups["data-platform-ops"] in held["cts-crm"][READER]
    (root,) = [name for name, one in served.client().read().collections.items() if not one.parent]
    assert "deployer" in held[root][ADMINISTRATOR]


def test_what_somebody_changed_is_found_with_its_reason_and_repaired(served: Served) -> None:
    served.apply()
    client, wanted = served.client(), served.wanted()
    scan = next(iter(wanted.scans.values()))
    source = wanted.sources[scan.source]
    client.put_scan(Scan(**{**vars(scan), "prefixes": (source.endpoint,), "trigger": None}))
    client.put_collection(Collection(**{**vars(wanted.collections["cts-crm"]), "friendly_name": "Somebody's"}))
    client.change_holders("cts-crm", {}, {CURATOR: frozenset({groups_of(served.estate)["crm/team"]})})
    client.delete_scan(*list(wanted.scans)[-1])
    drift = served.plan()
    assert told(drift) == {
        ("update", "scan", scan.name),
        ("update", "collection", "cts-crm"),
        ("update", "roles", "cts-crm"),
        ("create", "scan", list(wanted.scans)[-1][1]),
    }
    reasons = {step.kind: step.reasons for step in drift if step.action == "update"}
    assert reasons["collection"] == ("friendly name: `Somebody's`, wanted `Integration crm`",)
    assert reasons["roles"] == ("give data-curator to `crm/team`",)
    assert reasons["scan"][1] == f"trigger: none, wanted {scan.trigger}"
    served.apply()
    assert served.plan() == ()


@pytest.mark.parametrize("dataset", [{"status": "retired"}, {"scan": {"schedule": "never"}}])
def test_a_retired_dataset_loses_its_scans_and_its_lake_stays(
    served: Served, tmp_path: Path, dataset: dict[str, Any]
) -> None:
    served.apply()
    before = served.client().read()
    served.change(tmp_path, {"Pulumi.crm.yaml": {"datasets": {"contacts": dataset}}})
    gone = {name for _, name in before.scans if "crm-contacts" in name}
    assert gone
    assert told(served.plan()) == {("delete", "scan", name) for name in gone}
    served.apply()
    after = served.client().read()
    assert after.sources == before.sources
    assert {name for _, name in before.scans.keys() - after.scans.keys()} == gone


def test_a_team_that_is_gone_takes_its_collection_along(served: Served, tmp_path: Path) -> None:
    served.apply()
    served.change(tmp_path, {}, delete=["Pulumi.churn-model.yaml"])
    assert ("delete", "collection", "cts-churn-model") in told(served.plan())
    served.apply()
    assert "cts-churn-model" not in served.client().read().collections
    assert served.plan() == ()


def test_what_others_made_is_never_touched(served: Served) -> None:
    served.apply()
    client = served.client()
    root = next(name for name, one in client.read().collections.items() if not one.parent)
    client.put_collection(Collection(name="finance", friendly_name="Finance", description="theirs", parent=root))
    client.put_source(
        Source(
            name="ledger",
            collection="finance",
            endpoint="https://stledger.dfs.core.windows.net/",
            resource_id=next(iter(served.wanted().sources.values())).resource_id,
            location="westeurope",
        )
    )
    trigger = Trigger(frequency="Month", day=1, hour=1, level="Full")
    theirs = Scan(source="ledger", name="all", collection="finance", prefixes=(), trigger=trigger)
    client.put_scan(theirs)
    client.change_holders("cts-crm", {CURATOR: frozenset({"a-friend"})}, {})
    assert served.plan() == ()
    served.apply()
    found = client.read()
    assert found.scans[("ledger", "all")] == theirs
    assert "a-friend" in found.holders["cts-crm"][CURATOR]


def test_a_lake_that_others_registered_is_a_conflict(served: Served) -> None:
    client = served.client()
    root = next(name for name, one in client.read().collections.items() if not one.parent)
    lake = next(iter(served.wanted().sources.values()))
    client.put_source(Source(**{**vars(lake), "name": "theirs", "collection": root}))
    (conflict,) = [step for step in served.plan() if step.action is Action.CONFLICT]
    assert (conflict.kind, conflict.name) == ("source", lake.name)
    assert "`theirs`" in conflict.reasons[0]


def test_it_stops_at_the_first_refusal_and_tells_what_is_done(served: Served) -> None:
    steps = served.plan()
    scan = next(step for step in steps if isinstance(step.entry, Scan))
    assert isinstance(scan.entry, Scan)
    wrong = Step(
        action=scan.action,
        name=scan.name,
        entry=Scan(**{**vars(scan.entry), "collection": "nowhere"}),
        reasons=scan.reasons,
    )
    with pytest.raises(StoppedError) as caught:
        apply([wrong if step is scan else step for step in steps], served.client(), lambda _: None)
    assert caught.value.failed is wrong
    assert caught.value.refusal.code == "CollectionNotFound"
    assert {step.kind for step in caught.value.done} == {"collection", "roles", "source"}
    served.apply()
    assert served.plan() == ()


def test_whoever_holds_no_role_is_refused(served: Served) -> None:
    with pytest.raises(Refusal) as caught:
        served.client("a-stranger").put_collection(next(iter(served.wanted().collections.values())))
    assert (caught.value.status, caught.value.code) == (403, "Forbidden")

"""What an estate wants to have registered."""

import re
from pathlib import Path
from typing import Any

import pytest

from catalogue.desired import collection_name, desired
from catalogue.entries import ADMINISTRATOR, CURATOR, READER, Registered
from catalogue.marks import COLLECTION_LENGTH, NAME_LENGTH, fitted, is_own
from config.load import load_estate
from tests.unit.catalogue.conftest import OWN, groups_of
from tests.unit.config.reference import REFERENCE, copy_estate


def wanted(tmp_path: Path, change: dict[str, Any] | None = None) -> Registered:
    estate = load_estate(copy_estate(tmp_path, change={**OWN, **(change or {})}))
    return desired(estate, groups_of(estate))


def test_an_estate_without_an_account_wants_nothing() -> None:
    estate = load_estate(REFERENCE)
    assert desired(estate, groups_of(estate)) == Registered()


def test_collections_follow_zones_and_teams(tmp_path: Path) -> None:
    found = wanted(tmp_path).collections
    assert found["cts-crm"].parent == "cts-sales-dev"
    assert found["cts-sales-dev"].parent.startswith("pview-cts-governance")
    assert found["cts-crm"].friendly_name == "Integration crm"
    assert found["cts-customer-360"].friendly_name == "Product customer-360"
    assert all(is_own(one, "cts") and not is_own(one, "ctx") for one in found.values())
    assert len(found) == 8


def test_each_lake_is_a_source_of_its_zone(tmp_path: Path) -> None:
    found = wanted(tmp_path).sources.values()
    assert len(found) == 6
    for source in found:
        name = source.resource_id.rsplit("/", 1)[-1]
        assert source.endpoint == f"https://{name}.dfs.core.windows.net/"
        assert source.name == f"estate-cts-{name}"
        assert source.kind == "AdlsGen2"
    assert {source.collection for source in found} == {"cts-sales-dev", "cts-logistics-prod"}


def test_each_folder_of_a_dataset_is_scanned_into_its_teams_collection(tmp_path: Path) -> None:
    found = wanted(tmp_path)
    scans = {scan.name: scan for scan in found.scans.values()}
    raw = scans["estate-cts-crm-contacts-raw-sensitive"]
    assert raw.collection == "cts-crm"
    assert raw.prefixes == (f"{found.sources[raw.source].endpoint}raw/Sensitive/crm/contacts",)
    assert (raw.kind, raw.ruleset, raw.runtime) == ("AdlsGen2Msi", "AdlsGen2", None)
    assert raw.trigger is not None
    assert (raw.trigger.frequency, raw.trigger.level) == ("Week", "Incremental")
    assert 0 <= raw.trigger.hour < 6


def test_a_dataset_says_how_it_is_scanned(tmp_path: Path) -> None:
    monthly = {"Pulumi.crm.yaml": {"datasets": {"contacts": {"scan": {"schedule": "monthly", "level": "full"}}}}}
    change = {**monthly, "estate.yaml": {"scans": {"runtime": "managed-weu"}}}
    scans = [one for one in wanted(tmp_path, change).scans.values() if "crm-contacts" in one.name]
    assert scans
    for scan in scans:
        assert scan.trigger is not None
        assert (scan.trigger.frequency, scan.trigger.level, scan.runtime) == ("Month", "Full", "managed-weu")
        assert 1 <= int(scan.trigger.day) <= 28


def test_not_all_scans_run_at_once(tmp_path: Path) -> None:
    assert len({one.trigger for one in wanted(tmp_path).scans.values()}) > 3


@pytest.mark.parametrize("dataset", [{"status": "retired"}, {"scan": {"schedule": "never"}}])
def test_what_is_retired_or_left_out_is_not_scanned(tmp_path: Path, dataset: dict[str, Any]) -> None:
    change = {"Pulumi.crm.yaml": {"datasets": {"contacts": dataset}}}
    assert not [one for one in wanted(tmp_path, change).scans.values() if "crm-contacts" in one.name]


def test_who_decides_describes_and_reads_follows_from_the_matrix(tmp_path: Path) -> None:
    held = wanted(tmp_path).holders["cts-crm"]
    assert held[ADMINISTRATOR] == {"id-of-sales-dev/service-owner"}
    assert held[CURATOR] == {"id-of-crm/team", "id-of-sales-dev/ops"}
    assert {"id-of-cloud-platform-ops", "id-of-data-platform-ops"} <= held[READER]


def test_nobody_inherits_more_than_the_matrix_gives_below(tmp_path: Path) -> None:
    held = wanted(tmp_path).holders
    root = next(name for name in held if name.startswith("pview"))
    everywhere = {"id-of-service-owner", "id-of-cloud-platform-ops", "id-of-data-platform-ops"}
    assert held[root] == {READER: everywhere}
    assert held["cts-sales-dev"] == {
        ADMINISTRATOR: {"id-of-sales-dev/service-owner"},
        CURATOR: {"id-of-sales-dev/ops"},
        READER: {"id-of-sales-dev/service-owner", "id-of-sales-dev/ops", *everywhere},
    }


def test_groups_that_do_not_stand_yet_are_given_nothing(tmp_path: Path) -> None:
    estate = load_estate(copy_estate(tmp_path, change=OWN))
    held = desired(estate, {}).holders.values()
    assert not any(ids for roles in held for ids in roles.values())


def test_long_names_stay_apart_within_their_length() -> None:
    long = "cts-" + "very-long-name-of-a-stack-" * 3
    one, other = fitted(f"{long}a", COLLECTION_LENGTH), fitted(f"{long}b", COLLECTION_LENGTH)
    assert one != other
    assert len(one) <= COLLECTION_LENGTH
    assert fitted("x" * NAME_LENGTH, NAME_LENGTH) == "x" * NAME_LENGTH


def test_names_are_what_purview_takes(tmp_path: Path) -> None:
    found = wanted(tmp_path)
    assert all(re.fullmatch(r"(?=.{3,36}$)[a-z0-9]+(-[a-z0-9]+)*", name) for name in found.collections)
    names = {*found.sources, *(name for _, name in found.scans)}
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{3,63}", name) for name in names)


def test_a_collection_has_the_name_of_its_stack(tmp_path: Path) -> None:
    assert collection_name(load_estate(copy_estate(tmp_path, change=OWN)), "fleet-live") == "cts-fleet-live"

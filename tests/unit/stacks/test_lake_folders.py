"""Folders in the lakes: who may do what in them, and what of them changes with a dataset."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from config.load import load_estate
from orchestrator.world import world_before
from simulator.core.lake_lists import permissions
from simulator.mocks import Registered, run_program
from stacks import build
from tests.unit.config.reference import copy_estate
from tests.unit.stacks.deployment import Deployment, StackMocks, Standing

PATH = "azure:storage/dataLakeGen2Path:DataLakeGen2Path"
READER, WRITER, OTHER = "mei.tanaka@contoso.example", "liam.byrne@contoso.example", "grace.hall@contoso.example"
WORKLOAD = "5f4e3d2c-1b0a-4c9d-8e7f-6a5b4c3d2e1f"
ACCESS = [
    {"principal": READER, "layer": "enriched", "until": "2099-12-31", "request": "one"},
    {"principal": WRITER, "layer": "enriched", "right": "write", "until": "2099-12-31", "request": "two"},
]
STANDING = {"access": ACCESS, "workloads": {WORKLOAD: "read", "customer-360/database": "read"}}
MOVED = {
    ("DataLakeGen2Path", f"folders-contacts-{layer}-{kind}")
    for layer in ("raw", "enriched")
    for kind in ("general", "sensitive")
}
CONTACTS = "crm/Transactional/Sensitive/contacts"


def _with(folder: Path, change: Mapping[str, Any]) -> Path:
    return copy_estate(folder, change={"Pulumi.crm.yaml": {"datasets": {"contacts": change}}})


@pytest.fixture(name="shared", scope="module")
def _shared(standing: Standing, tmp_path_factory: pytest.TempPathFactory) -> Deployment:
    return standing.again(_with(tmp_path_factory.mktemp("shared"), STANDING), "crm", "customer-360")


def lake(deployment: Deployment, role: str) -> str:
    """The id of a lake of the first zone."""
    return str(deployment.exported["sales-dev"]["contract"]["lakes"][role]["id"])


def may(
    deployment: Deployment, who: str, path: str, container: str = "enriched", role: str = "enriched-curated"
) -> str:
    """What somebody may do with a folder; by user principal name or object id."""
    person = deployment.cloud.directory.named("user", who)
    return permissions(deployment.cloud, lake(deployment, role), container, path, person["id"] if person else who)


def team_group(deployment: Deployment, stack: str) -> str:
    """The object id of a team's group."""
    return str(deployment.exported["platform"]["contract"]["groups"][f"{stack}/team"])


def test_readers_read_writers_write_and_nobody_else_sees_anything(shared: Deployment) -> None:
    assert [may(shared, who, CONTACTS) for who in (READER, WRITER, WORKLOAD)] == ["r-x", "rwx", "r-x"]
    assert may(shared, team_group(shared, "customer-360"), CONTACTS) == "---"


def test_access_to_one_layer_is_none_to_the_other(shared: Deployment) -> None:
    assert may(shared, READER, "Sensitive/crm/contacts", "raw", "raw") == "---"


def test_the_way_to_a_folder_can_be_passed_and_not_looked_at(shared: Deployment) -> None:
    """Without the passage through the root, no entry further down would let anybody in."""
    assert {may(shared, READER, path) for path in ("", "crm", "crm/Transactional/Sensitive")} == {"--x"}


def test_what_is_made_in_a_folder_inherits_its_lists(shared: Deployment) -> None:
    below = f"{CONTACTS}/LoadTS=260101"
    shared.cloud.lake.put(lake(shared, "enriched-curated"), "enriched", below)
    assert [may(shared, who, below) for who in (READER, WRITER, WORKLOAD)] == ["r-x", "rwx", "r-x"]


def test_a_teams_pipeline_writes_its_own_folders_only(shared: Deployment) -> None:
    identities = shared.exported["platform"]["contract"]["deploy_identities"]
    assert may(shared, identities["crm"], CONTACTS) == "rwx"
    assert may(shared, identities["customer-360"], CONTACTS) == "---"
    (granted,) = [
        made.inputs["condition"]
        for made in shared.registered["crm"]
        if made.type.endswith(":RoleAssignment") and "blobs:path" in made.inputs.get("condition", "")
    ]
    containers = re.findall(r"containers:name] StringEquals '([a-z]+)' AND \(([^)]+)\)", granted)
    paths = {container: set(re.findall(r"StringLike '([^']+)'", tests)) for container, tests in containers}
    assert paths == {
        "raw": {"General/crm/*", "Sensitive/crm/*"},
        "enriched": {"crm/*"},
        "workspace": {"crm/*"},
    }


def test_every_team_has_its_area_in_the_workspace_lake(shared: Deployment) -> None:
    for stack in ("crm", "customer-360"):
        assert may(shared, team_group(shared, stack), stack, "workspace", "workspace") == "rwx"
    assert may(shared, team_group(shared, "crm"), "customer-360", "workspace", "workspace") == "---"


def test_services_read_and_write_as_the_dataset_says(shared: Deployment) -> None:
    """One of the same team, one of another team, whose stack comes first: neither's object id is written down."""
    crm, other = (shared.exported[stack]["contract"]["identities"] for stack in ("crm", "customer-360"))
    assert may(shared, crm["pipelines"], CONTACTS) == "rwx"
    assert may(shared, other["database"], CONTACTS) == "r-x"
    assert may(shared, other["pipelines"], CONTACTS) == "---"


def _folders(made: list[Registered]) -> dict[str, Registered]:
    return {one.name.removeprefix("folders-"): one for one in made if one.type == PATH}


def _changed(before: list[Registered], after: list[Registered]) -> set[tuple[str, str]]:
    """Type and logical name of everything that a plan would create, change or delete."""

    def asked(made: list[Registered]) -> dict[tuple[str, str], object]:
        return {(one.type.rsplit(":", 1)[-1], one.name): one.inputs for one in made if one.custom}

    old, new = asked(before), asked(after)
    return {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}


def _preview(shared: Deployment, folder: Path, stack: str = "crm") -> list[Registered]:
    """What a stack, the team's as a rule, asks for, on the ground of what stands; nothing is deployed."""
    estate = load_estate(folder)
    mocks = StackMocks(cloud=shared.cloud, seed=world_before(estate), exported=shared.exported)
    run_program(lambda: build(estate, stack, None), mocks=mocks, stack=stack, preview=True)
    return mocks.resources


def _planned(shared: Deployment, tmp_path: Path, change: Mapping[str, Any]) -> set[tuple[str, str]]:
    """What changes in the team's stack with the dataset."""
    folder = _with(tmp_path, {**STANDING, **change})
    return _changed(_preview(shared, shared.estate.folder), _preview(shared, folder))


def test_another_class_of_general_data_changes_nothing_in_azure(shared: Deployment, tmp_path: Path) -> None:
    """Up to `confidential`, the class guides people and catalogues; data stay where they are."""
    assert _planned(shared, tmp_path, {"classification": "internal"}) == set()


def test_data_that_become_sensitive_move_to_another_folder_with_the_same_groups(
    shared: Deployment, tmp_path: Path
) -> None:
    def of_class(name: str) -> list[Registered]:
        (tmp_path / name).mkdir()
        contacts = {"personal_data": False, "classification": name}
        change = {
            "Pulumi.sales-dev.yaml": {"classification": "sensitive"},
            "Pulumi.crm.yaml": {"datasets": {"contacts": contacts}},
        }
        return _preview(shared, copy_estate(tmp_path / name, change=change))

    assert _changed(of_class("confidential"), of_class("sensitive")) == MOVED


def test_personal_data_move_to_another_folder_with_the_same_groups(shared: Deployment, tmp_path: Path) -> None:
    assert _planned(shared, tmp_path, {"personal_data": False}) == MOVED


def test_with_a_copy_nothing_leaves_its_place(shared: Deployment, tmp_path: Path) -> None:
    assert _planned(shared, tmp_path, {"general_copy": True}) == {
        ("DataLakeGen2Path", "folders-contacts-raw-general"),
        ("DataLakeGen2Path", "folders-contacts-enriched-general"),
    }


def test_another_data_owner_changes_nothing_in_azure(shared: Deployment, tmp_path: Path) -> None:
    """The owner decides on requests; rights come from groups, whose owners are the team's."""
    assert _planned(shared, tmp_path, {"owner": OTHER}) == set()


def test_of_a_retired_dataset_groups_and_lists_are_emptied_and_folders_stay(shared: Deployment, tmp_path: Path) -> None:
    assert _planned(shared, tmp_path, {"status": "retired"}) == {
        ("Group", "datasets-contacts-enriched-read"),
        ("Group", "datasets-contacts-enriched-write"),
        ("DataLakeGen2Path", "folders-contacts-raw-sensitive"),
        ("DataLakeGen2Path", "folders-contacts-enriched-sensitive"),
    }


def test_another_retention_changes_the_rules_of_its_lakes_and_nothing_else(shared: Deployment, tmp_path: Path) -> None:
    longer = _with(tmp_path, {**STANDING, "retention_days": 800})
    before, after = (_preview(shared, folder, "sales-dev") for folder in (shared.estate.folder, longer))
    assert _changed(before, after) == {
        ("ManagementPolicy", "lakes-raw-lifecycle"),
        ("ManagementPolicy", "lakes-enriched-curated-lifecycle"),
    }
    assert _changed(_preview(shared, shared.estate.folder), _preview(shared, longer)) == set()


def test_folders_are_deleted_or_moved_only_with_both_keys(shared: Deployment, tmp_path: Path) -> None:
    standing = _folders(shared.registered["crm"])
    assert {(one.protect, one.options.retainOnDelete) for one in standing.values()} == {(True, True)}
    folder = copy_estate(
        tmp_path,
        change={
            "Pulumi.crm.yaml": {"allow_data_removal": True},
            "estate.yaml": {"environments": {"dev": {"data_removal": True}}},
        },
    )
    assert load_estate(folder).may_remove_data(load_estate(folder).stacks["crm"])
    turned = _folders(_preview(shared, folder))
    assert {(one.protect, one.options.retainOnDelete) for one in turned.values()} == {(False, False)}


def test_a_pipeline_owns_the_groups_of_its_datasets_and_no_other(shared: Deployment) -> None:
    """Entra lets it change what it owns, so that it needs no right on every group of the tenant."""
    pipeline = shared.exported["platform"]["contract"]["deploy_identities"]["crm"]
    owned = {
        made.name
        for stack in ("platform", "crm")
        for made in shared.registered[stack]
        if made.type == "azuread:index/group:Group" and pipeline in made.inputs.get("owners", ())
    }
    assert owned
    assert all(name.startswith("datasets-contacts-") for name in owned)

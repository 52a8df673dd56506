"""What holds for every variant of every component."""

import json
import re

import pytest

from arm.name_rules import check_name
from arm.schema import by_token
from components._tokens import Token
from simulator.core import write_only
from tests.unit.components.built import built
from tests.unit.components.harness import Registered, World, run
from tests.unit.components.variants import VARIANTS
from tests.unit.components.variants.shared import TAGS

CASES = [(component, variant) for component, variants in VARIANTS.items() for variant in variants]
DATA = {
    *(
        "FileShare",
        "BlobContainer",
        "DataLakeGen2Filesystem",
        "DataLakeGen2Path",
        "StorageAccount",
        "Vault",
        "Key",
        "Project",
        "Git",
    ),
    *("sql:Server", "sql:Database", "dbforpostgresql:Server", "dbforpostgresql:Database", "kusto:Cluster"),
    *("dbformysql:Server", "dbformysql:Database"),
    *(
        "cosmosdb:DatabaseAccount",
        "SqlResourceSqlDatabase",
        "ReadWriteDatabase",
        "IotHubResource",
        "search:Service",
        "purview:Account",
    ),
    *("machinelearningservices:Workspace", "synapse:Workspace", "synapse:SqlPool", "purview:Account"),
    *("databricks:Workspace", "Catalog", "Schema", "Volume"),
}
_MADE_UP = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9a-f]{16}\b")


TOKENS = {token.rsplit(":", 1)[1]: token.value for token in Token}


def own(component: str, variant: str) -> list[Registered]:
    """The component of a variant and everything in it; what it stands on may have been built before it."""
    resources = built(component, variant).resources
    first = [made for made in resources if made.token == TOKENS[component]][-1]
    names = {first.name}
    for made in resources:
        if made.parent in names:
            names.add(made.name)
    return [first, *(made for made in resources if made.name in names and made is not first)]


def children(component: str, variant: str) -> list[Registered]:
    """The resources of a variant's component that are no components."""
    return [made for made in own(component, variant) if not made.token.startswith("dataestate:")]


def _asked(world: World) -> dict[tuple[str, str], str]:
    """What was asked for, without what is made up anew in every run: ids of Azure and Entra, drawn passwords."""
    texts = {
        (made.token, made.name): json.dumps(
            {key: value for key, value in made.inputs.items() if key.lower() not in write_only.NAMES}, sort_keys=True
        )
        for made in world.resources
    }
    return {key: _MADE_UP.sub("guid", text) for key, text in texts.items()}


def _kind(made: Registered) -> str:
    return made.token.rsplit(":", 1)[1]


def test_every_token_has_variants() -> None:
    assert {token.rsplit(":", 1)[1] for token in Token} == set(VARIANTS)


@pytest.mark.parametrize(("component", "variant"), CASES)
def test_the_component_has_its_token_and_stands_before_its_children(component: str, variant: str) -> None:
    first, *others = own(component, variant)
    assert first.token == TOKENS[component]
    order = [made.name for made in built(component, variant).resources]
    assert all(order.index(made.name) > order.index(first.name) for made in others)


@pytest.mark.parametrize(("component", "variant"), CASES)
def test_children_carry_the_names_of_their_parents(component: str, variant: str) -> None:
    for made in own(component, variant)[1:]:
        assert made.name.startswith(f"{made.parent}-")


@pytest.mark.parametrize(("component", "variant"), CASES)
def test_logical_names_are_unique_per_type(component: str, variant: str) -> None:
    names = [(made.token, made.name) for made in built(component, variant).resources]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("component", "variant"), CASES)
def test_physical_ids_are_unique(component: str, variant: str) -> None:
    ids = [made.arm_id.lower() for made in children(component, variant) if made.arm_id]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("component", "variant"), CASES)
def test_a_second_run_registers_the_same(component: str, variant: str) -> None:
    first = _asked(built(component, variant))
    assert _asked(run(VARIANTS[component][variant])) == first


@pytest.mark.parametrize(("component", "variant"), CASES)
def test_a_preview_asks_for_the_same_resources(component: str, variant: str) -> None:
    wanted = built(component, variant).names()
    assert run(VARIANTS[component][variant], preview=True).names() == wanted


@pytest.mark.parametrize(("component", "variant"), CASES)
def test_names_are_accepted_by_azure(component: str, variant: str) -> None:
    for made in children(component, variant):
        if made.arm_type and made.arm_id:
            assert check_name(made.arm_type, made.arm_id.rsplit("/", 1)[-1]) is None, made.arm_id


@pytest.mark.parametrize(("component", "variant"), CASES)
def test_only_what_holds_data_is_protected(component: str, variant: str) -> None:
    allowed = variant == "max"
    for made in children(component, variant):
        module = ":".join(made.token.split(":")[1:])
        holds_data = bool({_kind(made), module} & DATA) or made.arm_type == "Microsoft.OperationalInsights/workspaces"
        if holds_data and not allowed:
            assert (made.protected, made.retained) == (True, True), made.name
        if holds_data and allowed:
            assert (made.protected, made.retained) == (False, False), made.name
        if _kind(made) != "ResourceGroup" and not holds_data:
            assert (made.protected, made.deleted_before_replace) == (False, True), made.name


@pytest.mark.parametrize("component", [name for name, variants in VARIANTS.items() if "secure" in variants])
def test_everything_that_takes_tags_gets_them(component: str) -> None:
    untagged = [
        made.name
        for made in children(component, "secure")
        if made.arm_type
        and {"location", "tags"} <= by_token(made.token).body.properties.keys()
        and made.inputs.get("tags", {}).items() < TAGS.items()
    ]
    assert untagged == []


@pytest.mark.parametrize(("component", "variant"), CASES)
def test_role_assignments_say_what_they_are_for(component: str, variant: str) -> None:
    for made in built(component, variant).of("RoleAssignment"):
        assert _MADE_UP.fullmatch(made.inputs["roleAssignmentName"])
        assert made.inputs["principalType"] in {"Group", "ServicePrincipal", "User"}


@pytest.mark.parametrize(("component", "variant"), CASES)
def test_nothing_is_open_to_the_internet(component: str, variant: str) -> None:
    outside = {"UploadStorage", "Lake", "LakeSet", "Workspace"} if variant == "max" else set()
    for made in children(component, variant):
        properties = made.body.get("properties", {})
        if component not in outside:
            assert properties.get("publicNetworkAccess", "Disabled") == "Disabled", made.name
            assert properties.get("publicNetworkAccessForQuery", "Disabled") == "Disabled", made.name
        if _kind(made) == "DataCollectionEndpoint":
            assert properties["networkAcls"] == {"publicNetworkAccess": "Disabled"}
        elif "networkAcls" in properties:
            assert properties["networkAcls"]["defaultAction"] == "Deny", made.name
        assert properties.get("allowBlobPublicAccess", False) is False
        assert properties.get("allowSharedKeyAccess", False) is (
            component == "LogicApp" and _kind(made) == "StorageAccount"
        )
        assert properties.get("defaultOutboundAccess", False) is False


@pytest.mark.parametrize(("component", "variant"), CASES)
def test_a_lock_comes_after_everything_on_its_resource(component: str, variant: str) -> None:
    found = built(component, variant)
    for lock in found.of("ManagementLockByScope"):
        scope = lock.inputs["scope"].lower()
        below = {
            made.name
            for made in children(component, variant)
            if made.arm_id.lower().startswith(f"{scope}/") and made.name != lock.name
        }
        assert below <= set(lock.after)

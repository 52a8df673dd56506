import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arm import ids
from arm.errors import ArmError
from arm.ids import InvalidResourceId, ResourceId, parse
from arm.unknown import UNKNOWN, Unknown

SUBSCRIPTION = "00000000-0000-0000-0000-000000000001"
GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-lake"
ACCOUNT = f"{GROUP}/providers/Microsoft.Storage/storageAccounts/stlake"
LOCK = f"{ACCOUNT}/providers/Microsoft.Authorization/locks/keep"

_names = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._()-]{0,20}", fullmatch=True).filter(lambda t: t.lower() != "providers")
_namespaces = st.sampled_from(["Microsoft.Storage", "Microsoft.Network", "Microsoft.Authorization"])
_steps = st.lists(st.tuples(st.sampled_from(["alpha", "betas", "gammas"]), _names), min_size=1, max_size=3)
_providers = st.lists(st.tuples(_namespaces, _steps), min_size=1, max_size=2)
_bases = st.one_of(
    st.just(""),
    _names.map(lambda name: f"/subscriptions/{name}"),
    st.tuples(_names, _names).map(lambda pair: f"/subscriptions/{pair[0]}/resourceGroups/{pair[1]}"),
)


@given(_bases, _providers)
def test_any_id_reads_and_writes_back(base: str, providers: list[tuple[str, list[tuple[str, str]]]]) -> None:
    text = base
    for namespace, steps in providers:
        text += f"/providers/{namespace}" + "".join(f"/{kind}/{name}" for kind, name in steps)
    found = parse(text)
    assert str(found) == text
    assert found.key == text.lower()
    assert found.name == providers[-1][1][-1][1]
    assert parse(text.upper().replace("/PROVIDERS/", "/providers/")).key == found.key


def test_a_nested_resource_knows_its_parts() -> None:
    found = parse(f"{ACCOUNT}/blobServices/default/containers/raw")
    assert found.resource_type == "Microsoft.Storage/storageAccounts/blobServices/containers"
    assert found.names == ("stlake", "default", "raw")
    assert found.subscription_id == SUBSCRIPTION
    assert found.resource_group == "rg-lake"
    assert str(found.parent) == f"{ACCOUNT}/blobServices/default"
    assert str(found.scope) == GROUP
    assert not found.is_extension


def test_an_extension_hangs_on_the_resource_it_extends() -> None:
    found = parse(LOCK)
    assert found.resource_type == "Microsoft.Authorization/locks"
    assert str(found.scope) == str(found.parent) == ACCOUNT
    assert found.resource_group == "rg-lake"
    assert found.is_extension
    assert found == parse(ACCOUNT).extension("Microsoft.Authorization/locks", "keep")


@pytest.mark.parametrize(
    ("text", "resource_type", "parent"),
    [
        (f"/subscriptions/{SUBSCRIPTION}", "Microsoft.Resources/subscriptions", None),
        (GROUP, "Microsoft.Resources/resourceGroups", f"/subscriptions/{SUBSCRIPTION}"),
        (ACCOUNT, "Microsoft.Storage/storageAccounts", GROUP),
        (
            "/providers/Microsoft.Management/managementGroups/data",
            "Microsoft.Management/managementGroups",
            None,
        ),
        (
            "/providers/Microsoft.Management/managementGroups/data/providers/Microsoft.Authorization/roleAssignments/x",
            "Microsoft.Authorization/roleAssignments",
            "/providers/Microsoft.Management/managementGroups/data",
        ),
        (
            f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.Insights/diagnosticSettings/d",
            "Microsoft.Insights/diagnosticSettings",
            f"/subscriptions/{SUBSCRIPTION}",
        ),
    ],
)
def test_scopes_have_types_and_parents(text: str, resource_type: str, parent: str | None) -> None:
    found = parse(text)
    assert found.resource_type == resource_type
    assert (str(found.parent) if found.parent else None) == parent


def test_builders_agree_with_the_parser() -> None:
    group = ids.resource_group(SUBSCRIPTION, "rg-lake")
    assert group == parse(GROUP)
    account = group.extension("Microsoft.Storage/storageAccounts", "stlake")
    assert account == parse(ACCOUNT)
    assert account.child("blobServices", "default") == parse(f"{ACCOUNT}/blobServices/default")
    assert account.child("Microsoft.Storage/storageAccounts/queueServices", "default").names == (
        "stlake",
        "default",
    )
    assert ids.management_group("data") == parse("/providers/Microsoft.Management/managementGroups/data")
    assert parse("/") is ids.TENANT
    assert ids.TENANT.extension("Microsoft.Management/managementGroups", "x") == ids.management_group("x")


def test_keywords_are_read_without_case() -> None:
    assert parse(GROUP.replace("resourceGroups", "RESOURCEGROUPS")) == parse(GROUP)


def test_within_is_about_whole_segments() -> None:
    assert parse(LOCK).within(parse(GROUP))
    assert parse(LOCK).within(ids.TENANT)
    assert not parse(GROUP + "-two").within(parse(GROUP))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "storage",
        "//subscriptions/x",
        "/subscriptions",
        "/subscriptions/",
        "/subscriptions/x/resourceGroups",
        "/subscriptions/x/groups/y",
        f"{GROUP}/providers",
        f"{GROUP}/providers/Storage/accounts/a",
        f"{GROUP}/providers/Microsoft.Storage",
        f"{GROUP}/providers/Microsoft.Storage/storageAccounts",
        f"{ACCOUNT}/blobServices",
        f"{ACCOUNT}/",
    ],
)
def test_what_is_no_id_is_refused(text: str) -> None:
    with pytest.raises(InvalidResourceId, match="is not a resource id"):
        parse(text)


def test_ids_compare_and_hash_by_value() -> None:
    assert len({parse(LOCK), copy.copy(parse(LOCK)), ResourceId(None, "", (), ())}) == 2


def test_unknown_has_no_truth_and_one_instance() -> None:
    assert Unknown() is UNKNOWN
    assert copy.deepcopy(UNKNOWN) is UNKNOWN
    assert pickle.loads(pickle.dumps(UNKNOWN)) is UNKNOWN  # noqa: S301 - own data
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(UNKNOWN)


def test_an_arm_error_carries_azures_words() -> None:
    error = ArmError("SubnetIsFull", "no address left", status=409, target=ACCOUNT)
    assert (error.code, error.status, error.target) == ("SubnetIsFull", 409, ACCOUNT)
    assert str(error) == f"SubnetIsFull (409) {ACCOUNT}: no address left"

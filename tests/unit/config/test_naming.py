"""Physical names."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arm.name_rules import all_rules, check_name
from arm.regions import REGIONS
from config.naming import HASH_LENGTH, NameProblem, Namer

FINANCE = Namer("con", "prod", "weu", "finance", "salt")
NAMED_TYPES = sorted(rule.arm_type for rule in all_rules() if rule.abbreviation and rule.pattern)
GLOBAL_TYPES = sorted(rule.arm_type for rule in all_rules() if rule.abbreviation and rule.scope == "global")

LETTERS, LETTERS_AND_DIGITS = "abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrstuvwxyz0123456789"
words = st.builds(str.__add__, st.sampled_from(LETTERS), st.text(LETTERS_AND_DIGITS, max_size=7))
slugs = st.lists(words, min_size=1, max_size=2).map("-".join).filter(lambda text: len(text) > 1)
roles = st.lists(words, min_size=1, max_size=3).map("-".join)
instances = st.none() | st.integers(1, 999)
namers = st.builds(
    Namer,
    words.map(lambda text: (text + "x")[:5]),
    st.sampled_from(["dev", "test", "prod", "pre-prod"]),
    st.sampled_from(sorted(region.short_code for region in REGIONS.values())),
    slugs,
    st.text(min_size=1, max_size=8),
)


@given(namers, st.sampled_from(NAMED_TYPES), roles, instances)
def test_every_name_satisfies_its_type_or_is_refused(
    namer: Namer, arm_type: str, role: str, instance: int | None
) -> None:
    try:
        name = namer.name(arm_type, role, instance=instance)
    except NameProblem as problem:
        refused: str | None = problem.code
    else:
        refused = None
        assert check_name(arm_type, name) is None
        assert name == namer.name(arm_type, role, instance=instance)
    assert refused in {None, "C-NAM-001", "C-NAM-002"}


@given(namers, st.sampled_from(NAMED_TYPES), st.lists(st.tuples(roles, instances), unique=True, max_size=6))
def test_distinct_resources_of_a_workload_have_distinct_names(
    namer: Namer, arm_type: str, resources: list[tuple[str, int | None]]
) -> None:
    names = []
    for role, instance in resources:
        try:
            names.append(namer.name(arm_type, role, instance=instance))
        except NameProblem:
            continue
    assert len(names) == len(set(names))


@given(st.lists(namers, unique=True, min_size=2, max_size=4), st.sampled_from(GLOBAL_TYPES))
def test_global_names_differ_between_estates_places_and_workloads(some: list[Namer], arm_type: str) -> None:
    names = [namer.name(arm_type, "data") for namer in some]
    assert len(names) == len(set(names))


@given(st.lists(slugs, unique=True, min_size=2, max_size=5), words)
def test_workloads_do_not_share_groups(workloads: list[str], role: str) -> None:
    group = "Microsoft.Resources/resourceGroups"
    names = [replace(FINANCE, workload=workload).name(group, role) for workload in workloads]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("arm_type", "role", "instance", "expected"),
    [
        ("Microsoft.Resources/resourceGroups", "network", None, "rg-con-finance-network-prod-weu"),
        ("Microsoft.Network/virtualNetworks", "", None, "vnet-con-finance-prod-weu"),
        ("Microsoft.Network/privateEndpoints", "raw-blob", None, "pep-con-finance-raw-blob-prod-weu"),
        ("Microsoft.Compute/virtualMachines", "runtime", 2, "vm-con-finance-runtime-002-prod-weu"),
        ("Microsoft.Web/sites@functionapp", "api", None, "func-con-finance-api-prod-weu-27xra"),
        ("Microsoft.Storage/storageAccounts", "raw", None, "stconfinancerawz2m5m"),
    ],
)
def test_forms(arm_type: str, role: str, instance: int | None, expected: str) -> None:
    name = FINANCE.name(arm_type, role, instance=instance)
    assert name[:-HASH_LENGTH] == expected[:-HASH_LENGTH]


@pytest.mark.parametrize("workload", ["finance", "sales-orders", "customer-interaction"])
@pytest.mark.parametrize("role", ["raw", "encur", "work", "metadata", "services"])
@pytest.mark.parametrize("arm_type", ["Microsoft.Storage/storageAccounts", "Microsoft.KeyVault/vaults"])
def test_sensible_inputs_fit_short_types(arm_type: str, role: str, workload: str) -> None:
    namer = Namer("conto", "prod", "gerwc", workload, "salt")
    assert len(namer.name(arm_type, role)) <= 24


def test_the_salt_changes_global_names_only() -> None:
    other = replace(FINANCE, salt="pepper")
    for arm_type, same in (("Microsoft.KeyVault/vaults", False), ("Microsoft.Network/virtualNetworks", True)):
        assert (FINANCE.name(arm_type, "data") == other.name(arm_type, "data")) is same


def test_long_names_lose_environment_and_place_before_letters() -> None:
    namer = replace(FINANCE, workload="customer-interaction")
    name = namer.name("Microsoft.MachineLearningServices/workspaces", "ml")
    assert name.startswith("mlw-con-cstmr-intrctn-ml-")
    assert len(name) <= 33


@pytest.mark.parametrize(
    ("namer", "arm_type", "role", "instance", "code"),
    [
        (FINANCE, "Microsoft.KeyVault/vaults", "b" * 20, None, "C-NAM-001"),
        (FINANCE, "Microsoft.Synapse/workspaces", "ondemand", None, "C-NAM-002"),
        (FINANCE, "Microsoft.Network/privateDnsZones", "blob", None, "C-NAM-003"),
        (FINANCE, "Contoso.Nothing/things", "thing", None, "C-NAM-003"),
        (FINANCE, "Microsoft.KeyVault/vaults", "Raw", None, "C-NAM-004"),
        (FINANCE, "Microsoft.KeyVault/vaults", "raw-001", None, "C-NAM-004"),
        (FINANCE, "Microsoft.KeyVault/vaults", "raw", 0, "C-NAM-004"),
        (replace(FINANCE, workload="Fin_ance"), "Microsoft.KeyVault/vaults", "raw", None, "C-NAM-004"),
    ],
)
def test_problems(namer: Namer, arm_type: str, role: str, instance: int | None, code: str) -> None:
    with pytest.raises(NameProblem) as caught:
        namer.name(arm_type, role, instance=instance)
    assert caught.value.code == code
    assert caught.value.where == arm_type
    assert len(str(caught.value).split(" · ")) == 5


def test_a_name_that_is_too_long_is_shown_with_its_length() -> None:
    with pytest.raises(NameProblem, match=r"`kv(b+)[a-z2-7]{5}` has 27 characters, at most 24"):
        FINANCE.name("Microsoft.KeyVault/vaults", "b" * 20)

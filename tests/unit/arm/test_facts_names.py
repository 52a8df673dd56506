"""Names of resources."""

import re

import pytest

from arm.name_rules import all_rules, check_name, rule_for

GOOD = [
    ("Microsoft.Storage/storageAccounts", "stcontoso001"),
    ("Microsoft.KeyVault/vaults", "kv-contoso-dev"),
    ("Microsoft.Network/virtualNetworks", "vnet-contoso.hub_1"),
    ("Microsoft.Network/privateDnsZones", "privatelink.blob.core.windows.net"),
    ("Microsoft.Authorization/policyAssignments@managementGroup", "deny-public-network"),
    ("Microsoft.Storage/storageAccounts/blobServices", "default"),
    ("Microsoft.Sql/servers/administrators", "ActiveDirectory"),
]
BAD = [
    ("Microsoft.Storage/storageAccounts", "St-Contoso", "does not match"),
    ("Microsoft.Storage/storageAccounts", "s" * 25, "25 characters, at most 24"),
    ("Microsoft.KeyVault/vaults", "kv--contoso", "does not match"),
    ("Microsoft.KeyVault/vaults", "kv", "at least 3"),
    ("Microsoft.Network/virtualNetworks", "vnet-", "does not match"),
    ("Microsoft.Authorization/policyAssignments@managementGroup", "x" * 25, "at most 24"),
    ("Microsoft.Resources/resourceGroups", "rg.", "does not match"),
]


@pytest.mark.parametrize(("arm_type", "name"), GOOD)
def test_accepts(arm_type: str, name: str) -> None:
    assert check_name(arm_type, name) is None


@pytest.mark.parametrize(("arm_type", "name", "problem"), BAD)
def test_refuses(arm_type: str, name: str, problem: str) -> None:
    assert problem in (check_name(arm_type, name) or "")


def test_types_are_compared_without_case() -> None:
    assert rule_for("microsoft.keyvault/VAULTS") is rule_for("Microsoft.KeyVault/vaults")


def test_no_rule_accepts_everything() -> None:
    assert rule_for("Contoso.Nothing/things") is None
    assert check_name("Contoso.Nothing/things", "Ü" * 500) is None


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.arm_type)
def test_rule_is_consistent(rule) -> None:  # type: ignore[no-untyped-def]
    assert rule.case in {"any", "lower"}
    assert rule.scope in {"global", "tenant", "region", "subscription", "resource-group", "parent"}
    if rule.abbreviation is not None:
        assert re.fullmatch(r"[a-z][a-z0-9]{0,12}", rule.abbreviation)
    if rule.pattern is not None:
        re.compile(rule.pattern)
        assert rule.min_length is not None or rule.max_length is None
    if rule.min_length is not None and rule.max_length is not None:
        assert 1 <= rule.min_length <= rule.max_length <= 260


def test_types_are_unique() -> None:
    types = [rule.arm_type.lower() for rule in all_rules()]
    assert len(types) == len(set(types))

"""Which types a rule may be about: rules that cannot speak are not asked."""

from typing import Any

import pytest

from arm.policy.evaluate import CompiledPolicy
from arm.policy.parse_definition import load_definition

STORAGE = {"field": "type", "equals": "Microsoft.Storage/storageAccounts"}
VAULT = {"field": "type", "in": ["Microsoft.KeyVault/vaults"]}
NAMED = {"field": "name", "like": "st*"}
FAILING = {"value": "[substring('a', 0, 3)]", "equals": "a"}


def types(condition: dict[str, Any], **parameters: Any) -> frozenset[str] | None:
    declared = {name: {"type": "Array"} for name in parameters}
    rule = {"if": condition, "then": {"effect": "deny"}}
    definition = load_definition({"properties": {"mode": "All", "policyRule": rule, "parameters": declared}})
    return CompiledPolicy(definition, parameters).types


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        (STORAGE, {"microsoft.storage/storageaccounts"}),
        ({"allOf": [NAMED, VAULT]}, {"microsoft.keyvault/vaults"}),
        ({"allOf": [STORAGE, VAULT]}, set()),
        ({"anyOf": [STORAGE, VAULT]}, {"microsoft.storage/storageaccounts", "microsoft.keyvault/vaults"}),
        ({"field": "type", "equals": "Microsoft.Resources/resourceGroups"},
         {"microsoft.resources/subscriptions/resourcegroups"}),
        ({"anyOf": [STORAGE, NAMED]}, None),
        ({"not": STORAGE}, None),
        ({"field": "type", "like": "Microsoft.Storage/*"}, None),
        ({"allOf": [FAILING, STORAGE]}, None),
        ({"allOf": [STORAGE, FAILING]}, {"microsoft.storage/storageaccounts"}),
    ],
)  # fmt: skip
def test_what_a_condition_leaves(condition: dict[str, Any], found: set[str] | None) -> None:
    assert types(condition) == (None if found is None else frozenset(found))


def test_types_may_be_a_parameter() -> None:
    condition = {"field": "type", "in": "[parameters('kinds')]"}
    assert types(condition, kinds=["Microsoft.Sql/servers"]) == frozenset({"microsoft.sql/servers"})

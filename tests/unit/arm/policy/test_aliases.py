"""Where aliases lead: by the rule, by a table, by version, and for other types."""

from typing import Any

import pytest

from arm.policy.alias_table import load_aliases
from arm.policy.errors import AliasTableError
from arm.policy.evaluate import evaluate
from arm.unknown import UNKNOWN
from tests.unit.arm.policy.asking import box

NETWORK = {
    "type": "Microsoft.Network/virtualNetworks",
    "name": "v",
    "properties": {
        "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]},
        "subnets": [
            {"name": "a", "properties": {"addressPrefix": "10.0.0.0/24", "networkSecurityGroup": {"id": "/nsg/1"}}},
            {"name": "b", "properties": {"addressPrefix": "10.0.1.0/24"}},
        ],
    },
}
STORAGE = {
    "type": "Microsoft.Storage/storageAccounts",
    "name": "st",
    "sku": {"name": "Standard_LRS"},
    "identity": {"userAssignedIdentities": {"/i": {}}},
    "properties": {"networkAcls": {"DefaultAction": "Deny"}, "encryption": {"services": {"blob": {"enabled": True}}}},
}


def value_at(alias: str, resource: dict[str, Any], aliases: Any = None) -> Any:
    rule = {
        "if": {"field": "type", "exists": True},
        "then": {"effect": "append", "details": [{"field": "tags.x", "value": f"[field('{alias}')]"}]},
    }
    found = evaluate(rule, resource, aliases=load_aliases(aliases or {}))
    assert found.error is None
    return found.details[0]["value"]


@pytest.mark.parametrize(
    ("alias", "resource", "expected"),
    [
        ("Microsoft.Storage/storageAccounts/networkAcls.defaultAction", STORAGE, "Deny"),
        ("microsoft.storage/STORAGEACCOUNTS/NETWORKACLS.defaultaction", STORAGE, "Deny"),
        ("Microsoft.Storage/storageAccounts/sku.name", STORAGE, "Standard_LRS"),
        ("Microsoft.Storage/storageAccounts/identity.userAssignedIdentities", STORAGE, {"/i": {}}),
        ("Microsoft.Storage/storageAccounts/enableBlobEncryption", STORAGE, True),
        ("Microsoft.Storage/storageAccounts/type", STORAGE, ""),
        ("Microsoft.Network/virtualNetworks/subnets[*].networkSecurityGroup.id", NETWORK, ["/nsg/1"]),
        ("Microsoft.Network/virtualNetworks/subnets[*].name", NETWORK, ["a", "b"]),
        ("Microsoft.Network/virtualNetworks/addressSpace.addressPrefixes[*]", NETWORK, ["10.0.0.0/16"]),
        ("Microsoft.Network/virtualNetworks/subnets/addressPrefix", NETWORK, ""),
        ("Microsoft.Storage/storageAccounts/networkAcls.defaultAction", NETWORK, ""),
        ("Microsoft.Storage/storageAccounts/networkAcls.ipRules[*].value", NETWORK, []),
        (
            "Microsoft.KeyVault/vaults/sku.name",
            {"type": "Microsoft.KeyVault/vaults", "properties": {"sku": {"name": "premium"}}},
            "premium",
        ),
        (
            "Microsoft.Compute/imagePublisher",
            {
                "type": "Microsoft.Compute/virtualMachines",
                "properties": {"storageProfile": {"imageReference": {"publisher": "Canonical"}}},
            },
            "Canonical",
        ),
        (
            "Microsoft.Sql/transparentDataEncryption.status",
            {"type": "Microsoft.Sql/servers/databases/transparentDataEncryption", "properties": {"status": "Enabled"}},
            "Enabled",
        ),
        (
            "Microsoft.Web/sites/config/web.minTlsVersion",
            {"type": "Microsoft.Web/sites/config", "name": "app/web", "properties": {"minTlsVersion": "1.2"}},
            "1.2",
        ),
        (
            "Microsoft.Insights/diagnosticSettings/logs.enabled",
            {"type": "Microsoft.Insights/diagnosticSettings", "properties": {"logs": [{"enabled": True}, {}]}},
            [True],
        ),
        (
            "Microsoft.Compute/virtualMachines/extensions/type",
            {"type": "Microsoft.Compute/virtualMachines/extensions", "properties": {"type": "Agent"}},
            "Agent",
        ),
    ],
)
def test_aliases_without_a_table(alias: str, resource: dict[str, Any], expected: Any) -> None:
    assert value_at(alias, resource) == expected


ODD = {
    "type": "Contoso.Lab/boxes",
    "name": "b",
    "properties": {"deep": {"odd": "x"}, "list": [{"inner": {"v": 1}}, {}]},
}
ALIAS, PATH = "Contoso.Lab/boxes/plain", "properties.deep.odd"
BY_NAME = {"name": ALIAS, "defaultPath": PATH, "paths": []}


@pytest.mark.parametrize(
    "table",
    [
        {ALIAS: PATH},
        {ALIAS.upper(): PATH},
        {ALIAS: {"defaultPath": PATH}},
        {ALIAS: [PATH]},
        {ALIAS: {"paths": [{"path": PATH, "apiVersions": ["2020-01-01"]}]}},
        [BY_NAME],
        [{"Name": ALIAS, "DefaultPath": PATH, "Paths": None}],
        [{"Namespace": "Contoso.Lab", "ResourceType": "boxes", "Aliases": [BY_NAME]}],
        {"namespace": "Contoso.Lab", "resourceTypes": [{"resourceType": "boxes", "aliases": [BY_NAME]}]},
        [{"namespace": "Contoso.Lab", "resourceTypes": [{"resourceType": "boxes", "aliases": [BY_NAME]}]}],
        {"value": [{"namespace": "Contoso.Lab", "resourceTypes": [{"resourceType": "boxes", "aliases": [BY_NAME]}]}]},
    ],
)
def test_a_table_in_every_form_in_which_tools_print_it(table: Any) -> None:
    assert value_at(ALIAS, ODD, table) == "x"
    assert value_at(ALIAS, {**ODD, "type": "Contoso.Lab/jars"}, table) == ""


def test_the_path_of_the_api_version_is_taken() -> None:
    entry = {"defaultPath": PATH, "paths": [{"path": "properties.list[*].inner.v", "apiVersions": ["2019-01-01"]}]}
    assert value_at(ALIAS, ODD, {ALIAS: entry}) == "x"
    assert value_at(ALIAS, {**ODD, "apiVersion": "2019-01-01"}, {ALIAS: entry}) == [1]


def test_an_alias_of_the_old_form_means_the_member_that_is_counted() -> None:
    kind = "Microsoft.Insights/diagnosticSettings"
    where = {
        "allOf": [
            {"field": f"{kind}/logs[*].category", "equals": "audit"},
            {"field": f"{kind}/logs.enabled", "equals": "true"},
        ]
    }
    rule = {"if": {"count": {"field": f"{kind}/logs[*]", "where": where}, "equals": 1}, "then": {"effect": "audit"}}
    logs = [{"category": "audit", "enabled": True}, {"category": "all", "enabled": False}]
    assert evaluate(rule, {"type": kind, "properties": {"logs": logs}}).effect == "audit"
    logs[0]["enabled"] = False
    assert evaluate(rule, {"type": kind, "properties": {"logs": logs}}).effect is None


def test_counts_narrow_along_the_paths_of_the_table() -> None:
    table = {
        "Contoso.Lab/boxes/members[*]": "properties.list[*]",
        "Contoso.Lab/boxes/members[*].value": "properties.list[*].inner.v",
    }
    where = {"field": "Contoso.Lab/boxes/members[*].value", "equals": 1}
    condition = {"count": {"field": "Contoso.Lab/boxes/members[*]", "where": where}, "equals": 1}
    rule = {"if": condition, "then": {"effect": "deny"}}
    assert evaluate(rule, ODD, aliases=load_aliases(table)).effect == "deny"


@pytest.mark.parametrize("table", ["text", [1], {ALIAS: 5}, {ALIAS: {"paths": [5]}}, {ALIAS: ""}, {ALIAS: "a[["}])
def test_a_table_that_cannot_be_read(table: Any) -> None:
    with pytest.raises(AliasTableError, match="A-POL-080"):
        load_aliases(table)


def test_an_alias_is_undecided_where_the_type_is_not_known() -> None:
    rule = {"if": {"field": ALIAS, "equals": "x"}, "then": {"effect": "deny"}}
    assert evaluate(rule, {**box({"plain": "x"}), "type": UNKNOWN}).compliance == "undecided"

"""What a change of a property means."""

import pytest

from arm.fact_table import rows
from arm.immutable import Change, ImmutablePath, immutable_paths

STORAGE = "Microsoft.Storage/storageAccounts"


def _path(arm_type: str, path: str) -> ImmutablePath:
    [found] = [entry for entry in immutable_paths(arm_type) if entry.path == path]
    return found


@pytest.mark.parametrize(
    ("arm_type", "path", "old", "new", "accepted"),
    [
        (STORAGE, "location", "westeurope", "West Europe", True),
        (STORAGE, "location", "westeurope", "northeurope", False),
        (STORAGE, "properties.isHnsEnabled", True, False, False),
        (STORAGE, "sku.name", "Standard_LRS", "Standard_GRS", True),
        (STORAGE, "sku.name", "Standard_LRS", "Standard_ZRS", False),
        (STORAGE, "sku.name", "Premium_LRS", "Standard_LRS", False),
        ("Microsoft.KeyVault/vaults", "properties.enablePurgeProtection", None, True, True),
        ("Microsoft.KeyVault/vaults", "properties.enablePurgeProtection", True, None, False),
        ("Microsoft.KeyVault/vaults", "properties.softDeleteRetentionInDays", None, 90, True),
        ("Microsoft.KeyVault/vaults", "properties.softDeleteRetentionInDays", 90, 7, False),
        ("Microsoft.EventHub/namespaces/eventhubs", "properties.partitionCount", 4, 8, True),
        ("Microsoft.EventHub/namespaces/eventhubs", "properties.partitionCount", 8, 4, False),
        ("Microsoft.Databricks/workspaces", "properties.parameters.enableNoPublicIp.value", False, True, True),
        ("Microsoft.Databricks/workspaces", "properties.parameters.enableNoPublicIp.value", True, False, False),
        ("Microsoft.Insights/components", "properties.WorkspaceResourceId", "/a", "/b", True),
        ("Microsoft.Insights/components", "properties.WorkspaceResourceId", "/a", None, False),
    ],
)
def test_changes(arm_type: str, path: str, old: object, new: object, accepted: bool) -> None:
    assert _path(arm_type, path).accepts(old, new) is accepted


def test_collections_may_grow() -> None:
    parameters = _path("Microsoft.Authorization/policyDefinitions", "properties.parameters")
    assert parameters.change is Change.GROWS_ONLY
    assert parameters.accepts({"effect": {}}, {"effect": {}, "tag": {}})
    assert not parameters.accepts({"effect": {}}, {"tag": {}})
    capabilities = _path("Microsoft.DocumentDB/databaseAccounts", "properties.capabilities")
    assert capabilities.accepts([{"name": "a"}], [{"name": "b"}, {"name": "a"}])
    assert capabilities.accepts(None, [])
    assert not capabilities.accepts([{"name": "a"}], "a")


def test_while_unused_is_for_the_caller_to_judge() -> None:
    prefix = _path("Microsoft.Network/virtualNetworks/subnets", "properties.addressPrefix")
    assert prefix.change is Change.WHILE_UNUSED
    assert prefix.accepts("10.0.0.0/24", "10.0.1.0/24")


def test_every_one_way_path_has_transitions_and_no_path_stands_twice() -> None:
    seen = [(row["arm_type"].lower(), row["path"]) for row in rows("immutable")]
    assert len(seen) == len(set(seen))
    for arm_type in {row["arm_type"] for row in rows("immutable")}:
        for entry in immutable_paths(arm_type):
            assert bool(entry.transitions) is (entry.change is Change.ONE_WAY)


def test_a_type_without_rows() -> None:
    assert immutable_paths("Contoso.Nothing/things") == ()

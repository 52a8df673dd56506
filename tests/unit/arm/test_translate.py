from typing import Any

import pytest

from arm.translate import UnknownProperty, from_arm, inputs_from_arm, path_inputs, to_arm
from arm.unknown import UNKNOWN

SUBSCRIPTION = "00000000-0000-0000-0000-000000000001"
GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-lake"
ACCOUNT = "azure-native:storage:StorageAccount"
IDENTITY = f"{GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-lake"

_CASES: dict[str, tuple[str, dict[str, Any], str, dict[str, Any]]] = {
    "renamed": (
        ACCOUNT,
        {
            "resourceGroupName": "rg-lake",
            "accountName": "stlake",
            "location": "westeurope",
            "kind": "StorageV2",
            "sku": {"name": "Standard_ZRS"},
            "enableHttpsTrafficOnly": True,
            "networkRuleSet": {"defaultAction": "Deny", "ipRules": [{"iPAddressOrRange": "203.0.113.7"}]},
            "identity": {"type": "UserAssigned", "userAssignedIdentities": [IDENTITY]},
            "tags": {"Owner": "lake"},
        },
        f"{GROUP}/providers/Microsoft.Storage/storageAccounts/stlake",
        {
            "location": "westeurope",
            "kind": "StorageV2",
            "sku": {"name": "Standard_ZRS"},
            "properties": {
                "supportsHttpsTrafficOnly": True,
                "networkAcls": {"defaultAction": "Deny", "ipRules": [{"value": "203.0.113.7"}]},
            },
            "identity": {"type": "UserAssigned", "userAssignedIdentities": {IDENTITY: {}}},
            "tags": {"Owner": "lake"},
        },
    ),
    "nested properties": (
        "azure-native:network:VirtualNetwork",
        {
            "resourceGroupName": "rg-lake",
            "virtualNetworkName": "vnet-lake",
            "addressSpace": {"addressPrefixes": ["10.0.0.0/24"]},
            "subnets": [{"name": "data", "addressPrefix": "10.0.0.0/26", "routeTable": {"id": "/r"}}],
        },
        f"{GROUP}/providers/Microsoft.Network/virtualNetworks/vnet-lake",
        {
            "properties": {
                "addressSpace": {"addressPrefixes": ["10.0.0.0/24"]},
                "subnets": [
                    {"name": "data", "properties": {"addressPrefix": "10.0.0.0/26", "routeTable": {"id": "/r"}}}
                ],
            }
        },
    ),
    "private endpoint": (
        "azure-native:network:PrivateEndpoint",
        {
            "resourceGroupName": "rg-lake",
            "privateEndpointName": "pe-lake",
            "privateLinkServiceConnections": [{"name": "c", "privateLinkServiceId": "/s", "groupIds": ["dfs"]}],
            "subnet": {"id": "/subnet"},
        },
        f"{GROUP}/providers/Microsoft.Network/privateEndpoints/pe-lake",
        {
            "properties": {
                "privateLinkServiceConnections": [
                    {"name": "c", "properties": {"privateLinkServiceId": "/s", "groupIds": ["dfs"]}}
                ],
                "subnet": {"id": "/subnet"},
            }
        },
    ),
    "union": (
        "azure-native:datafactory:LinkedService",
        {
            "resourceGroupName": "rg-lake",
            "factoryName": "adf-lake",
            "linkedServiceName": "lake",
            "properties": {"type": "AzureBlobFS", "url": "https://lake", "description": "the lake"},
        },
        f"{GROUP}/providers/Microsoft.DataFactory/factories/adf-lake/linkedservices/lake",
        {"properties": {"type": "AzureBlobFS", "description": "the lake", "typeProperties": {"url": "https://lake"}}},
    ),
    "role assignment": (
        "azure-native:authorization:RoleAssignment",
        {"scope": GROUP, "roleAssignmentName": "guid", "principalId": "p", "roleDefinitionId": "/r"},
        f"{GROUP}/providers/Microsoft.Authorization/roleAssignments/guid",
        {"properties": {"principalId": "p", "roleDefinitionId": "/r"}},
    ),
    "diagnostic setting": (
        "azure-native:monitor:DiagnosticSetting",
        {
            "resourceUri": GROUP,
            "name": "all",
            "workspaceId": "/w",
            "logs": [{"enabled": True, "categoryGroup": "audit"}],
        },
        f"{GROUP}/providers/Microsoft.Insights/diagnosticSettings/all",
        {"properties": {"workspaceId": "/w", "logs": [{"enabled": True, "categoryGroup": "audit"}]}},
    ),
    "lock": (
        "azure-native:authorization:ManagementLockByScope",
        {"scope": GROUP, "lockName": "keep", "level": "CanNotDelete"},
        f"{GROUP}/providers/Microsoft.Authorization/locks/keep",
        {"properties": {"level": "CanNotDelete"}},
    ),
    "at a management group": (
        "azure-native:authorization:PolicyDefinitionAtManagementGroup",
        {"managementGroupId": "data", "policyDefinitionName": "tls", "mode": "Indexed"},
        "/providers/Microsoft.Management/managementGroups/data/providers/Microsoft.Authorization/policyDefinitions/tls",
        {"properties": {"mode": "Indexed"}},
    ),
    "group": (
        "azure-native:resources:ResourceGroup",
        {"resourceGroupName": "rg-lake", "location": "westeurope"},
        GROUP,
        {"location": "westeurope"},
    ),
    "vault": (
        "azure-native:keyvault:Vault",
        {
            "resourceGroupName": "rg-lake",
            "vaultName": "kv-lake",
            "properties": {"tenantId": "t", "sku": {"family": "A"}},
        },
        f"{GROUP}/providers/Microsoft.KeyVault/vaults/kv-lake",
        {"properties": {"tenantId": "t", "sku": {"family": "A"}}},
    ),
}


@pytest.mark.parametrize("case", _CASES)
def test_inputs_become_the_request(case: str) -> None:
    token, inputs, arm_id, body = _CASES[case]
    found = to_arm(token, inputs, subscription_id=SUBSCRIPTION)
    assert found.body == body
    assert found.id == arm_id
    assert found.name == arm_id.rsplit("/", 1)[-1]
    assert found.as_arm() == {"id": arm_id, "name": found.name, "type": found.type, **body}


@pytest.mark.parametrize("case", _CASES)
def test_the_request_reads_back_as_inputs(case: str) -> None:
    token, inputs, arm_id, body = _CASES[case]
    assert {**inputs_from_arm(token, body), **path_inputs(token, arm_id)} == inputs


@pytest.mark.parametrize("case", _CASES)
def test_an_answer_reads_as_outputs(case: str) -> None:
    token, inputs, arm_id, body = _CASES[case]
    found = from_arm(token, arm_id, body)
    assert found["id"] == arm_id
    assert found["azureApiVersion"] == to_arm(token, inputs).api_version
    assert set(inputs) & set(found) <= set(found)


def test_outputs_carry_what_azure_computed_by_client_names() -> None:
    body = {
        "properties": {
            "primaryEndpoints": {"dfs": "https://stlake.dfs.core.windows.net/"},
            "privateEndpointConnections": [
                {"id": "/c", "properties": {"privateLinkServiceConnectionState": {"status": "Approved"}}}
            ],
        },
        "identity": {"type": "UserAssigned", "userAssignedIdentities": {IDENTITY: {"clientId": "c"}}},
    }
    found = from_arm(ACCOUNT, f"{GROUP}/providers/Microsoft.Storage/storageAccounts/stlake", body)
    assert found["primaryEndpoints"] == {"dfs": "https://stlake.dfs.core.windows.net/"}
    connection = {"id": "/c", "privateLinkServiceConnectionState": {"status": "Approved"}}
    assert found["privateEndpointConnections"] == [connection]
    assert found["identity"]["userAssignedIdentities"] == {IDENTITY: {"clientId": "c"}}
    assert "privateEndpointConnections" not in inputs_from_arm(ACCOUNT, body)


def test_a_singleton_needs_no_name() -> None:
    inputs = {"resourceGroupName": "rg-lake", "accountName": "stlake", "isVersioningEnabled": True}
    found = to_arm("azure-native:storage:BlobServiceProperties", inputs, subscription_id=SUBSCRIPTION)
    assert found.id == f"{GROUP}/providers/Microsoft.Storage/storageAccounts/stlake/blobServices/default"
    assert found.body == {"properties": {"isVersioningEnabled": True}}


def test_the_record_type_is_a_part_of_the_type() -> None:
    inputs = {"resourceGroupName": "rg-lake", "privateZoneName": "z", "relativeRecordSetName": "a", "recordType": "A"}
    found = to_arm("azure-native:privatedns:PrivateRecordSet", inputs, subscription_id=SUBSCRIPTION)
    assert found.type == "Microsoft.Network/privateDnsZones/A"
    assert found.id == f"{GROUP}/providers/Microsoft.Network/privateDnsZones/z/A/a"


def test_without_a_subscription_or_a_name_there_is_no_id() -> None:
    token, inputs, _, body = _CASES["renamed"]
    assert to_arm(token, inputs).id is None
    unnamed = to_arm(token, {**inputs, "accountName": UNKNOWN}, subscription_id=SUBSCRIPTION)
    assert (unnamed.id, unnamed.name, unnamed.body) == (None, None, body)
    assert unnamed.as_arm()["id"] is UNKNOWN
    assert to_arm(*_CASES["lock"][:2]).id == _CASES["lock"][2]


def test_unknown_values_pass_through_at_every_depth() -> None:
    inputs = {
        "tags": UNKNOWN,
        "networkRuleSet": {"defaultAction": UNKNOWN, "ipRules": [UNKNOWN, {"iPAddressOrRange": UNKNOWN}]},
        "identity": {"type": "UserAssigned", "userAssignedIdentities": [IDENTITY, UNKNOWN]},
    }
    body = to_arm(ACCOUNT, inputs).body
    assert body["tags"] is UNKNOWN
    assert body["properties"]["networkAcls"] == {"defaultAction": UNKNOWN, "ipRules": [UNKNOWN, {"value": UNKNOWN}]}
    assert body["identity"]["userAssignedIdentities"] is UNKNOWN


def test_an_unknown_container_makes_its_members_unknown() -> None:
    found = inputs_from_arm(ACCOUNT, {"properties": UNKNOWN})
    assert found["networkRuleSet"] is UNKNOWN
    assert "primaryEndpoints" not in found


@pytest.mark.parametrize(
    ("inputs", "path", "near"),
    [
        ({"networkRuleSets": {}}, "networkRuleSets", "networkRuleSet"),
        ({"networkRuleSet": {"defaultActions": "Deny"}}, "networkRuleSet.defaultActions", "defaultAction"),
        (
            {"networkRuleSet": {"ipRules": [{"ipAddressOrRange": "x"}]}},
            "networkRuleSet.ipRules[0].ipAddressOrRange",
            "",
        ),
    ],
)
def test_an_unknown_property_names_its_path_and_the_nearest(inputs: dict[str, Any], path: str, near: str) -> None:
    with pytest.raises(UnknownProperty) as caught:
        to_arm(ACCOUNT, inputs)
    assert caught.value.path == path
    assert near in str(caught.value)


def test_what_steers_the_request_is_no_part_of_it() -> None:
    inputs = {"azureApiVersion": "2024-01-01", "shareName": "s", "expand": "snapshots"}
    assert to_arm("azure-native:storage:FileShare", inputs).body == {}


def test_an_id_of_another_type_is_refused() -> None:
    with pytest.raises(ValueError, match="is not an id of"):
        path_inputs(ACCOUNT, GROUP)

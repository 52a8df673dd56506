"""Two storage accounts: one whose settings come from configuration, one with a value known only later."""

from typing import Any

import pulumi

GOOD: dict[str, Any] = {
    "resourceGroupName": "rg-lake",
    "location": "westeurope",
    "kind": "StorageV2",
    "sku": {"name": "Standard_ZRS"},
    "tags": {"Owner": "a", "Environment": "dev", "CostCenter": "1"},
    "publicNetworkAccess": "Disabled",
    "networkRuleSet": {"defaultAction": "Deny", "bypass": "None"},
    "minimumTlsVersion": "TLS1_2",
    "enableHttpsTrafficOnly": True,
    "allowSharedKeyAccess": False,
    "allowBlobPublicAccess": False,
    "allowCrossTenantReplication": False,
    "allowedCopyScope": "AAD",
    "isLocalUserEnabled": False,
    "encryption": {"requireInfrastructureEncryption": True},
}


class Account(pulumi.CustomResource):
    """A storage account, without the SDK's classes."""

    def __init__(self, name: str, inputs: dict[str, Any], opts: pulumi.ResourceOptions) -> None:
        super().__init__("azure-native:storage:StorageAccount", name, {**GOOD, **inputs}, opts)


provider = pulumi.ProviderResource("azure-native", "azure", {"subscriptionId": "00000000-0000-0000-0000-000000000001"})
options = pulumi.ResourceOptions(provider=provider)
public = pulumi.Config().require_bool("public")
first = Account("first", {"accountName": "stfirst", "allowBlobPublicAccess": public}, options)
later = first.id.apply(lambda _: "TLS1_2")
Account("second", {"accountName": "stsecond", "minimumTlsVersion": later}, options)

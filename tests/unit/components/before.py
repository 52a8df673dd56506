"""The Azure in which the variants are built: what other stacks and other people made before."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from arm.roles import role
from simulator.mocks import SUBSCRIPTION_ID

SUBSCRIPTION = SUBSCRIPTION_ID
NOW = datetime(2026, 1, 15, tzinfo=UTC)
TENANT = "6b8f9a52-5f0e-4c1d-9a63-1d6a7c6f2e10"
LOCATION = "westeurope"
GROUP = "rg-cts-sales-network-dev-weu"
PARENT_GROUP_ID = "/providers/Microsoft.Management/managementGroups/contoso"
OWNER, MEMBER = "owner@contoso.example", "member@contoso.example"


def resource_id(kind: str, *names: str, group: str = GROUP) -> str:
    """The id of a resource of a type."""
    namespace, *types = kind.split("/")
    steps = "".join(f"/{part}/{name}" for part, name in zip(types, names, strict=True))
    return f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{group}/providers/{namespace}{steps}"


RESOURCE_GROUP_ID = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{GROUP}"
NETWORK_ID = resource_id("Microsoft.Network/virtualNetworks", "vnet-shared", group="rg-shared")
SUBNET_ID = f"{NETWORK_ID}/subnets/services"
FIREWALL_SUBNET_ID = f"{NETWORK_ID}/subnets/AzureFirewallSubnet"
BASTION_SUBNET_ID = f"{NETWORK_ID}/subnets/AzureBastionSubnet"
INBOUND_SUBNET_ID = f"{NETWORK_ID}/subnets/dns-inbound"
APP_SERVICE_SUBNET_ID = f"{NETWORK_ID}/subnets/web-apps"
KUBERNETES_SUBNET_ID = f"{NETWORK_ID}/subnets/kubernetes"
FLEX_SUBNET_ID = f"{NETWORK_ID}/subnets/functions"
OUTBOUND_SUBNET_ID = f"{NETWORK_ID}/subnets/dns-outbound"
WORKSPACE_ID = resource_id("Microsoft.OperationalInsights/workspaces", "log-shared", group="rg-shared")
CLUSTER_ID = resource_id("Microsoft.OperationalInsights/clusters", "logc-shared", group="rg-shared")
ACTION_GROUP_ID = resource_id("Microsoft.Insights/actionGroups", "ag-shared", group="rg-shared")
SCOPE_NAME = "ampls-shared"
STORAGE_ID = resource_id("Microsoft.Storage/storageAccounts", "stctsflowlogs", group="rg-shared")
PURVIEW_ID = resource_id("Microsoft.Purview/accounts", "pview-cts", group="rg-shared")
VAULT_ID = resource_id("Microsoft.KeyVault/vaults", "kv-cts-keys", group="rg-shared")
IDENTITY_ID = resource_id("Microsoft.ManagedIdentity/userAssignedIdentities", "id-cts-shared", group="rg-shared")
TEAM_NETWORK = "vnet-cts-crm-dev-weu"
TEAM_SECURITY_GROUP_ID = resource_id("Microsoft.Network/networkSecurityGroups", "nsg-team", group="rg-shared")
TEAM_ROUTE_TABLE_ID = resource_id("Microsoft.Network/routeTables", "rt-team", group="rg-shared")
ZONE_NAMES = (
    "privatelink.adf.azure.com",
    "privatelink.agentsvc.azure-automation.net",
    "privatelink.api.azureml.ms",
    "privatelink.azure-devices.net",
    "privatelink.azurecr.io",
    "privatelink.azuredatabricks.net",
    "privatelink.azuresynapse.net",
    "privatelink.azurewebsites.net",
    "privatelink.blob.core.windows.net",
    "privatelink.cognitiveservices.azure.com",
    "privatelink.database.windows.net",
    "privatelink.datafactory.azure.net",
    "privatelink.dev.azuresynapse.net",
    "privatelink.dfs.core.windows.net",
    "privatelink.documents.azure.com",
    "privatelink.eventgrid.azure.net",
    "privatelink.file.core.windows.net",
    "privatelink.monitor.azure.com",
    "privatelink.mysql.database.azure.com",
    "privatelink.notebooks.azure.net",
    "privatelink.ods.opinsights.azure.com",
    "privatelink.oms.opinsights.azure.com",
    "privatelink.openai.azure.com",
    "privatelink.postgres.database.azure.com",
    "privatelink.purview-service.microsoft.com",
    "privatelink.purview.azure.com",
    "privatelink.purviewstudio.azure.com",
    "privatelink.queue.core.windows.net",
    "privatelink.redis.azure.net",
    "privatelink.redisenterprise.cache.azure.net",
    "privatelink.search.windows.net",
    "privatelink.servicebus.windows.net",
    "privatelink.services.ai.azure.com",
    "privatelink.sql.azuresynapse.net",
    "privatelink.table.core.windows.net",
    "privatelink.vaultcore.azure.net",
    "privatelink.westeurope.azurecontainerapps.io",
    "privatelink.westeurope.kusto.windows.net",
)
PEERED = {"a": "10.101.0.0/16", "b": "10.102.0.0/16", "c": "10.103.0.0/16", "hub": "10.104.0.0/16"}


def zone_id(zone: str) -> str:
    """The id of a private DNS zone."""
    return resource_id("Microsoft.Network/privateDnsZones", zone, group="rg-dns")


def network_id(name: str) -> str:
    """The id of a network of the mesh."""
    return resource_id("Microsoft.Network/virtualNetworks", f"vnet-{name}", group=f"rg-{name}")


def _network(arm_id: str, prefix: str) -> dict[str, Any]:
    return {"id": arm_id, "location": LOCATION, "properties": {"addressSpace": {"addressPrefixes": [prefix]}}}


def _subnet(arm_id: str, prefix: str, delegation: str | None = None) -> dict[str, Any]:
    owner = [{"name": "delegation", "properties": {"serviceName": delegation}}] if delegation else []
    return {"id": arm_id, "properties": {"addressPrefix": prefix, "delegations": owner}}


def _plain(arm_id: str, location: str = LOCATION, **properties: Any) -> dict[str, Any]:
    return {"id": arm_id, "location": location, "properties": properties}


def _policy(name: str, effect: str, **details: Any) -> dict[str, Any]:
    rule = {
        "if": {"field": "type", "equals": "Microsoft.Storage/storageAccounts"},
        "then": {"effect": "[parameters('effect')]", **({"details": details} if details else {})},
    }
    parameters = {"effect": {"type": "String", "defaultValue": effect}}
    return {"id": policy_id(name), "properties": {"mode": "Indexed", "policyRule": rule, "parameters": parameters}}


def policy_id(name: str) -> str:
    """The id of a policy definition that stands."""
    return f"{PARENT_GROUP_ID}/providers/Microsoft.Authorization/policyDefinitions/{name}"


ASSIGNMENT_ID = f"{PARENT_GROUP_ID}/providers/Microsoft.Authorization/policyAssignments/audited"
MONITORING_ROLE_ID = "/providers/Microsoft.Authorization/roleDefinitions/749f88d5-cbae-40b8-bcfc-e573ddc772fa"
_TAGGING = [{"operation": "addOrReplace", "field": "tags['Source']", "value": "guardrail"}]
_RESOLVER = "Microsoft.Network/dnsResolvers"
PRINCIPAL = "00000000-0000-0000-0000-0000000000aa"

METASTORE = "8e1f0a52-7c64-4b0e-9c1f-5a3d2e7b9f04"
BRICKS_NUMBER = "1000000000000042"
BRICKS_ID = resource_id("Microsoft.Databricks/workspaces", "dbw-shared", group="rg-shared")
CONNECTOR_ID = resource_id("Microsoft.Databricks/accessConnectors", "dbac-shared", group="rg-shared")
BRICKS_GROUP_ID = resource_id("Microsoft.Network/networkSecurityGroups", "nsg-bricks", group="rg-shared")
_BRICKS = "Microsoft.Databricks/workspaces"
RUNTIME_FACTORY_ID = resource_id("Microsoft.DataFactory/factories", "adf-cts-runtimes", group="rg-shared")
RUNTIME_ID = f"{RUNTIME_FACTORY_ID}/integrationRuntimes/shared"
WATCHED: Mapping[str, str] = {
    kind: resource_id(kind, *(f"watched{depth}" for depth in range(kind.count("/"))), group="rg-shared")
    for kind in (
        "Microsoft.DataFactory/factories",
        "Microsoft.Cache/redisEnterprise",
        "Microsoft.CognitiveServices/accounts",
        "Microsoft.ContainerService/managedClusters",
        "Microsoft.DBforMySQL/flexibleServers",
        "Microsoft.DBforPostgreSQL/flexibleServers",
        "Microsoft.DocumentDB/databaseAccounts",
        "Microsoft.Devices/IotHubs",
        "Microsoft.EventGrid/topics",
        "Microsoft.EventHub/namespaces",
        "Microsoft.KeyVault/vaults",
        "Microsoft.Kusto/clusters",
        "Microsoft.MachineLearningServices/workspaces",
        "Microsoft.Network/azureFirewalls",
        "Microsoft.Search/searchServices",
        "Microsoft.Sql/servers/databases",
        "Microsoft.Storage/storageAccounts",
        "Microsoft.StreamAnalytics/streamingjobs",
        "Microsoft.Synapse/workspaces",
        "Microsoft.Web/sites",
    )
}
"""Ids of resources that alerts watch, by type."""


def _injected(name: str, prefix: str) -> dict[str, Any]:
    made = _subnet(f"{NETWORK_ID}/subnets/{name}", prefix, _BRICKS)
    made["properties"]["networkSecurityGroup"] = {"id": BRICKS_GROUP_ID}
    return made


SEED: Mapping[str, Any] = {
    "tenant_id": TENANT,
    "domain": "contoso.example",
    "subscriptions": [{"id": SUBSCRIPTION, "name": "one"}],
    "management_groups": [{"name": "contoso"}],
    "users": [{"mail": OWNER}, {"mail": MEMBER}],
    "metastores": {METASTORE: LOCATION},
    "resources": [
        {"id": RESOURCE_GROUP_ID, "location": LOCATION},
        {"id": f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-dns", "location": LOCATION},
        {"id": f"/subscriptions/{SUBSCRIPTION}/resourceGroups/NetworkWatcherRG", "location": LOCATION},
        _plain(resource_id("Microsoft.Network/networkWatchers", "NetworkWatcher_westeurope", group="NetworkWatcherRG")),
        _network(NETWORK_ID, "10.100.0.0/16"),
        _subnet(SUBNET_ID, "10.100.0.0/24"),
        _subnet(FIREWALL_SUBNET_ID, "10.100.1.0/26"),
        _subnet(BASTION_SUBNET_ID, "10.100.2.0/26"),
        _subnet(INBOUND_SUBNET_ID, "10.100.3.0/28", _RESOLVER),
        _subnet(APP_SERVICE_SUBNET_ID, "10.100.5.0/27", "Microsoft.Web/serverFarms"),
        _subnet(KUBERNETES_SUBNET_ID, "10.100.6.0/24"),
        _subnet(FLEX_SUBNET_ID, "10.100.5.32/27", "Microsoft.App/environments"),
        _subnet(OUTBOUND_SUBNET_ID, "10.100.4.0/28", _RESOLVER),
        _network(resource_id("Microsoft.Network/virtualNetworks", TEAM_NETWORK), "10.17.0.0/16"),
        _plain(TEAM_SECURITY_GROUP_ID, securityRules=[]),
        _plain(TEAM_ROUTE_TABLE_ID, routes=[]),
        *(_network(network_id(name), prefix) for name, prefix in PEERED.items()),
        _plain(WORKSPACE_ID, sku={"name": "PerGB2018"}),
        _plain(CLUSTER_ID),
        _plain(resource_id("Microsoft.Insights/privateLinkScopes", SCOPE_NAME, group="rg-shared"), "global"),
        _plain(ACTION_GROUP_ID, "global", groupShortName="shared", enabled=True),
        {
            "id": STORAGE_ID,
            "location": LOCATION,
            "kind": "StorageV2",
            "sku": {"name": "Standard_ZRS"},
            "properties": {},
        },
        _plain(PURVIEW_ID),
        _plain(BRICKS_GROUP_ID, securityRules=[]),
        _injected("bricks-public", "10.100.7.0/26"),
        _injected("bricks-private", "10.100.7.64/26"),
        _plain(BRICKS_ID, workspaceId=BRICKS_NUMBER, workspaceUrl=f"adb-{BRICKS_NUMBER}.2.azuredatabricks.net"),
        {
            "id": CONNECTOR_ID,
            "location": LOCATION,
            "identity": {"type": "SystemAssigned", "principalId": PRINCIPAL, "tenantId": TENANT},
        },
        _plain(RUNTIME_FACTORY_ID),
        {"id": RUNTIME_ID, "properties": {"type": "SelfHosted"}},
        _plain(VAULT_ID, tenantId=TENANT, sku={"family": "A", "name": "standard"}, enablePurgeProtection=True),
        _plain(f"{VAULT_ID}/keys/lake", kty="RSA", keySize=3072, attributes={"enabled": True}),
        _plain(IDENTITY_ID, principalId=PRINCIPAL, clientId=PRINCIPAL),
        {
            "id": f"{VAULT_ID}/providers/Microsoft.Authorization/roleAssignments/00000000-0000-0000-0000-0000000000ac",
            "properties": {
                "principalId": PRINCIPAL,
                "principalType": "ServicePrincipal",
                "roleDefinitionId": role("Key Vault Crypto Service Encryption User").definition_id(),
            },
        },
        *(_plain(zone_id(zone), "global") for zone in ZONE_NAMES),
        *(_plain(watched) for watched in WATCHED.values()),
        _policy("no-storage", "Deny"),
        {
            "id": ASSIGNMENT_ID,
            "properties": {"policyDefinitionId": policy_id("no-storage"), "enforcementMode": "DoNotEnforce"},
        },
        _policy("tagged-storage", "modify", roleDefinitionIds=[MONITORING_ROLE_ID], operations=_TAGGING),
    ],
}
"""What stands, and who is in the directory."""

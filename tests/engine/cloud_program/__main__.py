"""Two subscriptions, a network, storage behind a private endpoint, a group and a password."""

import pulumi
import pulumi_azure_native as azure
import pulumi_azuread as azuread
import pulumi_random as random
from pulumi import InvokeOutputOptions, ResourceOptions

config = pulumi.Config()
location, owner = config.require("location"), config.require("owner")
tags = {"owner": owner}

one = azure.Provider("one", subscription_id="11111111-1111-4111-8111-111111111111")
two = azure.Provider("two", subscription_id="22222222-2222-4222-8222-222222222222", location="northeurope")
entra = azuread.Provider("entra", tenant_id="6b8f9a52-5f0e-4c1d-9a63-1d6a7c6f2e10")
chance = random.Provider("chance")
in_one, in_two = ResourceOptions(provider=one), ResourceOptions(provider=two)

group = azure.resources.ResourceGroup("group", resource_group_name="rg-lake", location="westeurope", opts=in_one)
hub = azure.resources.ResourceGroup("hub", resource_group_name="rg-hub", tags=tags, opts=in_two)
network = azure.network.VirtualNetwork(
    "network",
    resource_group_name=group.name,
    virtual_network_name="vnet-lake",
    location=location,
    address_space={"address_prefixes": ["10.1.0.0/16"]},
    tags=tags,
    opts=in_one,
)
subnet = azure.network.Subnet(
    "subnet",
    resource_group_name=group.name,
    virtual_network_name=network.name,
    subnet_name="endpoints",
    address_prefix=config.get("subnet_prefix") or "10.1.1.0/24",
    opts=in_one,
)
account = azure.storage.StorageAccount(
    "account",
    resource_group_name=group.name,
    account_name="stlakesales",
    kind="StorageV2",
    sku={"name": "Standard_ZRS"},
    is_hns_enabled=True,
    minimum_tls_version="TLS1_2",
    identity={"type": "SystemAssigned"},
    tags=pulumi.Output.secret(tags) if config.get_bool("secret_tags") else tags,
    opts=in_one,
)
azure.storage.BlobServiceProperties(
    "blobs",
    resource_group_name=group.name,
    account_name=account.name,
    blob_services_name="default",
    delete_retention_policy={"enabled": True, "days": 7},
    opts=in_one,
)
endpoint = azure.network.PrivateEndpoint(
    "endpoint",
    resource_group_name=group.name,
    private_endpoint_name="pe-lake-dfs",
    location=location,
    subnet={"id": subnet.id},
    private_link_service_connections=[
        {"name": "dfs", "private_link_service_id": account.id, "group_ids": ["dfs"]},
    ],
    opts=in_one,
)
team = azuread.Group("team", display_name="Sales", security_enabled=True, opts=ResourceOptions(provider=entra))
password = random.RandomPassword("password", length=24, opts=ResourceOptions(provider=chance))
azure.authorization.RoleAssignment(
    "read",
    scope=account.id,
    role_assignment_name="0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f",
    principal_id=team.object_id,
    principal_type="Group",
    role_definition_id=pulumi.Output.format(
        "/subscriptions/{0}/providers/Microsoft.Authorization/roleDefinitions/2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
        "11111111-1111-4111-8111-111111111111",
    ),
    opts=in_one,
)
keys = azure.storage.list_storage_account_keys_output(
    resource_group_name=group.name,
    account_name=account.name,
    opts=InvokeOutputOptions(provider=one, depends_on=[account]),
)
pulumi.export("network", network.id)
pulumi.export("hub", hub.id)
pulumi.export("password", password.result)
pulumi.export("identity", account.identity.apply(lambda identity: identity and identity.principal_id))
pulumi.export("keys", pulumi.Output.secret(keys.keys))

"""Whole estates in-process: what each kind of stack builds, and what its options add."""

from pathlib import Path

from arm.ids import parse
from arm.roles import role_by_guid
from tests.unit.config.reference import copy_estate
from tests.unit.stacks.deployment import Deployment, Standing
from tests.unit.stacks.test_exemptions import GOVERNANCE, SALES, bastion, granted

_BASTION = "azure-native:network:BastionHost"
_FIREWALL = "azure-native:network:AzureFirewall"


def _types(deployment: Deployment, stack: str) -> list[str]:
    return [one.type for one in deployment.registered[stack]]


def test_every_stack_exports_its_contract(reference: Deployment) -> None:
    assert all(exported["contract"]["version"] == 1 for exported in reference.exported.values())


def test_every_resource_has_an_explicit_provider(reference: Deployment) -> None:
    without = [
        one.name
        for resources in reference.registered.values()
        for one in resources
        if one.custom and one.type.startswith(("azure-native:", "azure:", "azuread:")) and not one.provider
    ]
    assert not without


def test_what_holds_data_is_protected(reference: Deployment) -> None:
    holders = (
        "azure-native:storage:StorageAccount",
        "azure:storage/dataLakeGen2Path:DataLakeGen2Path",
        "azure:storage/dataLakeGen2Filesystem:DataLakeGen2Filesystem",
        "azure-native:keyvault:Vault",
    )
    open_ = [
        one.name
        for resources in reference.registered.values()
        for one in resources
        if one.type in holders and not one.protect
    ]
    assert not open_


def test_an_endpoint_stands_in_every_private_dns_zone_that_it_needs(reference: Deployment) -> None:
    endpoints = {item["id"].lower() for item in reference.cloud.list(type="Microsoft.Network/privateEndpoints")}
    groups = reference.cloud.list(type="Microsoft.Network/privateEndpoints/privateDnsZoneGroups")
    assert {item["id"].lower().rsplit("/privatednszonegroups/", 1)[0] for item in groups} == endpoints
    wanted = {
        config["properties"]["privateDnsZoneId"].lower()
        for item in groups
        for config in item["properties"]["privateDnsZoneConfigs"]
    }
    answering = {
        item["id"].lower().rsplit("/a/", 1)[0]
        for item in reference.cloud.list(type="Microsoft.Network/privateDnsZones/A")
        if item["properties"].get("aRecords")
    }
    assert wanted == answering
    assert len(wanted) >= 10


def test_both_zones_resolve_what_the_management_zone_keeps(reference: Deployment) -> None:
    links = reference.cloud.list(type="Microsoft.Network/privateDnsZones/virtualNetworkLinks")
    zones = reference.cloud.list(type="Microsoft.Network/privateDnsZones")
    assert len(links) == 3 * len(zones)


def test_neither_bastion_nor_firewall_without_being_asked(reference: Deployment) -> None:
    assert not {_BASTION, _FIREWALL} & {kind for stack in reference.registered for kind in _types(reference, stack)}


def test_a_zone_gets_the_bastion_and_the_firewall_that_it_asks_for(standing: Standing, tmp_path: Path) -> None:
    folder = copy_estate(
        tmp_path,
        change={
            "Pulumi.management.yaml": {"bastion": True, "firewall": True},
            "Pulumi.sales-dev.yaml": {"bastion": True},
        },
        raw=granted(*bastion(GOVERNANCE, "management"), *bastion(SALES, "sales-dev")),
    )
    deployment = standing.again(folder, "platform", "management", "sales-dev")
    assert {_BASTION, _FIREWALL} <= set(_types(deployment, "management"))
    assert _BASTION in _types(deployment, "sales-dev")
    (table,) = [one for one in deployment.registered["management"] if one.type == "azure-native:network:RouteTable"]
    assert table.inputs["routes"][0]["nextHopIpAddress"] == "10.16.0.4"


def _role(definition_id: str) -> str:
    found = role_by_guid(definition_id)
    return found.name if found else definition_id


def _place(scope: str) -> str:
    """A resource's type, a resource group's name, or `subscription`."""
    found = parse(scope)
    kind = found.resource_type.rsplit("/", 1)[-1]
    return found.name if kind == "resourceGroups" else "subscription" if kind == "subscriptions" else kind


def test_a_deploy_identity_has_exactly_its_roles(reference: Deployment) -> None:
    """Rights of the deployment principals as the scenario states them."""

    def roles(stack: str) -> list[tuple[str, str]]:
        principal = reference.exported["platform"]["contract"]["deploy_identities"][stack]
        return sorted(
            (_role(item["properties"]["roleDefinitionId"]), _place(item["properties"]["scope"]))
            for item in reference.cloud.list(type="Microsoft.Authorization/roleAssignments")
            if item["properties"]["principalId"] == principal
        )

    assert roles("sales-dev") == [
        ("Contributor", "subscription"),
        ("Locks Contributor", "subscription"),
        ("Network Contributor", "rg-cts-governance-network-prod-weu"),
        ("Private DNS Zone Contributor", "rg-cts-governance-global-dns-prod-weu"),
        ("Role Based Access Control Administrator", "subscription"),
        ("Storage Blob Data Owner", "rg-cts-sales-storage-dev-weu"),
    ]
    assert roles("crm") == [
        ("Contributor", "rg-cts-crm-dev-weu"),
        ("Key Vault Secrets Officer", "vaults"),
        ("Locks Contributor", "rg-cts-crm-dev-weu"),
        ("Network Contributor", "subnets"),
        ("Private DNS Zone Contributor", "rg-cts-governance-global-dns-prod-weu"),
        ("Reader", "rg-cts-sales-storage-dev-weu"),
        ("Role Based Access Control Administrator", "rg-cts-crm-dev-weu"),
        ("Storage Blob Data Owner", "rg-cts-sales-storage-dev-weu"),
    ]


def test_what_is_granted_can_be_taken_back_while_others_keep_their_locks(
    reference: Deployment, everything: Deployment
) -> None:
    """A lock keeps the role assignments on and below what it holds, so that no stack could ever be removed."""
    for whole in (reference, everything):
        locked = [
            (stack, one.inputs["scope"].lower())
            for stack, made in whole.registered.items()
            for one in made
            if one.type == "azure-native:authorization:ManagementLockByScope"
        ]
        assert locked
        for stack, made in whole.registered.items():
            for one in made:
                if one.type == "azure-native:authorization:RoleAssignment":
                    scope = f"{one.inputs['scope'].lower()}/"
                    kept = [lock for owner, lock in locked if owner != stack and scope.startswith(f"{lock}/")]
                    assert not kept, (stack, one.name)


def test_who_may_give_access_may_not_give_access_to_give_access(reference: Deployment) -> None:
    administrators = [
        one.inputs
        for resources in reference.registered.values()
        for one in resources
        if one.type == "azure-native:authorization:RoleAssignment"
        and one.inputs["roleDefinitionId"].endswith("f58310d9-a9f6-439a-9e8d-f62e7b41a168")
    ]
    assert {given["scope"].split("/")[3:4] == ["resourceGroups"] for given in administrators} == {True, False}
    assert all("GuidNotEquals" in given["condition"] for given in administrators)


def test_every_fork_is_of_its_kinds_template(reference: Deployment) -> None:
    made = [one for one in reference.registered["platform"] if one.type == "azuredevops:index/git:Git"]
    names = {one.id: one.inputs["name"] for one in made}
    forks = {one.inputs["name"]: names.get(one.inputs.get("parentRepositoryId", "")) for one in made}
    assert (forks["sales-dev"], forks["crm"], forks["customer-360"]) == ("landing-zone", "integration", "product")
    assert forks["landing-zone"] is None

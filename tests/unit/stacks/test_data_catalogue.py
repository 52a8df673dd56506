"""The estate's own Purview account: what stands, who reaches it, what it may read, who is linked to it."""

from pathlib import Path
from typing import Any

import pytest

from arm.roles import role
from config.load import load_estate
from config.purview import account_id
from tests.unit.config.reference import copy_estate
from tests.unit.stacks.deployment import Deployment, deploy
from tests.unit.stacks.second_run import second_run

_ACCOUNT = "Microsoft.Purview/accounts"
_OWN: dict[str, Any] = {"Pulumi.management.yaml": {"catalogue": {}}}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Deployment:
    return deploy(copy_estate(tmp_path_factory.mktemp("own"), change=_OWN))


def links(made: Deployment) -> set[str]:
    """Accounts to which data factories report."""
    found = (
        item["properties"].get("purviewConfiguration")
        for item in made.cloud.list(type="Microsoft.DataFactory/factories")
    )
    return {str(one["purviewResourceId"]).lower() for one in found if one}


def roles_of(made: Deployment, principal: str) -> set[tuple[str, str]]:
    """What an identity holds: the scope and the role's GUID."""
    return {
        (item["properties"]["scope"], item["properties"]["roleDefinitionId"][-36:])
        for item in made.cloud.list(type="Microsoft.Authorization/roleAssignments")
        if item["properties"]["principalId"] == principal
    }


def test_an_estate_that_does_not_ask_has_none(reference: Deployment) -> None:
    assert account_id(reference.estate) is None
    assert reference.cloud.list(type=_ACCOUNT) == []
    assert links(reference) == set()
    assert reference.exported["management"]["contract"]["catalogue"] == {}


def test_the_account_is_closed_and_reached_privately(own: Deployment) -> None:
    (account,) = own.cloud.list(type=_ACCOUNT)
    assert account["id"].lower() == str(account_id(own.estate)).lower()
    assert account["location"] == "westeurope"
    assert account["identity"]["type"] == "SystemAssigned"
    closed = {"publicNetworkAccess", "managedResourcesPublicNetworkAccess", "managedEventHubState"}
    assert {account["properties"][name] for name in closed} == {"Disabled"}
    groups = {
        group: endpoint["id"]
        for endpoint in own.cloud.list(type="Microsoft.Network/privateEndpoints")
        for connection in endpoint["properties"]["privateLinkServiceConnections"]
        for group in connection["properties"]["groupIds"]
        if connection["properties"]["privateLinkServiceId"].lower() == account["id"].lower()
    }
    assert set(groups) == {"account", "portal", "platform"}
    registered = {
        item["id"].rsplit("/privateDnsZoneGroups", 1)[0]
        for item in own.cloud.list(type="Microsoft.Network/privateEndpoints/privateDnsZoneGroups")
    }
    assert set(groups.values()) <= registered


def test_its_identity_reads_lakes_and_secrets_and_nothing_else(own: Deployment) -> None:
    principal = own.exported["management"]["contract"]["catalogue"]["principal_id"]
    groups = {
        lake["id"].partition("/providers/")[0]
        for zone in ("sales-dev", "logistics-prod")
        for lake in own.exported[zone]["contract"]["lakes"].values()
    }
    assert len(groups) == 2
    on_lakes = {(group, role(name).guid) for group in groups for name in ("Reader", "Storage Blob Data Reader")}
    vault = own.exported["management"]["contract"]["key_vault_id"]
    assert roles_of(own, principal) == {*on_lakes, (vault, role("Key Vault Secrets User").guid)}


def test_lineage_goes_to_the_account(own: Deployment) -> None:
    assert links(own) == {str(account_id(own.estate)).lower()}


def test_it_is_locked_and_watched(own: Deployment) -> None:
    account = str(account_id(own.estate)).lower()
    below = {item["type"] for item in own.cloud.list() if item["id"].lower().startswith(f"{account}/")}
    assert {"Microsoft.Authorization/locks", "Microsoft.Insights/diagnosticSettings"} <= below


def test_a_second_run_changes_nothing(own: Deployment) -> None:
    assert not {stack: found for stack in ("management", "sales-dev", "crm") if (found := second_run(own, stack))}


def test_the_account_may_stand_in_another_region_of_the_estate(tmp_path: Path) -> None:
    change: dict[str, Any] = {"Pulumi.management.yaml": {"catalogue": {"region": "northeurope"}}}
    made = Deployment(load_estate(copy_estate(tmp_path, change=change)))
    for stack in ("platform", "management"):
        made.up(stack)
    (account,) = made.cloud.list(type=_ACCOUNT)
    assert account["location"] == "northeurope"
    endpoints = [
        one for one in made.cloud.list(type="Microsoft.Network/privateEndpoints") if "catalogue" in one["name"]
    ]
    assert {one["location"] for one in endpoints} == {"westeurope"}

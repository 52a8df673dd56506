"""How teams hear of their services."""

import json
from pathlib import Path

from arm.roles import role
from tests.unit.config.reference import copy_estate
from tests.unit.stacks.deployment import Deployment, Standing

_WORKBOOK = "azure-native:applicationinsights:Workbook"


def test_every_team_has_a_workbook_of_its_services(reference: Deployment) -> None:
    for team in reference.estate.teams:
        (made,) = [one for one in reference.registered[team] if one.type == _WORKBOOK]
        contract = reference.exported[team]["contract"]
        shown = {
            item["content"]["title"]: next(iter(first["content"].get("resourceIds", ())), None)
            for item in json.loads(made.inputs["serializedData"])["items"]
            if item["type"] == 12
            for first in item["content"]["items"][:1]
        }
        assert shown.keys() == contract["services"].keys() | {"vault"}
        assert shown["vault"] == contract["key_vault_id"]
        assert f"budgets/budget-{reference.estate.teams[team].name}" in made.inputs["serializedData"]
        assert made.inputs["tags"]["Owner"]


def test_workbooks_have_names_of_their_own(reference: Deployment) -> None:
    books = reference.cloud.list(type="Microsoft.Insights/workbooks")
    assert len({book["name"] for book in books}) == len(reference.estate.teams)


def test_an_estate_may_do_without_workbooks(standing: Standing, tmp_path: Path) -> None:
    folder = copy_estate(tmp_path, change={"estate.yaml": {"monitoring": {"workbook": False}}})
    made = standing.again(folder, *standing.whole.estate.teams)
    assert not made.cloud.list(type="Microsoft.Insights/workbooks")


_SCOPE = (
    "/subscriptions/0e2f7c84-52f4-4b66-9d0c-5f7f1b9c4a01/resourceGroups/rg-monitor"
    "/providers/Microsoft.Insights/privateLinkScopes/ampls-hub"
)


def test_insights_are_reached_through_the_scope_of_the_estate(standing: Standing, tmp_path: Path) -> None:
    change = {"estate.yaml": {"connectivity": {"monitor_private_link_scope_resource_id": _SCOPE}}}
    made = standing.again(copy_estate(tmp_path, change=change), *standing.whole.estate.teams)
    insights = {item["id"] for item in made.cloud.list(type="Microsoft.Insights/components")}
    places = made.cloud.list(type="Microsoft.Insights/privateLinkScopes/scopedResources")
    assert insights
    assert {item["properties"]["linkedResourceId"] for item in places} == insights
    assert all(item["id"].startswith(_SCOPE) for item in places)
    principal = made.exported["platform"]["contract"]["deploy_identities"]["churn-model"]
    (right,) = [
        item["properties"]
        for item in made.cloud.list(type="Microsoft.Authorization/roleAssignments")
        if item["properties"]["scope"] == _SCOPE
    ]
    assert right["principalId"] == principal
    assert right["roleDefinitionId"].endswith(role("Monitoring Contributor").guid)


def test_a_cluster_logs_through_the_scope_of_the_estate(everything: Deployment) -> None:
    (endpoint,) = everything.cloud.list(type="Microsoft.Insights/dataCollectionEndpoints")
    places = everything.cloud.list(type="Microsoft.Insights/privateLinkScopes/scopedResources")
    assert endpoint["id"] in {item["properties"]["linkedResourceId"] for item in places}


def test_without_a_scope_nothing_is_put_into_one(reference: Deployment) -> None:
    assert not reference.cloud.list(type="Microsoft.Insights/privateLinkScopes/scopedResources")


def test_a_management_zone_keeps_a_scope_with_the_central_workspace(standing: Standing, tmp_path: Path) -> None:
    folder = copy_estate(tmp_path, change={"Pulumi.management.yaml": {"monitor_private_link": True}})
    made = standing.again(folder, "management", "sales-dev", "logistics-prod", "churn-model")
    (scope,) = made.cloud.list(type="Microsoft.Insights/privateLinkScopes")
    places = made.cloud.list(type="Microsoft.Insights/privateLinkScopes/scopedResources")
    insights = {item["id"] for item in made.cloud.list(type="Microsoft.Insights/components")}
    workspace = made.exported["management"]["contract"]["log_analytics_workspace_id"]
    assert {item["properties"]["linkedResourceId"] for item in places} == insights | {workspace}
    assert all(item["id"].startswith(f"{scope['id']}/") for item in places)
    (endpoint,) = [
        item
        for item in made.cloud.list(type="Microsoft.Network/privateEndpoints")
        for link in item["properties"]["privateLinkServiceConnections"]
        if link["properties"]["privateLinkServiceId"].lower() == scope["id"].lower()
    ]
    groups = made.cloud.list(type="Microsoft.Network/privateEndpoints/privateDnsZoneGroups")
    (group,) = [item for item in groups if item["id"].lower().startswith(f"{endpoint['id'].lower()}/")]
    assert len(group["properties"]["privateDnsZoneConfigs"]) >= 4


def test_an_existing_scope_takes_the_place_of_a_zones_own(standing: Standing, tmp_path: Path) -> None:
    change = {
        "estate.yaml": {"connectivity": {"monitor_private_link_scope_resource_id": _SCOPE}},
        "Pulumi.management.yaml": {"monitor_private_link": True},
    }
    made = standing.again(copy_estate(tmp_path, change=change), "management")
    assert [item["id"] for item in made.cloud.list(type="Microsoft.Insights/privateLinkScopes")] == [_SCOPE]

"""Workspaces, diagnostic settings, alerts, components."""

from typing import Any

import pytest

from .conftest import GROUP, ONE, Estate
from .refusing import refused
from .test_storage import account
from .test_vaults import vault

WORKSPACE = "Microsoft.OperationalInsights/workspaces"
SETTING = "providers/Microsoft.Insights/diagnosticSettings"
MODES = {"ingestionAccessMode": "Open", "queryAccessMode": "Open"}
GUID = "3f2b1a90-8c4d-4e5f-9a6b-7c8d9e0f1a2b"


def workspace(estate: Estate, name: str = "log-sales", **more: Any) -> str:
    return str(estate.here(f"{WORKSPACE}/{name}", **more)["id"])


def test_a_workspace_has_an_id_and_keys(estate: Estate) -> None:
    made = workspace(estate)
    shown = estate.cloud.get(made)["properties"]
    assert (shown["retentionInDays"], shown["sku"]) == (30, {"name": "PerGB2018"})
    assert len(shown["customerId"]) == 36
    keys = estate.cloud.action(made, "sharedKeys")
    assert set(keys) == {"primarySharedKey", "secondarySharedKey"}


def test_retention_of_workspaces(estate: Estate) -> None:
    for days in (29, 731):
        with refused("InvalidParameter", 400):
            workspace(estate, retentionInDays=days)
    made = workspace(estate)
    with refused("InvalidParameter", 400):
        estate.put(f"{made}/tables/Syslog", retentionInDays=3)
    with refused("InvalidParameter", 400):
        estate.put(f"{made}/tables/Orders", schema={"name": "Orders", "columns": [{"name": "a", "type": "string"}]})
    estate.put(f"{made}/tables/Syslog", retentionInDays=90)


def test_a_deleted_workspace_comes_back_in_its_place_and_conflicts_elsewhere(estate: Estate) -> None:
    made = workspace(estate)
    customer = estate.cloud.get(made)["properties"]["customerId"]
    estate.cloud.delete(made)
    estate.put(f"{ONE}/resourceGroups/rg-two", {"location": "westeurope"})
    with refused("Conflict", 409):
        estate.put(f"{ONE}/resourceGroups/rg-two/providers/{WORKSPACE}/log-sales", {"location": "westeurope"})
    workspace(estate)
    assert estate.cloud.get(made)["properties"]["customerId"] == customer
    estate.cloud.delete(made)
    estate.clock.forward(days=15)
    workspace(estate)
    assert estate.cloud.get(made)["properties"]["customerId"] != customer


def setting(estate: Estate, target: str, name: str = "diag", **more: Any) -> dict[str, Any]:
    return estate.put(f"{target}/{SETTING}/{name}", **more)


def on(category: str, *, group: bool = False) -> list[dict[str, Any]]:
    return [{"categoryGroup" if group else "category": category, "enabled": True}]


def test_categories_that_were_not_sent_come_back_as_off(estate: Estate) -> None:
    made = setting(estate, vault(estate), workspaceId=workspace(estate), logs=on("AuditEvent"))
    logs = {one["category"]: one["enabled"] for one in made["properties"]["logs"]}
    assert logs == {"AuditEvent": True, "AzurePolicyEvaluationDetails": False}
    assert made["properties"]["metrics"][0] == {
        "category": "AllMetrics",
        "enabled": False,
        "retentionPolicy": {"enabled": False, "days": 0},
    }


def test_settings_that_are_refused(estate: Estate) -> None:
    target, sink = vault(estate), {"workspaceId": workspace(estate)}
    with refused("BadRequest", 400):
        setting(estate, target, **sink, logs=on("Cars"))
    with refused("BadRequest", 400):
        setting(estate, target, **sink, metrics=on("Cars"))
    with refused("BadRequest", 400):
        setting(estate, target, **sink, logs=on("AuditEvent") + on("allLogs", group=True))
    with refused("BadRequest", 400):
        setting(estate, target, logs=on("AuditEvent"))
    with refused("ResourceNotFound", 404):
        setting(estate, target, workspaceId=f"{sink['workspaceId']}x", logs=on("AuditEvent"))
    with refused("ResourceNotFound", 404):
        setting(estate, f"{target}x", **sink, logs=on("AuditEvent"))
    with refused("ResourceTypeNotSupported", 400):
        identity = estate.here("Microsoft.ManagedIdentity/userAssignedIdentities/id-a")["id"]
        setting(estate, identity, **sink, logs=on("AuditEvent"))
    far = estate.here(
        "Microsoft.Storage/storageAccounts/stfar",
        {"location": "northeurope", "kind": "StorageV2", "sku": {"name": "Standard_LRS"}},
    )["id"]
    with refused("BadRequest", 400):
        setting(estate, target, storageAccountId=far, logs=on("AuditEvent"))
    setting(estate, target, **sink, logs=on("AuditEvent"))
    with refused("Conflict", 409):
        setting(estate, target, "second", **sink, logs=on("AuditEvent"))


def test_five_settings_are_the_most(estate: Estate) -> None:
    target = vault(estate)
    for number in range(5):
        setting(estate, target, f"d{number}", workspaceId=workspace(estate, f"log-{number}xx"), logs=on("AuditEvent"))
    with refused("BadRequest", 400):
        setting(estate, target, "d5", workspaceId=workspace(estate), logs=on("AuditEvent"))


def test_a_sinks_provider_must_be_registered(estate: Estate) -> None:
    target, sink = vault(estate), workspace(estate)
    row = estate.cloud.store.get(ONE)
    assert row is not None
    body = {**row.body, "properties": {**row.properties, "registeredNamespaces": ["microsoft.insights"]}}
    estate.cloud.amend(row, body)
    with refused("MissingSubscriptionRegistration", 409):
        setting(estate, target, workspaceId=sink, logs=on("AuditEvent"))


def test_a_setting_outlives_its_target(estate: Estate) -> None:
    target = account(estate)
    made = setting(estate, target, workspaceId=workspace(estate), metrics=on("Transaction"))
    estate.cloud.delete(target)
    assert not estate.cloud.exists(made["id"])
    account(estate)
    assert estate.cloud.exists(made["id"])


def action_group(estate: Estate, **more: Any) -> str:
    body = {"location": "global"}
    made = estate.here("Microsoft.Insights/actionGroups/ag", body, **{"groupShortName": "ops", "enabled": True, **more})
    return str(made["id"])


def test_action_groups(estate: Estate) -> None:
    with refused("BadRequest", 400):
        action_group(estate, groupShortName="much-too-long-a-name")
    with refused("BadRequest", 400):
        mail = {"name": "ops", "emailAddress": "ops@contoso.example"}
        action_group(estate, emailReceivers=[mail, mail])


def test_metric_alerts(estate: Estate) -> None:
    def alert(**more: Any) -> dict[str, Any]:
        criterion = {
            "criterionType": "StaticThresholdCriterion",
            "name": "c",
            "metricName": "Availability",
            "operator": "LessThan",
            "threshold": 99,
            "timeAggregation": "Average",
        }
        given = {
            "scopes": [account(estate)],
            "severity": 2,
            "enabled": True,
            "evaluationFrequency": "PT5M",
            "windowSize": "PT15M",
            "criteria": {
                "odata.type": "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria",
                "allOf": [criterion],
            },
            "actions": [{"actionGroupId": action_group(estate)}],
        }
        return estate.here("Microsoft.Insights/metricAlerts/ma", {"location": "global"}, **{**given, **more})

    assert alert()["properties"]["autoMitigate"] is True
    with refused("ResourceNotFound", 404):
        alert(scopes=[f"{GROUP}/providers/Microsoft.Storage/storageAccounts/stnone"])
    for wrong in ({"severity": 5}, {"evaluationFrequency": "PT1H"}):
        with refused("BadRequest", 400):
            alert(**wrong)
    with refused("BadRequest", 400):
        alert(scopes=[account(estate), account(estate, "sttwo")])


def test_query_rules(estate: Estate) -> None:
    kind = "Microsoft.Insights/scheduledQueryRules/sqr"
    given: dict[str, Any] = {"scopes": [workspace(estate)], "severity": 1}
    condition = {"query": "Heartbeat", "timeAggregation": "Count", "operator": "GreaterThan", "threshold": 0}
    with refused("BadRequest", 400):
        estate.here(kind, **given, criteria={"allOf": []})
    with refused("BadRequest", 400):
        estate.here(kind, **{**given, "severity": 9}, criteria={"allOf": [condition]})
    with refused("BadRequest", 400):
        estate.here(kind, **given, criteria={"allOf": [condition]}, evaluationFrequency="PT1H", windowSize="PT5M")
    assert estate.here(kind, **given, criteria={"allOf": [condition]})["kind"] == "LogAlert"


def test_activity_log_alerts(estate: Estate) -> None:
    with refused("BadRequest", 400):
        estate.here(
            "Microsoft.Insights/activityLogAlerts/ala",
            {"location": "global"},
            scopes=[ONE],
            condition={"allOf": [{"field": "level", "equals": "Error"}]},
            actions={"actionGroups": []},
        )


def test_components_need_a_workspace(estate: Estate) -> None:
    kind, body = "Microsoft.Insights/components/appi", {"kind": "web"}
    with refused("BadRequest", 400):
        estate.here(kind, body, Application_Type="web")
    made = estate.here(kind, body, Application_Type="web", WorkspaceResourceId=workspace(estate))
    assert made["properties"]["InstrumentationKey"] in made["properties"]["ConnectionString"]


@pytest.mark.parametrize(("name", "data", "code"), [("board", "{}", "InvalidResourceName"), (GUID, "{", "BadRequest")])
def test_workbooks(estate: Estate, name: str, data: str, code: str) -> None:
    given = {"displayName": "Board", "serializedData": data, "category": "workbook"}
    with refused(code, 400):
        estate.here(f"Microsoft.Insights/workbooks/{name}", {"kind": "shared"}, **given)


def test_a_workbook_is_found_where_it_belongs(estate: Estate) -> None:
    given = {"displayName": "Board", "serializedData": "{}", "category": "workbook", "sourceId": GROUP}
    made = estate.here(f"Microsoft.Insights/workbooks/{GUID}", {"kind": "shared", "tags": {"Owner": "x"}}, **given)
    assert made["properties"]["sourceId"] == GROUP.lower()
    assert made["tags"] == {"Owner": "x", "hidden-title": "Board"}


def test_agents_follow_a_rule_or_take_their_rules_from_an_endpoint(estate: Estate) -> None:
    endpoint = estate.here("Microsoft.Insights/dataCollectionEndpoints/dce", networkAcls={})
    logs = workspace(estate)
    found = f"{logs}/providers/Microsoft.Insights/dataCollectionRuleAssociations"
    wanted = {"dataCollectionEndpointId": endpoint["id"]}
    assert estate.put(f"{found}/configurationAccessEndpoint", **wanted)["properties"].items() >= wanted.items()
    for name, properties in (("mine", wanted), ("mine", {}), ("mine", {**wanted, "dataCollectionRuleId": logs})):
        with refused("BadRequest", 400):
            estate.put(f"{found}/{name}", **properties)
    with refused("ResourceNotFound", 404):
        estate.put(f"{found}/rule", dataCollectionRuleId=f"{logs}x")


def test_a_scope_holds_what_stands_and_can_be_in_one(estate: Estate) -> None:
    scope = estate.here("Microsoft.Insights/privateLinkScopes/ampls", {"location": "global"}, accessModeSettings=MODES)
    place = f"{scope['id']}/scopedResources"
    logs = workspace(estate)
    assert estate.put(f"{place}/logs", linkedResourceId=logs)["properties"]["linkedResourceId"] == logs
    with refused("ResourceNotFound", 404):
        estate.put(f"{place}/none", linkedResourceId=f"{logs}x")
    with refused("BadRequest", 400):
        estate.put(f"{place}/account", linkedResourceId=account(estate))

"""What a team's workbook shows, and what is refused."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from components._errors import ArgumentError
from components.monitoring.alert_rules import METRIC_RULES
from components.monitoring.workbook import WorkbookArgs, check, workbook_name
from components.monitoring.workbook_content import Watched, failure_queries, plan_workbook
from tests.unit.components.before import GROUP, RESOURCE_GROUP_ID, SUBSCRIPTION, WATCHED
from tests.unit.components.built import built

FACTORY = Watched(title="pipelines", resource_id="/x/adf", arm_type="Microsoft.DataFactory/factories")
VAULT = Watched(title="vault", resource_id="/x/kv", arm_type="Microsoft.KeyVault/vaults")
CAPACITY = Watched(title="fabric", resource_id="/x/fc", arm_type="Microsoft.Fabric/capacities")


def planned(*watched: Watched, budget: str | None = None) -> Mapping[str, Mapping[str, Any]]:
    """The items of a workbook by name."""
    text = plan_workbook(resource_group_id=RESOURCE_GROUP_ID, watched=watched, budget_name=budget)
    return {item["name"]: item["content"] for item in json.loads(text)["items"]}


def test_a_group_shows_the_metrics_that_alert_and_what_failed() -> None:
    group = planned(FACTORY)["pipelines-factories"]
    chart, failures = group["items"]
    assert chart["content"]["metrics"] == [
        {
            "namespace": "microsoft.datafactory/factories",
            "metric": "microsoft.datafactory/factories--PipelineFailedRuns",
            "aggregation": 1,
            "columnName": "PipelineFailedRuns",
        }
    ]
    assert chart["content"]["resourceIds"] == ["/x/adf"]
    assert chart["content"]["title"].endswith("alert when above 0")
    assert failures["content"]["crossComponentResources"] == ["/x/adf"]
    assert failures["content"]["query"].startswith("ADFPipelineRun | where Status == 'Failed'")


def test_a_chart_counts_what_its_alert_counts() -> None:
    (chart, _) = planned(Watched(title="lab", resource_id="/x", arm_type="Microsoft.Synapse/workspaces"))[
        "lab-workspaces"
    ]["items"]
    assert chart["content"]["filters"] == [{"id": "1", "key": "Result", "operator": 0, "values": ["Failed"]}]


def test_a_service_without_metrics_says_so() -> None:
    (text,) = planned(CAPACITY)["fabric-capacities"]["items"]
    assert text["content"]["json"] == "Azure has no metrics of this service."


def test_alerts_are_those_of_the_group() -> None:
    fired = planned()["alerts"]
    assert f"targetResourceGroup) =~ '{GROUP}'" in fired["query"]
    assert "startDateTime) {TimeRange}" in fired["query"]
    assert fired["crossComponentResources"] == [f"/subscriptions/{SUBSCRIPTION}"]


def test_the_budget_is_asked_of_azure_when_the_workbook_is_opened() -> None:
    assert "costs" not in planned()
    asked = json.loads(planned(budget="budget-sales")["costs"]["query"])
    assert asked["path"] == f"{RESOURCE_GROUP_ID}/providers/Microsoft.Consumption/budgets/budget-sales"
    assert (asked["method"], asked["urlParams"][0]["key"]) == ("GET", "api-version")


def test_the_order_of_what_is_given_changes_nothing() -> None:
    def text(*watched: Watched) -> str:
        return plan_workbook(resource_group_id=RESOURCE_GROUP_ID, watched=watched, budget_name=None)

    assert text(FACTORY, VAULT) == text(VAULT, FACTORY)


def test_everything_with_alerts_has_its_charts() -> None:
    content = json.loads(built("Workbook", "max").one("Workbook").inputs["serializedData"])
    groups = {item["content"]["title"]: item["content"]["items"] for item in content["items"] if item["type"] == 12}
    charts = {kind: [item["name"] for item in items if item["type"] == 10] for kind, items in groups.items()}
    assert charts == {kind: [rule.key for rule in METRIC_RULES[kind]] for kind in WATCHED}
    assert failure_queries().keys() <= groups.keys()


def test_a_workbook_stands_where_people_look_for_it() -> None:
    made = built("Workbook", "secure").one("Workbook")
    assert made.inputs["sourceId"] == RESOURCE_GROUP_ID.lower()
    assert made.inputs["tags"]["hidden-title"] == made.inputs["displayName"] == "sales at a glance"
    assert made.inputs["kind"] == "shared"


@pytest.mark.parametrize("name", ["wb-cts-sales", workbook_name("sales").upper(), workbook_name("a").replace("-", "")])
def test_a_name_that_is_no_guid_is_refused(name: str) -> None:
    args = WorkbookArgs(
        resource_group_name=GROUP,
        resource_group_resource_id=RESOURCE_GROUP_ID,
        location="westeurope",
        workbook_name=name,
        display_name="sales",
    )
    with pytest.raises(ArgumentError, match="A-MON-003"):
        check(args)

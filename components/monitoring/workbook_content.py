"""What a team's workbook shows, as the JSON of Azure Monitor workbooks. Pure: ids in, text out."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from arm.ids import parse
from arm.schema import by_token
from components.monitoring.alert_rules import METRIC_RULES, MetricRule

_SCHEMA = "https://github.com/Microsoft/Application-Insights-Workbooks/blob/master/schema/workbook.json"
_RANGE = "TimeRange"
_DAY = 24 * 60 * 60 * 1000
_GROUPINGS = {"Total": 1, "Minimum": 2, "Maximum": 3, "Average": 4, "Count": 7}
"""How workbooks number the aggregations of metrics."""
_GRAPH, _MANAGER, _LOGS = 1, 12, 0
"""How workbooks number their sources: Resource Graph, Resource Manager, logs."""

Item = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Watched:
    """A resource in a workbook."""

    title: str
    resource_id: str
    arm_type: str


@cache
def failure_queries() -> Mapping[str, Mapping[str, str]]:
    """By ARM type: the title and the query of what failed, in the logs of one resource of the type."""
    text = files("components").joinpath("data/failures.json").read_text(encoding="utf-8")
    queries: Mapping[str, Mapping[str, str]] = json.loads(text)
    return queries


def plan_workbook(*, resource_group_id: str, watched: Sequence[Watched], budget_name: str | None) -> str:
    """The serialized content of a workbook on a resource group: its alerts, its costs, a group for each resource."""
    items = [_time_range(), _fired(resource_group_id)]
    if budget_name:
        items.append(_costs(resource_group_id, budget_name))
    items += [_group(one) for one in sorted(watched, key=lambda one: (one.title, one.arm_type))]
    content = {
        "$schema": _SCHEMA,
        "version": "Notebook/1.0",
        "items": items,
        "fallbackResourceIds": [resource_group_id.lower()],
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":"))


def _time_range() -> Item:
    spans = [{"durationMs": days * _DAY} for days in (1, 7, 30)]
    chosen = {
        "id": "9d3f6c2b-51a8-4c0e-8f2b-6f3c2f6f1d10",
        "version": "KqlParameterItem/1.0",
        "name": _RANGE,
        "label": "Time range",
        "type": 4,
        "isRequired": True,
        "value": spans[1],
        "typeSettings": {"selectableValues": spans, "allowCustom": True},
    }
    content = {"version": "KqlParameterItem/1.0", "parameters": [chosen], "style": "pills"}
    return {"type": 9, "name": "time-range", "content": content}


def _fired(resource_group_id: str) -> Item:
    """Alerts that fired on resources of the group."""
    place = parse(resource_group_id)
    shown = (
        "Alert = name",
        "Severity = tostring(essentials.severity)",
        "Condition = tostring(essentials.monitorCondition)",
        "State = tostring(essentials.alertState)",
        "Resource = tostring(essentials.targetResourceName)",
        "Since = todatetime(essentials.startDateTime)",
    )
    steps = (
        "alertsmanagementresources",
        "where type =~ 'microsoft.alertsmanagement/alerts'",
        "extend essentials = properties.essentials",
        f"where tostring(essentials.targetResourceGroup) =~ '{place.name}'",
        f"where todatetime(essentials.startDateTime) {{{_RANGE}}}",
        f"project {', '.join(shown)}",
        "order by Since desc",
    )
    return _query("alerts", "Alerts that fired", " | ".join(steps), _GRAPH, [f"/subscriptions/{place.subscription_id}"])


def _costs(resource_group_id: str, budget_name: str) -> Item:
    """The group's budget: what it allows, what is spent, what the month will come to."""
    columns = {
        "Budget": "$.properties.amount",
        "Spent this month": "$.properties.currentSpend.amount",
        "Forecast": "$.properties.forecastSpend.amount",
        "Currency": "$.properties.currentSpend.unit",
    }
    endpoint = {
        "version": "ARMEndpoint/1.0",
        "method": "GET",
        "path": f"{resource_group_id}/providers/Microsoft.Consumption/budgets/{budget_name}",
        "headers": [],
        "urlParams": [
            {"key": "api-version", "value": by_token("azure-native:consumption:Budget").api_version},
        ],
        "batchDisabled": False,
        "transformers": [
            {
                "type": "jsonpath",
                "settings": {"columns": [{"path": path, "columnid": name} for name, path in columns.items()]},
            }
        ],
    }
    return _query("costs", "Budget of the month", json.dumps(endpoint, sort_keys=True), _MANAGER, [])


def _group(watched: Watched) -> Item:
    """What tells how a resource does."""
    rules = METRIC_RULES.get(watched.arm_type, ())
    items = [_chart(watched, rule) for rule in rules]
    failures = failure_queries().get(watched.arm_type)
    if failures:
        items.append(
            _query(
                "failures", failures["title"], failures["query"], _LOGS, [watched.resource_id],
                resource_type=watched.arm_type.lower(),
            )
        )  # fmt: skip
    if not items:
        items.append({"type": 1, "name": "none", "content": {"json": "Azure has no metrics of this service."}})
    content = {
        "version": "NotebookGroup/1.0",
        "groupType": "editable",
        "title": watched.title,
        "expandable": True,
        "expanded": True,
        "items": items,
    }
    return {"type": 12, "name": f"{watched.title}-{watched.arm_type.rpartition('/')[2]}", "content": content}


def _chart(watched: Watched, rule: MetricRule) -> Item:
    """The metric of an alert, over time."""
    namespace = watched.arm_type.lower()
    metric: Item = {
        "namespace": namespace,
        "metric": f"{namespace}--{rule.metric}",
        "aggregation": _GROUPINGS[rule.aggregation],
        "columnName": rule.metric,
    }
    content: Item = {
        "chartId": f"{watched.title}-{rule.key}",
        "version": "MetricsItem/2.0",
        "size": 0,
        "chartType": 2,
        "resourceType": namespace,
        "metricScope": 0,
        "resourceIds": [watched.resource_id],
        "timeContextFromParameter": _RANGE,
        "timeContext": {"durationMs": 7 * _DAY},
        "metrics": [metric],
        "title": f"{rule.metric} ({rule.aggregation.lower()}); alert when {_limit(rule)}",
        "gridSettings": {"rowLimit": 10000},
    }
    filters = list(_filters(rule))
    if filters:
        content["filters"] = filters
    return {"type": 10, "name": rule.key, "customWidth": "50", "content": content}


def _limit(rule: MetricRule) -> str:
    return f"{'above' if rule.operator.startswith('Greater') else 'below'} {rule.threshold:g}"


def _filters(rule: MetricRule) -> Iterator[Item]:
    for number, (name, value) in enumerate(rule.dimensions, start=1):
        yield {"id": str(number), "key": name, "operator": 0, "values": [value]}


def _query(
    name: str,
    title: str,
    query: str,
    source: int,
    scopes: Sequence[str],
    *,
    resource_type: str = "microsoft.resourcegraph/resources",
) -> Item:
    """A grid that a query fills."""
    content: Item = {
        "version": "KqlItem/1.0",
        "query": query,
        "size": 0,
        "title": title,
        "noDataMessage": "Nothing in the chosen time.",
        "noDataMessageStyle": 3,
        "timeContextFromParameter": _RANGE,
        "queryType": source,
        "resourceType": resource_type,
        "visualization": "table",
    }
    if scopes:
        content["crossComponentResources"] = list(scopes)
    return {"type": 3, "name": name, "content": content}

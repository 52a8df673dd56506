"""What stands in a workspace: compute policies, SQL warehouses, and who may use objects."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from arm.errors import ArmError
from simulator.providers.databricks.places import facts

_HOLDERS = ("groupName", "userName", "servicePrincipalName")
_SHORTEST_STOP, _SHORTEST_SERVERLESS_STOP = 10, 5
_MOST_TASKS = 1000
_TASK_KEY = re.compile(r"[A-Za-z0-9_-]{1,100}")
ENDS_BY_ITSELF = {"autoterminationMinutes": None, "applyPolicyDefaultValues": True}
"""How a job's cluster is compared with its policy: it goes with the job, whatever the policy says of idle minutes."""
_COMPUTED = frozenset({"cluster_type", "dbus_per_hour"})
"""Attributes of policies that are no inputs of a cluster."""


def check_permissions(inputs: Mapping[str, Any], is_member: Callable[[str], bool]) -> None:
    """Refuse levels that an object does not have, and holders outside the workspace. Errors: `ArmError`."""
    named = [name for name in facts()["objects"] if inputs.get(name)]
    if len(named) != 1:
        raise _invalid("Permissions name exactly one object.")
    known = facts()["objects"][named[0]]
    for control in inputs["accessControls"]:
        level = control.get("permissionLevel")
        if level not in known["levels"]:
            raise _invalid(
                f"Permission type {level} is not defined for {known['type']}; valid: {', '.join(known['levels'])}."
            )
        holders = [str(control[name]) for name in _HOLDERS if control.get(name)]
        if len(holders) != 1:
            raise _invalid("Each entry names one group, user or service principal.")
        if holders[0] not in facts()["workspace_groups"] and not is_member(holders[0]):
            message = f"Principal: {holders[0]} does not exist"
            raise ArmError("RESOURCE_DOES_NOT_EXIST", message, status=404, target=holders[0])


def check_policy(inputs: Mapping[str, Any]) -> None:
    """A compute policy is JSON of limits by attribute. Errors: `ArmError`."""
    try:
        definition = json.loads(inputs.get("definition") or "{}")
    except ValueError as error:
        raise _invalid(f"Policy definition is no JSON: {error}") from None
    for attribute, limit in definition.items():
        known = facts()["policy_types"].get(limit.get("type")) if isinstance(limit, dict) else None
        if known is None or set(limit) - set(known):
            raise _invalid(f"Policy definition: `{attribute}` is no limit: {json.dumps(limit)}")


def check_cluster(inputs: Mapping[str, Any], policy: Mapping[str, Any] | None) -> None:
    """A cluster keeps what its policy says of plain attributes. Errors: `ArmError`."""
    definition = json.loads((policy or {}).get("inputs", {}).get("definition") or "{}")
    for attribute, limit in definition.items():
        value = _value(inputs, attribute)
        if attribute in _COMPUTED:
            continue
        if value is None and inputs.get("applyPolicyDefaultValues") and limit["type"] != "forbidden":
            continue
        if not _fits(limit, value):
            raise _invalid(f"Validation failed for {attribute}: {value} does not fit {json.dumps(limit)}")


def check_warehouse(inputs: Mapping[str, Any]) -> None:
    """Sizes, clusters and kinds of warehouses. Errors: `ArmError`."""
    if inputs["clusterSize"] not in facts()["warehouse_sizes"]:
        raise _invalid(f"`{inputs['clusterSize']}` is no size; valid: {', '.join(facts()['warehouse_sizes'])}.")
    if int(inputs.get("minNumClusters") or 1) > int(inputs.get("maxNumClusters") or 1):
        raise _invalid("min_num_clusters is greater than max_num_clusters.")
    serverless = bool(inputs.get("enableServerlessCompute"))
    if serverless and inputs.get("warehouseType") == "CLASSIC":
        raise _invalid("Serverless compute needs a warehouse of type PRO.")
    stop = inputs.get("autoStopMins")
    shortest = _SHORTEST_SERVERLESS_STOP if serverless else _SHORTEST_STOP
    if stop is not None and 0 < int(stop) < shortest:
        raise _invalid(f"auto_stop_mins is 0 or at least {shortest}.")


def check_job(inputs: Mapping[str, Any]) -> None:
    """Tasks of a job have keys of their own, and run on clusters that it names; it begins at times that are some.
    Errors: `ArmError`."""
    tasks = inputs.get("tasks") or []
    keys = [str(task["taskKey"]) for task in tasks]
    if not tasks or len(tasks) > _MOST_TASKS:
        raise _invalid(f"A job has 1 to {_MOST_TASKS} tasks, not {len(tasks)}.")
    if len(set(keys)) != len(keys) or not all(_TASK_KEY.fullmatch(key) for key in keys):
        raise _invalid("Task keys are unique, of 1 to 100 letters, digits, hyphens and underscores.")
    clusters = {one["jobClusterKey"] for one in inputs.get("jobClusters") or ()}
    for task in tasks:
        named = task.get("jobClusterKey")
        if named is not None and named not in clusters:
            raise _invalid(f"Task `{task['taskKey']}` runs on job cluster `{named}`, which the job does not define.")
    expression = (inputs.get("schedule") or {}).get("quartzCronExpression")
    if expression is not None and not _is_quartz(str(expression)):
        raise _invalid(f"`{expression}` is no Quartz cron expression.")


def _is_quartz(expression: str) -> bool:
    """Six or seven fields, of which one of the two kinds of day is `?`."""
    parts = expression.split()
    return len(parts) in (6, 7) and (parts[3] == "?") != (parts[5] == "?")


def _value(inputs: Mapping[str, Any], attribute: str) -> Any:
    """`autoscale.max_workers` is an input's part, `custom_tags.CostCenter` an entry of a map."""
    first, _, rest = attribute.partition(".")
    found = inputs.get(_camel(first))
    if not rest:
        return found
    return found.get(rest, found.get(_camel(rest))) if isinstance(found, Mapping) else None


def _camel(name: str) -> str:
    first, *more = name.split("_")
    return first + "".join(word.title() for word in more)


def _fits(limit: Mapping[str, Any], value: Any) -> bool:
    kind = limit["type"]
    if value is None:
        return kind == "forbidden" or bool(limit.get("isOptional")) or kind == "unlimited"
    if kind == "fixed":
        return bool(str(value).lower() == str(limit["value"]).lower())
    if kind == "range":
        return bool(limit.get("minValue", value) <= value <= limit.get("maxValue", value))
    if kind in ("allowlist", "blocklist"):
        return bool((value in limit["values"]) == (kind == "allowlist"))
    return bool(kind != "forbidden")


def _invalid(message: str) -> ArmError:
    return ArmError("INVALID_PARAMETER_VALUE", message)

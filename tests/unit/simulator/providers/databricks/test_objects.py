"""Permissions, compute policies, clusters and warehouses of a workspace."""

import json
from typing import Any

import pytest

from .bricks import Bricks


def test_objects_open_to_those_of_the_workspace_by_the_levels_they_have(bricks: Bricks) -> None:
    policy = bricks.make("ClusterPolicy", name="small", definition="{}")
    assert bricks.refusal("ClusterPolicy", name="small", definition="{}") == "RESOURCE_ALREADY_EXISTS"

    def wanted(level: str, group: str = "grp-readers") -> dict[str, Any]:
        controls = [{"groupName": group, "permissionLevel": level}]
        return {"clusterPolicyId": policy.id, "accessControls": controls}

    bricks.know()
    assert bricks.refusal("Permissions", **wanted("CAN_USE")) == "RESOURCE_DOES_NOT_EXIST"
    assert bricks.refusal("PermissionAssignment", groupName="none", permissions=["USER"]) == "RESOURCE_DOES_NOT_EXIST"
    assert bricks.refusal("PermissionAssignment", permissions=["USER"]) == "INVALID_PARAMETER_VALUE"
    assert bricks.refusal("PermissionAssignment", groupName="grp-readers", permissions=["ALL"]) == (
        "INVALID_PARAMETER_VALUE"
    )
    bricks.make("PermissionAssignment", groupName="grp-readers", permissions=["USER"])
    assert bricks.refusal("Permissions", **wanted("CAN_RESTART")) == "INVALID_PARAMETER_VALUE"
    assert bricks.make("Permissions", **wanted("CAN_USE")).id == f"/cluster-policies/{policy.id}"
    bricks.make("Permissions", **wanted("CAN_USE", "users"))


@pytest.mark.parametrize(
    "definition",
    ["{", '{"node_type_id": {"type": "one-of"}}', '{"autotermination_minutes": {"type": "fixed", "maxValue": 1}}'],
)
def test_policies_that_are_none(bricks: Bricks, definition: str) -> None:
    assert bricks.refusal("ClusterPolicy", name="x", definition=definition) == "INVALID_PARAMETER_VALUE"


TASK = {"taskKey": "one", "jobClusterKey": "main", "notebookTask": {"notebookPath": "/data-estate/expire"}}
JOB: dict[str, Any] = {
    "tasks": [TASK],
    "jobClusters": [{"jobClusterKey": "main", "newCluster": {"sparkVersion": "16.4.x-scala2.12"}}],
    "schedule": {"quartzCronExpression": "0 0 3 ? * SUN", "timezoneId": "UTC"},
}


def test_a_job_stands_where_its_notebook_does(bricks: Bricks) -> None:
    assert bricks.refusal("Job", **JOB) == "RESOURCE_DOES_NOT_EXIST"
    bricks.make("Notebook", path="/data-estate/expire", language="PYTHON", contentBase64="")
    assert bricks.refusal("Notebook", path="/data-estate/expire", language="PYTHON") == "RESOURCE_ALREADY_EXISTS"
    assert bricks.make("Job", **JOB).id


@pytest.mark.parametrize(
    "change",
    [
        {"tasks": []},
        {"tasks": [TASK, TASK]},
        {"tasks": [{**TASK, "taskKey": "a b"}]},
        {"tasks": [{**TASK, "jobClusterKey": "other"}]},
        {"schedule": {"quartzCronExpression": "0 3 * * 0", "timezoneId": "UTC"}},
        {"schedule": {"quartzCronExpression": "0 0 3 * * *", "timezoneId": "UTC"}},
    ],
)
def test_jobs_that_are_none(bricks: Bricks, change: dict[str, Any]) -> None:
    bricks.make("Notebook", path="/data-estate/expire", language="PYTHON", contentBase64="")
    assert bricks.refusal("Job", **{**JOB, **change}) == "INVALID_PARAMETER_VALUE"


POLICY = {
    "autotermination_minutes": {"type": "range", "minValue": 10, "maxValue": 60, "defaultValue": 20},
    "node_type_id": {"type": "allowlist", "values": ["Standard_D4ads_v5"]},
    "autoscale.max_workers": {"type": "range", "maxValue": 4, "isOptional": True},
    "custom_tags.CostCenter": {"type": "fixed", "value": "CC-1"},
    "instance_pool_id": {"type": "forbidden"},
    "dbus_per_hour": {"type": "range", "maxValue": 10},
}
CLUSTER = {
    "sparkVersion": "16.4.x-scala2.12",
    "autoterminationMinutes": 20,
    "nodeTypeId": "Standard_D4ads_v5",
    "customTags": {"CostCenter": "CC-1"},
}


@pytest.mark.parametrize(
    ("change", "taken"),
    [
        ({}, True),
        ({"autoscale": {"minWorkers": 1, "maxWorkers": 4}}, True),
        ({"autoscale": {"minWorkers": 1, "maxWorkers": 5}}, False),
        ({"autoterminationMinutes": 0}, False),
        ({"autoterminationMinutes": None}, False),
        ({"autoterminationMinutes": None, "applyPolicyDefaultValues": True}, True),
        ({"nodeTypeId": "Standard_NC6s_v3"}, False),
        ({"customTags": {}}, False),
        ({"instancePoolId": "x"}, False),
    ],
)
def test_clusters_keep_their_policy(bricks: Bricks, change: dict[str, Any], taken: bool) -> None:
    policy = bricks.make("ClusterPolicy", name="team", definition=json.dumps(POLICY))
    wanted = {name: value for name, value in {**CLUSTER, **change}.items() if value is not None}
    if taken:
        assert bricks.make("Cluster", policyId=policy.id, **wanted).outputs["state"] == "RUNNING"
    else:
        assert bricks.refusal("Cluster", policyId=policy.id, **wanted) == "INVALID_PARAMETER_VALUE"
    assert bricks.refusal("Cluster", policyId="none", **wanted) == "RESOURCE_DOES_NOT_EXIST"


@pytest.mark.parametrize(
    ("inputs", "taken"),
    [
        ({"clusterSize": "2X-Small"}, True),
        ({"clusterSize": "Tiny"}, False),
        ({"clusterSize": "Small", "minNumClusters": 2}, False),
        ({"clusterSize": "Small", "minNumClusters": 2, "maxNumClusters": 2}, True),
        ({"clusterSize": "Small", "enableServerlessCompute": True, "warehouseType": "CLASSIC"}, False),
        ({"clusterSize": "Small", "autoStopMins": 5}, False),
        ({"clusterSize": "Small", "autoStopMins": 5, "enableServerlessCompute": True, "warehouseType": "PRO"}, True),
    ],
)
def test_warehouses(bricks: Bricks, inputs: dict[str, Any], taken: bool) -> None:
    if taken:
        assert bricks.make("SqlEndpoint", name="sql", **inputs).outputs["jdbcUrl"].startswith("jdbc:spark://adb-")
        assert bricks.refusal("SqlEndpoint", name="SQL", **inputs) == "RESOURCE_ALREADY_EXISTS"
    else:
        assert bricks.refusal("SqlEndpoint", name="sql", **inputs) == "INVALID_PARAMETER_VALUE"

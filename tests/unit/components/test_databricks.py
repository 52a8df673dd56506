"""Shared Databricks: what a team may start, who is granted what, and what is refused."""

import json
from dataclasses import replace

import pytest

from components._errors import ArgumentError
from components.databricks.workspace import DatabricksWorkspace, DatabricksWorkspaceArgs
from tests.unit.components.built import built
from tests.unit.components.harness import run
from tests.unit.components.variants.databricks import INJECTED
from tests.unit.components.variants.shared import KEY, PLACE


def test_a_key_needs_its_version() -> None:
    args = DatabricksWorkspaceArgs(**PLACE, **INJECTED, customer_managed_key=replace(KEY, key_version=None))
    with pytest.raises(ArgumentError, match="A-DBX-001"):
        run(lambda: DatabricksWorkspace("svc", args))


def test_a_workspace_has_no_public_address() -> None:
    made = built("DatabricksWorkspace", "defaults").one("Workspace")
    assert made.body["properties"]["publicNetworkAccess"] == "Disabled"
    assert made.body["properties"]["requiredNsgRules"] == "NoAzureDatabricksRules"
    assert made.body["properties"]["parameters"]["enableNoPublicIp"] == {"value": True}


def test_a_team_may_start_what_its_policy_bounds_and_restart_what_it_may_not_change() -> None:
    world = built("TeamCompute", "max")
    policy = json.loads(world.one("ClusterPolicy").inputs["definition"])
    assert policy["instance_pool_id"]["type"] == "fixed"
    assert policy["autotermination_minutes"]["maxValue"] == 60
    assert policy["autoscale.max_workers"]["maxValue"] == 8
    levels = {made.name: made.inputs["accessControls"][0]["permissionLevel"] for made in world.of("Permissions")}
    assert levels == {
        "svc-cluster-users": "CAN_RESTART",
        "svc-policy-users": "CAN_USE",
        "svc-pool-users": "CAN_ATTACH_TO",
    }


def test_the_list_of_grants_of_a_schema_is_whole() -> None:
    (granted,) = [made for made in built("TeamSchemas", "max").of("Grants") if made.name.startswith("svc-")]
    assert granted.inputs["schema"] == "cts_sales_dev.crm"
    assert granted.inputs["grants"] == [{"principal": "grp-cts-crm-team", "privileges": ["USE_SCHEMA", "SELECT"]}]

"""Shared Databricks: what a team may start, who is granted what, and what is refused."""

import base64
import json
from dataclasses import replace
from types import SimpleNamespace

import pytest

from components._errors import ArgumentError
from components.databricks.notebooks.expire_rows import expire
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
    levels = {
        made.name: [("groupName" in one, one["permissionLevel"]) for one in made.inputs["accessControls"]]
        for made in world.of("Permissions")
    }
    team, pipeline = True, False
    assert levels == {
        "svc-cluster-users": [(team, "CAN_RESTART")],
        "svc-folder-users": [(pipeline, "CAN_MANAGE")],
        "svc-policy-users": [(team, "CAN_USE"), (pipeline, "CAN_USE")],
        "svc-pool-users": [(team, "CAN_ATTACH_TO"), (pipeline, "CAN_ATTACH_TO")],
    }


def test_neither_a_team_nor_its_pipeline_administers_the_workspace() -> None:
    members = built("TeamCompute", "max").of("PermissionAssignment")
    assert len(members) == 2
    assert all(made.inputs["permissions"] == ["USER"] for made in members)


def test_a_pipeline_may_build_in_its_own_places_of_the_catalogue_only() -> None:
    world = built("UnityCatalog", "max")
    granted = {made.name: made.inputs["grants"] for made in world.of("Grants")}
    on_catalog = {one["principal"]: one["privileges"] for one in granted["svc-everyone"]}
    assert on_catalog.pop("account users") == ["USE_CATALOG"]
    ((pipeline, privileges),) = on_catalog.items()
    assert privileges == ["CREATE_SCHEMA"]
    (on_location,) = granted["svc-location-data-grants"]
    assert on_location == {"principal": pipeline, "privileges": ["CREATE_MANAGED_STORAGE", "CREATE_EXTERNAL_VOLUME"]}


def test_what_is_isolated_is_bound_to_the_workspaces_that_use_it() -> None:
    bound = {made.inputs["securableType"] for made in built("UnityCatalog", "max").of("WorkspaceBinding")}
    assert bound == {"storage_credential", "external_location"}


class _Spark:
    """Answers which tables a schema has, and keeps what else it is told."""

    def __init__(self, **tables: int) -> None:
        self.tables = tables
        self.told: list[str] = []

    def sql(self, statement: str, args: dict[str, str] | None = None) -> "_Spark":
        if args is None:
            self.told.append(statement)
        else:
            assert args == {"schema": "crm__orders", "column": "ordered_at"}
        return self

    def collect(self) -> list[dict[str, object]]:
        return [{"name": name, "aged": aged} for name, aged in self.tables.items()]


def test_rows_expire_in_tables_that_have_the_column_and_files_after_them() -> None:
    spark = _Spark(orders=1, notes=0)
    sentences = expire(spark, "cts_sales_dev", "crm__orders", "ordered_at", 365)
    table = "`cts_sales_dev`.`crm__orders`.`orders`"
    assert spark.told == [
        f"DELETE FROM {table} WHERE `ordered_at` < current_timestamp() - INTERVAL 365 DAYS",  # noqa: S608
        f"VACUUM {table}",
    ]
    assert sentences[1] == "`cts_sales_dev`.`crm__orders`.`notes` has no column ordered_at: left alone"


def test_the_job_hands_the_notebook_what_it_asks_for() -> None:
    world = built("TableRetentions", "defaults")
    source = base64.b64decode(world.one("Notebook").inputs["contentBase64"]).decode()
    assert source.startswith("# Databricks notebook source\n")
    (task,) = world.one("Job").inputs["tasks"]
    given = dict(task["notebookTask"]["baseParameters"])
    spark = _Spark(orders=1)
    widgets = SimpleNamespace(get=given.pop)
    exec(source, {"dbutils": SimpleNamespace(widgets=widgets), "spark": spark})  # noqa: S102 - as the notebook runs
    assert not given
    assert "INTERVAL 365 DAYS" in spark.told[0]


def test_the_list_of_grants_of_a_schema_is_whole() -> None:
    (granted,) = [made for made in built("TeamSchemas", "max").of("Grants") if made.name.startswith("svc-")]
    assert granted.inputs["schema"] == "cts_sales_dev.crm"
    assert granted.inputs["grants"] == [{"principal": "grp-cts-crm-team", "privileges": ["USE_SCHEMA", "SELECT"]}]

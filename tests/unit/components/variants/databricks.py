"""Variants of what shared Databricks is made of, in a workspace that stands with a metastore and a catalogue."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pulumi
import pulumi_azuread as azuread
import pulumi_databricks as databricks

from components.databricks.catalog import CatalogLocation, UnityCatalog, UnityCatalogArgs
from components.databricks.compute import PoolArgs, TeamCompute, TeamComputeArgs
from components.databricks.principals import BricksPrincipal
from components.databricks.retention import TableRetention, TableRetentions, TableRetentionsArgs
from components.databricks.schemas import SchemaGrant, TeamSchema, TeamSchemas, TeamSchemasArgs
from components.databricks.warehouse import SqlWarehouse, SqlWarehouseArgs
from components.databricks.workspace import (
    AccessConnector,
    AccessConnectorArgs,
    DatabricksWorkspace,
    DatabricksWorkspaceArgs,
)
from components.identity.grants import Grant
from tests.unit.components.before import (
    BRICKS_ID,
    BRICKS_NUMBER,
    CONNECTOR_ID,
    GROUP,
    LOCATION,
    METASTORE,
    NETWORK_ID,
    STORAGE_ID,
    SUBSCRIPTION,
)
from tests.unit.components.variants.shared import KEY, PLACE, TAGS, Variants, watched, whole

_LAKE = "abfss://data@stctsflowlogs.dfs.core.windows.net/"
INJECTED: dict[str, Any] = {
    "workspace_name": "dbw-cts-sales",
    "managed_resource_group_id": f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-cts-sales-managed",
    "virtual_network_resource_id": NETWORK_ID,
    "public_subnet_name": "bricks-public",
    "private_subnet_name": "bricks-private",
}
_KEY = replace(KEY, key_version="0123456789abcdef0123456789abcdef")
_CONNECTOR: dict[str, Any] = {
    "resource_group_name": GROUP,
    "location": LOCATION,
    "connector_name": "dbac-cts-sales",
}
_CATALOG: dict[str, Any] = {
    "catalog_name": "cts_sales_dev",
    "comment": "The lakes of sales-dev",
    "storage_root": f"{_LAKE}_catalog",
    "access_connector_resource_id": CONNECTOR_ID,
    "locations": {"data": CatalogLocation(url=_LAKE)},
    "everyone": ("USE_CATALOG",),
}
_RULES: dict[str, Any] = {
    "title": "crm",
    "node_types": ("Standard_D4ads_v5",),
    "runtimes": ("16.4.x-scala2.12",),
    "access_modes": ("USER_ISOLATION",),
}


def _inside(*, assigned: bool = True) -> pulumi.ResourceOptions:
    """In the workspace that stands, with its metastore."""
    provider = databricks.Provider("bricks", azure_workspace_resource_id=BRICKS_ID)
    if not assigned:
        return pulumi.ResourceOptions(providers=[provider])
    own = pulumi.ResourceOptions(provider=provider)
    metastore = databricks.MetastoreAssignment("assigned", metastore_id=METASTORE, workspace_id=BRICKS_NUMBER, opts=own)
    return pulumi.ResourceOptions(providers=[provider], depends_on=[metastore])


def _with_catalog() -> pulumi.ResourceOptions:
    """The same with a catalogue."""
    opts = _inside()
    catalog = UnityCatalog("zone", UnityCatalogArgs(**_CATALOG), opts)
    return pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(depends_on=[catalog]))


def _group(name: str = "grp-cts-crm-team") -> BricksPrincipal:
    made = azuread.Group(name, display_name=name, security_enabled=True)
    return BricksPrincipal(object_id=made.object_id)


def _pipeline() -> BricksPrincipal:
    """The deploy identity of a team."""
    application = azuread.Application("deploy", display_name="sp-cts-crm-deploy")
    made = azuread.ServicePrincipal("deploy", client_id=application.client_id)
    return BricksPrincipal(object_id=made.object_id, kind="service-principal")


def _whole_catalog() -> UnityCatalog:
    pipeline = _pipeline()
    return UnityCatalog(
        "svc",
        UnityCatalogArgs(
            **_CATALOG | {"locations": {"data": CatalogLocation(url=_LAKE, holder=pipeline)}},
            builders={"crm": pipeline},
            of_builders=("CREATE_SCHEMA",),
            of_holders=("CREATE_MANAGED_STORAGE", "CREATE_EXTERNAL_VOLUME"),
            metastore_id=METASTORE,
            workspaces={"analytics": BRICKS_NUMBER},
            allow_data_removal=True,
        ),
        _inside(assigned=False),
    )


def _schemas(*grants: SchemaGrant) -> dict[str, TeamSchema]:
    return {
        "crm": TeamSchema(
            schema_name="crm", comment="Results of crm", location=f"{_LAKE}crm", tables=True, grants=grants
        ),
        "crm-files": TeamSchema(
            schema_name="crm__files", comment="Files", location=f"{_LAKE}files", tables=False, grants=()
        ),
    }


def _compute(**more: Any) -> Callable[[], TeamCompute]:
    return lambda: TeamCompute("svc", TeamComputeArgs(team=_group(), **_RULES, **more), _inside())


def _whole_compute() -> TeamCompute:
    return _compute(
        pipeline=_pipeline(),
        autotermination_minutes=60,
        max_workers=8,
        pool=PoolArgs(node_type="Standard_D4ads_v5", idle=1, idle_minutes=10, capacity=5),
        shared_cluster=True,
        custom_tags=TAGS,
    )()


def _retentions() -> TableRetentions:
    opts = _inside()
    rules = TeamCompute("rules", TeamComputeArgs(team=_group(), **_RULES), opts)
    return TableRetentions(
        "svc",
        TableRetentionsArgs(
            title="crm",
            catalog_name="cts_sales_dev",
            retentions={"orders": TableRetention(schema_name="crm__orders", column="ordered_at", days=365)},
            policy_id=rules.outputs.policy_id,
            spark_version="16.4.x-scala2.12",
            mail="crm@contoso.example",
        ),
        opts,
    )


VARIANTS: Variants = {
    "DatabricksWorkspace": {
        "defaults": lambda: DatabricksWorkspace("svc", DatabricksWorkspaceArgs(**PLACE, **INJECTED)),
        "secure": lambda: DatabricksWorkspace(
            "svc", DatabricksWorkspaceArgs(**watched("databricks_ui_api"), **INJECTED)
        ),
        "max": lambda: DatabricksWorkspace(
            "svc",
            DatabricksWorkspaceArgs(
                **whole("databricks_ui_api", "browser_authentication"), **INJECTED, customer_managed_key=_KEY
            ),
        ),
    },
    "AccessConnector": {
        "defaults": lambda: AccessConnector("svc", AccessConnectorArgs(**_CONNECTOR)),
        "max": lambda: AccessConnector(
            "svc",
            AccessConnectorArgs(
                **_CONNECTOR,
                grants={"lake": Grant(scope=STORAGE_ID, role_definition_id_or_name="Storage Blob Data Contributor")},
                tags=TAGS,
            ),
        ),
    },
    "UnityCatalog": {
        "defaults": lambda: UnityCatalog("svc", UnityCatalogArgs(**_CATALOG), _inside()),
        "max": _whole_catalog,
    },
    "SqlWarehouse": {
        "defaults": lambda: SqlWarehouse("svc", SqlWarehouseArgs(warehouse_name="sales"), _inside()),
        "max": lambda: SqlWarehouse(
            "svc",
            SqlWarehouseArgs(
                warehouse_name="sales",
                members={"analysts": _group("grp-cts-analysts")},
                serverless=True,
                size="Small",
                max_clusters=3,
                auto_stop_minutes=10,
            ),
            _inside(),
        ),
    },
    "TeamSchemas": {
        "defaults": lambda: TeamSchemas(
            "svc", TeamSchemasArgs(catalog_name="cts_sales_dev", schemas=_schemas()), _with_catalog()
        ),
        "max": lambda: TeamSchemas(
            "svc",
            TeamSchemasArgs(
                catalog_name="cts_sales_dev",
                schemas=_schemas(SchemaGrant(principal=_group(), privileges=("USE_SCHEMA", "SELECT"))),
                allow_data_removal=True,
            ),
            _with_catalog(),
        ),
    },
    "TableRetentions": {
        "defaults": _retentions,
    },
    "TeamCompute": {
        "defaults": _compute(),
        "max": _whole_compute,
    },
}

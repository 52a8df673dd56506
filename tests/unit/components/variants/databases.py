"""Variants of the databases and caches in `components/services`."""

from typing import Any

from components.services._administrator import EntraAdministrator
from components.services.cosmos_db import CosmosDb, CosmosDbArgs
from components.services.mysql import MySql, MySqlArgs
from components.services.postgresql import PostgreSql, PostgreSqlArgs
from components.services.redis import Redis, RedisArgs
from components.services.sql_database import SqlDatabase, SqlDatabaseArgs
from tests.unit.components.before import TENANT, WORKSPACE_ID
from tests.unit.components.variants.shared import ADMINISTRATOR, PLACE, Variants, encrypted, watched

DATABASE: dict[str, Any] = {"tenant_id": TENANT, "administrator": ADMINISTRATOR}
MYSQL: dict[str, Any] = {**DATABASE, "server_name": "mysql-cts-crm", "identity_name": "id-cts-crm-mysql"}
SQL: dict[str, Any] = {
    "server_name": "sql-cts-crm",
    "database_name": "data",
    "log_analytics_workspace_resource_id": WORKSPACE_ID,
}

VARIANTS: Variants = {
    "SqlDatabase": {
        "defaults": lambda: SqlDatabase("svc", SqlDatabaseArgs(**PLACE, **DATABASE, **SQL)),
        "secure": lambda: SqlDatabase("svc", SqlDatabaseArgs(**watched("sqlServer"), **DATABASE, **SQL)),
        "max": lambda: SqlDatabase(
            "svc",
            SqlDatabaseArgs(
                **encrypted("sqlServer"),
                tenant_id=TENANT,
                administrator=EntraAdministrator(
                    object_id=ADMINISTRATOR.object_id, name="sp-cts-crm", principal_type="ServicePrincipal"
                ),
                log_analytics_workspace_resource_id=WORKSPACE_ID,
                server_name="sql-cts-crm",
                database_name="data",
                sku="GP_Gen5_4",
                max_size_gb=250,
                zone_redundant=True,
                backup_redundancy="Geo",
            ),
        ),
    },
    "PostgreSql": {
        "defaults": lambda: PostgreSql("svc", PostgreSqlArgs(**PLACE, **DATABASE, server_name="psql-cts-crm")),
        "secure": lambda: PostgreSql(
            "svc", PostgreSqlArgs(**watched("postgresqlServer"), **DATABASE, server_name="psql-cts-crm")
        ),
        "max": lambda: PostgreSql(
            "svc",
            PostgreSqlArgs(
                **encrypted("postgresqlServer"),
                **DATABASE,
                server_name="psql-cts-crm",
                version="17",
                sku="Standard_B2s",
                storage_gb=64,
                backup_retention_days=35,
                databases=("orders", "returns"),
            ),
        ),
    },
    "MySql": {
        "defaults": lambda: MySql("svc", MySqlArgs(**PLACE, **MYSQL)),
        "secure": lambda: MySql("svc", MySqlArgs(**watched("mysqlServer"), **MYSQL)),
        "max": lambda: MySql(
            "svc",
            MySqlArgs(
                **encrypted("mysqlServer"),
                **MYSQL,
                version="8.0.21",
                sku="Standard_D4ads_v5",
                storage_gb=64,
                backup_retention_days=35,
                high_availability="ZoneRedundant",
                databases=("orders", "returns"),
            ),
        ),
    },
    "CosmosDb": {
        "defaults": lambda: CosmosDb("svc", CosmosDbArgs(**PLACE, account_name="cosmos-cts-crm")),
        "secure": lambda: CosmosDb("svc", CosmosDbArgs(**watched("Sql"), account_name="cosmos-cts-crm")),
        "max": lambda: CosmosDb(
            "svc",
            CosmosDbArgs(
                **encrypted("Sql"),
                account_name="cosmos-cts-crm",
                serverless=False,
                max_request_units=4000,
                consistency="BoundedStaleness",
                databases=("orders", "returns"),
            ),
        ),
    },
    "Redis": {
        "defaults": lambda: Redis("svc", RedisArgs(**PLACE, instance_name="amr-cts-crm")),
        "secure": lambda: Redis("svc", RedisArgs(**watched("redisEnterprise"), instance_name="amr-cts-crm")),
        "max": lambda: Redis(
            "svc", RedisArgs(**encrypted("redisEnterprise"), instance_name="amr-cts-crm", sku="MemoryOptimized_M10")
        ),
    },
}

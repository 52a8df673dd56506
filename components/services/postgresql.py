"""Azure Database for PostgreSQL, flexible server."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
from pulumi_azure_native import dbforpostgresql

from components._tokens import Token
from components.services._administrator import EntraAdministrator
from components.services._customer_key import key_identity, of_flexible_server
from components.services._service import ServiceArgs, ServiceComponent, ServiceOutputs

_TYPE = "Microsoft.DBforPostgreSQL/flexibleServers"


@dataclass(frozen=True, kw_only=True)
class PostgreSqlArgs(ServiceArgs):
    """One server with its databases."""

    server_name: str
    """Required. Its name, unique in the world."""
    tenant_id: str
    """Required. The Entra tenant."""
    administrator: EntraAdministrator
    """Required. Who administers it; password logins are off."""
    version: str = "16"
    """Optional. Major version."""
    sku: str = "Standard_D2ds_v5"
    """Optional. `Standard_B…` are burstable, `Standard_D…` general purpose."""
    storage_gb: int = 128
    """Optional. Storage in gigabytes; it grows by itself."""
    backup_retention_days: int = 14
    """Optional. Days of point-in-time restore, 7 to 35."""
    databases: Sequence[str] = ("data",)
    """Optional. Databases on it."""


class PostgreSql(ServiceComponent):
    """A server that takes Entra principals only."""

    takes_key = True

    def __init__(self, name: str, args: PostgreSqlArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.POSTGRESQL, name, tags=args.tags, opts=opts)
        server = dbforpostgresql.Server(
            self.child_name("server"),
            resource_group_name=args.resource_group_name,
            server_name=args.server_name,
            location=args.location,
            create_mode="Default",
            version=args.version,
            sku={"name": args.sku, "tier": "Burstable" if args.sku.startswith("Standard_B") else "GeneralPurpose"},
            storage={"storage_size_gb": args.storage_gb, "auto_grow": "Enabled"},
            backup={"backup_retention_days": args.backup_retention_days, "geo_redundant_backup": "Disabled"},
            network={"public_network_access": "Disabled"},
            identity=key_identity(args.customer_managed_key),
            data_encryption=of_flexible_server(args.customer_managed_key),
            auth_config={
                "active_directory_auth": "Enabled",
                "password_auth": "Disabled",
                "tenant_id": args.tenant_id,
            },
            tags=self.tags(),
            opts=self.keep(args),
        )
        # A server takes one change at a time (ServerIsBusy).
        made: list[pulumi.Resource] = [
            dbforpostgresql.Administrator(
                self.child_name("administrator"),
                resource_group_name=args.resource_group_name,
                server_name=server.name,
                object_id=args.administrator.object_id,
                principal_name=args.administrator.name,
                principal_type=args.administrator.principal_type,
                tenant_id=args.tenant_id,
                opts=self.stateless(),
            )
        ]
        for database in args.databases:
            made.append(
                dbforpostgresql.Database(
                    self.child_name(f"database-{database}"),
                    resource_group_name=args.resource_group_name,
                    server_name=server.name,
                    database_name=database,
                    charset="UTF8",
                    collation="en_US.utf8",
                    opts=self.keep(args, depends_on=made[-1:]),
                )
            )
        self.surround(args, server, _TYPE, holds_data=True, after=made)
        self.publish(ServiceOutputs(name=server.name, resource_id=server.id, watched={_TYPE: server.id}))

"""Azure Database for MySQL, flexible server."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_random as random
from pulumi_azure_native import dbformysql, managedidentity

from components._tokens import Token
from components.services._administrator import EntraAdministrator
from components.services._customer_key import of_flexible_server
from components.services._service import ServiceArgs, ServiceComponent, ServiceOutputs, create_identity

_TYPE = "Microsoft.DBforMySQL/flexibleServers"
_PARAMETERS = (
    ("require_secure_transport", "ON"),
    ("tls_version", "TLSv1.2"),
    ("audit_log_enabled", "ON"),
    ("audit_log_events", "CONNECTION,ADMIN,DDL,DCL"),
    ("aad_auth_only", "ON"),
)
"""Server parameters and their values, in the order in which they are set: password logins end last."""


@dataclass(frozen=True, kw_only=True)
class MySqlArgs(ServiceArgs):
    """One server with its databases."""

    server_name: str
    """Required. Its name, unique in the world."""
    identity_name: str
    """Required. The name of its identity, with which it looks up in Entra ID who signs in."""
    tenant_id: str
    """Required. The Entra tenant."""
    administrator: EntraAdministrator
    """Required. Who administers it; password logins are off."""
    version: str = "8.4"
    """Optional. `8.0.21` or `8.4`."""
    sku: str = "Standard_D2ads_v5"
    """Optional. `Standard_B…` are burstable, `Standard_D…` general purpose."""
    storage_gb: int = 128
    """Optional. Storage in gigabytes; it grows by itself."""
    backup_retention_days: int = 14
    """Optional. Days of point-in-time restore, 1 to 35."""
    high_availability: str = "Disabled"
    """Optional. `Disabled`, `SameZone` or `ZoneRedundant`, the last at creation only; burstable servers have none."""
    databases: Sequence[str] = ("data",)
    """Optional. Databases on it."""


class MySql(ServiceComponent):
    """A server that takes Entra principals only.

    Azure asks for a login with a password when a server is made. The one given is drawn at random, kept encrypted
    in the state alone, and opens nothing: the server takes no passwords from its last parameter on.
    """

    takes_key = True

    def __init__(self, name: str, args: MySqlArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.MYSQL, name, tags=args.tags, opts=opts)
        identity = create_identity(self, args, name=args.identity_name)
        server = self._server(args, identity)
        # A server takes one change at a time (ServerIsBusy).
        made: list[pulumi.Resource] = [
            dbformysql.AzureADAdministrator(
                self.child_name("administrator"),
                resource_group_name=args.resource_group_name,
                server_name=server.name,
                administrator_name="ActiveDirectory",
                administrator_type="ActiveDirectory",
                login=args.administrator.name,
                sid=args.administrator.object_id,
                tenant_id=args.tenant_id,
                identity_resource_id=identity.id,
                opts=self.stateless(),
            )
        ]
        for parameter, value in _PARAMETERS:
            made.append(
                dbformysql.Configuration(
                    self.child_name(f"parameter-{parameter}"),
                    resource_group_name=args.resource_group_name,
                    server_name=server.name,
                    configuration_name=parameter,
                    value=value,
                    source="user-override",
                    opts=self.stateless(depends_on=made[-1:]),
                )
            )
        for database in args.databases:
            made.append(
                dbformysql.Database(
                    self.child_name(f"database-{database}"),
                    resource_group_name=args.resource_group_name,
                    server_name=server.name,
                    database_name=database,
                    charset="utf8mb4",
                    collation="utf8mb4_0900_ai_ci",
                    opts=self.keep(args, depends_on=made[-1:]),
                )
            )
        self.surround(args, server, _TYPE, holds_data=True, after=made)
        self.publish(
            ServiceOutputs(
                name=server.name,
                resource_id=server.id,
                principal_id=identity.principal_id,
                watched={_TYPE: server.id},
            )
        )

    def _server(self, args: MySqlArgs, identity: managedidentity.UserAssignedIdentity) -> dbformysql.Server:
        password = random.RandomPassword(
            self.child_name("unused"),
            length=64,
            min_lower=1,
            min_upper=1,
            min_numeric=1,
            min_special=1,
            override_special="-_.",
            opts=self.stateless(),
        )
        key = args.customer_managed_key
        reads_key = [key.user_assigned_identity_resource_id] if key else []
        return dbformysql.Server(
            self.child_name("server"),
            resource_group_name=args.resource_group_name,
            server_name=args.server_name,
            location=args.location,
            create_mode="Default",
            version=args.version,
            sku={"name": args.sku, "tier": "Burstable" if args.sku.startswith("Standard_B") else "GeneralPurpose"},
            identity={"type": "UserAssigned", "user_assigned_identities": [identity.id, *reads_key]},
            data_encryption=of_flexible_server(args.customer_managed_key),
            administrator_login="unused",
            administrator_login_password=password.result,
            storage={"storage_size_gb": args.storage_gb, "auto_grow": "Enabled", "auto_io_scaling": "Enabled"},
            backup={"backup_retention_days": args.backup_retention_days, "geo_redundant_backup": "Disabled"},
            high_availability={"mode": args.high_availability},
            network={"public_network_access": "Disabled"},
            tags=self.tags(),
            opts=self.keep(args),
        )

"""Azure SQL Database on a server of its own."""

from dataclasses import dataclass

import pulumi
from pulumi_azure_native import sql

from components._interfaces import DiagnosticSettings
from components._tokens import Token
from components.monitoring.diagnostics import create_diagnostic_settings
from components.services._administrator import EntraAdministrator
from components.services._customer_key import own_identity
from components.services._service import ServiceArgs, ServiceComponent, ServiceOutputs, principal_of

_SERVER, _DATABASE = "Microsoft.Sql/servers", "Microsoft.Sql/servers/databases"
_SERVERLESS_PAUSE_MINUTES = 60


@dataclass(frozen=True, kw_only=True)
class SqlDatabaseArgs(ServiceArgs):
    """One server with one database."""

    server_name: str
    """Required. The server's name, unique in the world."""
    database_name: str
    """Required. The database's name."""
    tenant_id: str
    """Required. The Entra tenant."""
    administrator: EntraAdministrator
    """Required. Who administers it; logins with passwords do not exist."""
    log_analytics_workspace_resource_id: pulumi.Input[str]
    """Required. Where its audit is kept."""
    sku: str = "GP_S_Gen5_2"
    """Optional. `GP_S…` are serverless."""
    max_size_gb: int = 32
    """Optional. Largest size in gigabytes."""
    zone_redundant: bool = False
    """Optional. Copies in several availability zones."""
    backup_redundancy: str = "Zone"
    """Optional. Where backups are kept: `Local`, `Zone` or `Geo`."""


class SqlDatabase(ServiceComponent):
    """A server that takes Entra principals only, with auditing to the workspace, and its database."""

    takes_key = True

    def __init__(self, name: str, args: SqlDatabaseArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.SQL_DATABASE, name, tags=args.tags, opts=opts)
        server = self._server(args)
        database = self._database(args, server)
        audited = self._audit(args, server, database)
        self.surround(args, server, _SERVER, holds_data=True, after=[database, *audited], logs=False)
        self.publish(
            ServiceOutputs(
                name=server.name,
                resource_id=server.id,
                principal_id=principal_of(server),
                watched={_DATABASE: database.id},
            )
        )

    def _server(self, args: SqlDatabaseArgs) -> sql.Server:
        administrator, key = args.administrator, args.customer_managed_key
        return sql.Server(
            self.child_name("server"),
            resource_group_name=args.resource_group_name,
            server_name=args.server_name,
            location=args.location,
            version="12.0",
            minimal_tls_version="1.2",
            public_network_access="Disabled",
            restrict_outbound_network_access="Enabled",
            identity=own_identity(key),
            key_id=key.key_uri_with_version if key else None,
            primary_user_assigned_identity_id=key.user_assigned_identity_resource_id if key else None,
            administrators=sql.ServerExternalAdministratorArgs(
                administrator_type="ActiveDirectory",
                azure_ad_only_authentication=True,
                login=administrator.name,
                principal_type={"ServicePrincipal": "Application"}.get(
                    administrator.principal_type, administrator.principal_type
                ),
                sid=administrator.object_id,
                tenant_id=args.tenant_id,
            ),
            tags=self.tags(),
            opts=self.keep(args),
        )

    def _database(self, args: SqlDatabaseArgs, server: sql.Server) -> sql.Database:
        serverless = args.sku.startswith("GP_S_")
        return sql.Database(
            self.child_name("database"),
            resource_group_name=args.resource_group_name,
            server_name=server.name,
            database_name=args.database_name,
            location=args.location,
            sku=sql.SkuArgs(name=args.sku),
            max_size_bytes=args.max_size_gb * 1024**3,
            zone_redundant=args.zone_redundant,
            requested_backup_storage_redundancy=args.backup_redundancy,
            auto_pause_delay=_SERVERLESS_PAUSE_MINUTES if serverless else None,
            min_capacity=0.5 if serverless else None,
            tags=self.tags(),
            opts=self.keep(args),
        )

    def _audit(self, args: SqlDatabaseArgs, server: sql.Server, database: sql.Database) -> list[pulumi.Resource]:
        """Audit to the workspace: the log is that of the database `master`."""
        auditing = sql.ExtendedServerBlobAuditingPolicy(
            self.child_name("auditing"),
            resource_group_name=args.resource_group_name,
            server_name=server.name,
            blob_auditing_policy_name="default",
            state="Enabled",
            is_azure_monitor_target_enabled=True,
            audit_actions_and_groups=[
                "SUCCESSFUL_DATABASE_AUTHENTICATION_GROUP",
                "FAILED_DATABASE_AUTHENTICATION_GROUP",
                "BATCH_COMPLETED_GROUP",
            ],
            opts=self.stateless(depends_on=[database]),
        )
        watching = self._watch(args, server, database)
        sent = create_diagnostic_settings(
            self,
            "audit",
            resource_id=pulumi.Output.concat(server.id, "/databases/master"),
            arm_type=_DATABASE,
            settings=DiagnosticSettings(
                workspace_resource_id=args.log_analytics_workspace_resource_id,
                name="audit",
                log_categories=("SQLSecurityAuditEvents",),
                metric_categories=(),
            ),
        )
        logs = create_diagnostic_settings(
            self, "database", resource_id=database.id, arm_type=_DATABASE, settings=args.diagnostic_settings
        )
        return [auditing, *watching, *logs, *sent]

    def _watch(self, args: SqlDatabaseArgs, server: sql.Server, database: sql.Database) -> list[pulumi.Resource]:
        """Threat detection, and scans for vulnerabilities that keep their results with the service."""
        after = self.stateless(depends_on=[database])
        alerts = sql.ServerSecurityAlertPolicy(
            self.child_name("threats"),
            resource_group_name=args.resource_group_name,
            server_name=server.name,
            security_alert_policy_name="Default",
            state="Enabled",
            opts=after,
        )
        scans = sql.SqlVulnerabilityAssessmentsSetting(
            self.child_name("scans"),
            resource_group_name=args.resource_group_name,
            server_name=server.name,
            vulnerability_assessment_name="default",
            state="Enabled",
            opts=self.stateless(depends_on=[alerts]),
        )
        return [alerts, scans]

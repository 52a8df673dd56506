"""Azure Cosmos DB for NoSQL."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
from pulumi_azure_native import cosmosdb

from components._tokens import Token
from components.services._customer_key import own_identity
from components.services._service import ServiceArgs, ServiceComponent, outputs_of

_TYPE = "Microsoft.DocumentDB/databaseAccounts"


@dataclass(frozen=True, kw_only=True)
class CosmosDbArgs(ServiceArgs):
    """One account with its databases."""

    account_name: str
    """Required. Its name, unique in the world."""
    serverless: bool = True
    """Optional. Charged by request; fixed at creation. Otherwise each database scales by itself."""
    max_request_units: int = 1000
    """Optional. Request units a second up to which a database scales; without meaning for serverless."""
    consistency: str = "Session"
    """Optional. `Eventual`, `ConsistentPrefix`, `Session`, `BoundedStaleness` or `Strong`."""
    databases: Sequence[str] = ("data",)
    """Optional. Databases in it."""


class CosmosDb(ServiceComponent):
    """An account without keys: Entra principals only, for the data as for the account itself."""

    takes_key = True

    def __init__(self, name: str, args: CosmosDbArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.COSMOS_DB, name, tags=args.tags, opts=opts)
        account = self._account(args)
        databases: list[pulumi.Resource] = []
        for database in args.databases:
            databases.append(
                cosmosdb.SqlResourceSqlDatabase(
                    self.child_name(f"database-{database}"),
                    resource_group_name=args.resource_group_name,
                    account_name=account.name,
                    database_name=database,
                    location=args.location,
                    tags=self.tags(),
                    resource={"id": database},
                    options=None
                    if args.serverless
                    else {"autoscale_settings": {"max_throughput": args.max_request_units}},
                    opts=self.keep(args, depends_on=databases[-1:]),
                )
            )
        self.surround(args, account, _TYPE, holds_data=True, after=databases)
        self.publish(outputs_of(account, _TYPE))

    def _account(self, args: CosmosDbArgs) -> cosmosdb.DatabaseAccount:
        key = args.customer_managed_key
        bounded = args.consistency == "BoundedStaleness"
        return cosmosdb.DatabaseAccount(
            self.child_name("account"),
            resource_group_name=args.resource_group_name,
            account_name=args.account_name,
            location=args.location,
            kind="GlobalDocumentDB",
            database_account_offer_type="Standard",
            locations=[{"location_name": args.location, "failover_priority": 0, "is_zone_redundant": False}],
            capabilities=[{"name": "EnableServerless"}] if args.serverless else [],
            consistency_policy={
                "default_consistency_level": args.consistency,
                "max_interval_in_seconds": 300 if bounded else None,
                "max_staleness_prefix": 100_000 if bounded else None,
            },
            backup_policy={"type": "Continuous", "continuous_mode_properties": {"tier": "Continuous7Days"}},
            disable_local_auth=True,
            disable_key_based_metadata_write_access=True,
            public_network_access="Disabled",
            network_acl_bypass="None",
            minimal_tls_version="Tls12",
            identity=own_identity(key),
            key_vault_key_uri=key.key_uri if key else None,
            default_identity=pulumi.Output.concat("UserAssignedIdentity=", key.user_assigned_identity_resource_id)
            if key
            else None,
            tags=self.tags(),
            opts=self.keep(args),
        )

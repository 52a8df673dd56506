"""Azure Managed Redis."""

from dataclasses import dataclass
from typing import Any

import pulumi
from pulumi_azure_native import redisenterprise

from components._interfaces import CustomerManagedKey
from components._tokens import Token
from components.monitoring.diagnostics import create_diagnostic_settings
from components.services._customer_key import own_identity
from components.services._service import ServiceArgs, ServiceComponent, outputs_of

_TYPE, _DATABASE = "Microsoft.Cache/redisEnterprise", "Microsoft.Cache/redisEnterprise/databases"


@dataclass(frozen=True, kw_only=True)
class RedisArgs(ServiceArgs):
    """One instance."""

    instance_name: str
    """Required. Its name, unique in the region."""
    sku: str = "Balanced_B1"
    """Optional. Size and balance of memory and compute."""


class Redis(ServiceComponent):
    """A cache without keys: Entra principals only, encrypted on the way."""

    takes_key = True

    def __init__(self, name: str, args: RedisArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.REDIS, name, tags=args.tags, opts=opts)
        instance = redisenterprise.RedisEnterprise(
            self.child_name("instance"),
            resource_group_name=args.resource_group_name,
            cluster_name=args.instance_name,
            location=args.location,
            sku={"name": args.sku},
            minimum_tls_version="1.2",
            high_availability="Enabled",
            public_network_access="Disabled",
            identity=own_identity(args.customer_managed_key, "SystemAssigned, UserAssigned"),
            encryption=_encryption(args.customer_managed_key),
            tags=self.tags(),
            opts=self.stateless(),
        )
        database = redisenterprise.Database(
            self.child_name("database"),
            resource_group_name=args.resource_group_name,
            cluster_name=instance.name,
            database_name="default",
            access_keys_authentication="Disabled",
            client_protocol="Encrypted",
            clustering_policy="OSSCluster",
            eviction_policy="VolatileLRU",
            port=10000,
            opts=self.stateless(),
        )
        logs = create_diagnostic_settings(
            self,
            "database",
            resource_id=database.id,
            arm_type=_DATABASE,
            settings=args.diagnostic_settings,
        )
        self.surround(args, instance, _TYPE, holds_data=False, after=[database, *logs])
        self.publish(outputs_of(instance, _TYPE))


def _encryption(key: CustomerManagedKey | None) -> dict[str, Any] | None:
    if key is None:
        return None
    reader = {
        "identity_type": "userAssignedIdentity",
        "user_assigned_identity_resource_id": key.user_assigned_identity_resource_id,
    }
    return {
        "customer_managed_key_encryption": {
            "key_encryption_key_identity": reader,
            "key_encryption_key_url": key.key_uri_with_version,
        }
    }

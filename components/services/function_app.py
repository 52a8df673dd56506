"""Azure Functions on Flex Consumption or Elastic Premium."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi
from pulumi_azure_native import managedidentity, storage, web

from components._tokens import Token
from components.services._host import HOST_ROLES, host_role_assignments, host_settings
from components.services._service import create_identity
from components.services._site import Site, SiteArgs, SiteComponent
from components.services._storage import OwnStorage, create_storage

FLEX = "FC1"
"""The plan Flex Consumption."""
_PACKAGES = "packages"


@dataclass(frozen=True, kw_only=True)
class FunctionAppArgs(SiteArgs):
    """One function app on Linux; its functions are deployed by the team's own pipeline."""

    storage: OwnStorage
    """Required. Its storage account."""
    plan: str = FLEX
    """Optional. `FC1` or `EP1` to `EP3`."""
    runtime: str = "python|3.12"
    """Optional. Language and version, as in `node|22`."""
    maximum_instances: int = 40
    """Optional. Instances up to which it grows."""
    instance_memory_mb: int = 2048
    """Optional. Memory of an instance of Flex Consumption."""


class FunctionApp(SiteComponent):
    """Functions that are reached by private endpoint and TLS only, with storage that has no keys."""

    takes_key = True

    def __init__(self, name: str, args: FunctionAppArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.FUNCTION_APP, name, tags=args.tags, opts=opts)
        identity = create_identity(self, args, name=args.identity_name)
        account = create_storage(
            self,
            args,
            args.storage,
            containers=(_PACKAGES,),
            role_assignments=host_role_assignments(name, identity, HOST_ROLES),
        )
        settings = {**host_settings(account), "AzureWebJobsStorage__clientId": identity.client_id}
        if args.plan == FLEX:
            wanted = Site(
                kind="functionapp,linux",
                settings=settings,
                config={},
                function_app_config=_flex(args, account, identity),
            )
        else:
            wanted = Site(
                kind="functionapp,linux",
                settings={**settings, **_premium_settings(args, account, identity)},
                config={"linux_fx_version": args.runtime.upper()},
            )
        self.site(args, self._plan(args), identity, wanted)

    def _plan(self, args: FunctionAppArgs) -> web.AppServicePlan:
        if args.plan == FLEX:
            return self.plan(args, sku={"name": FLEX, "tier": "FlexConsumption"}, kind="functionapp")
        return self.plan(
            args,
            sku={"name": args.plan, "tier": "ElasticPremium"},
            kind="elastic",
            maximum_elastic_worker_count=args.maximum_instances,
        )


def _premium_settings(
    args: FunctionAppArgs, account: storage.StorageAccount, identity: managedidentity.UserAssignedIdentity
) -> Mapping[str, pulumi.Input[str]]:
    """What a Premium plan takes as settings. It runs from a package in its account: a share of files needs a key."""
    return {
        "FUNCTIONS_EXTENSION_VERSION": "~4",
        "FUNCTIONS_WORKER_RUNTIME": args.runtime.split("|")[0],
        "WEBSITE_RUN_FROM_PACKAGE": account.primary_endpoints.apply(lambda known: f"{known.blob}{_PACKAGES}/app.zip"),
        "WEBSITE_RUN_FROM_PACKAGE_BLOB_MI_RESOURCE_ID": identity.id,
    }


def _flex(
    args: FunctionAppArgs, account: storage.StorageAccount, identity: managedidentity.UserAssignedIdentity
) -> dict[str, Any]:
    language, version = args.runtime.split("|")
    return {
        "runtime": {"name": language, "version": version},
        "deployment": {
            "storage": {
                "type": "blobContainer",
                "value": account.primary_endpoints.apply(lambda known: f"{known.blob}{_PACKAGES}"),
                "authentication": {
                    "type": "UserAssignedIdentity",
                    "user_assigned_identity_resource_id": identity.id,
                },
            }
        },
        "scale_and_concurrency": {
            "maximum_instance_count": args.maximum_instances,
            "instance_memory_mb": args.instance_memory_mb,
        },
    }

"""Azure Logic Apps, single tenant, on a Workflow Standard plan."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
from pulumi_azure_native import managedidentity

from components._tokens import Token
from components.identity.grants import Grant, create_grants, group_of
from components.services._host import HOST_ROLES, host_role_assignments, host_settings
from components.services._service import create_identity
from components.services._site import Site, SiteArgs, SiteComponent
from components.services._storage import OwnStorage, create_storage

_SHARE, _SHARE_GB = "workflows", 5
_ROLES: Mapping[str, str] = {**HOST_ROLES, "account": "Storage Account Contributor"}
"""What the host of workflows needs on its account."""


@dataclass(frozen=True, kw_only=True)
class LogicAppArgs(SiteArgs):
    """One logic app on Windows, which is all that Azure offers; its workflows are deployed by the team's pipeline."""

    storage: OwnStorage
    """Required. Its storage account. Azure opens the share of its files by key only, so that the account takes keys."""
    key_vault_resource_id: pulumi.Input[str]
    """Required. The vault that holds the account's connection string."""
    content_secret_uri: pulumi.Input[str]
    """Required. That secret, by its address without a version. Nobody but its owner writes it: the app stands before
    the secret does, and starts once it is there."""
    plan: str = "WS1"
    """Optional. `WS1` to `WS3`."""
    maximum_instances: int = 10
    """Optional. Instances up to which it grows."""


class LogicApp(SiteComponent):
    """Workflows that are reached by private endpoint and TLS only; the only key is in the team's vault."""

    takes_key = True

    def __init__(self, name: str, args: LogicAppArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.LOGIC_APP, name, tags=args.tags, opts=opts)
        identity = create_identity(self, args, name=args.identity_name)
        reads = Grant(
            scope=group_of(args.key_vault_resource_id),
            role_definition_id_or_name="Key Vault Secrets User",
            description="The app reads how its share is opened.",
        )
        create_grants(self, principal_id=identity.principal_id, grants={"vault": reads})
        account = create_storage(
            self,
            args,
            args.storage,
            shares={_SHARE: _SHARE_GB},
            role_assignments=host_role_assignments(name, identity, _ROLES),
        )
        plan = self.plan(
            args,
            sku={"name": args.plan, "tier": "WorkflowStandard"},
            kind="elastic",
            linux=False,
            maximum_elastic_worker_count=args.maximum_instances,
        )
        wanted = Site(
            kind="functionapp,workflowapp",
            linux=False,
            settings={**host_settings(account), **_settings(args, identity)},
            config={
                "net_framework_version": "v8.0",
                "use32_bit_worker_process": False,
                "functions_runtime_scale_monitoring_enabled": True,
            },
        )
        self.site(args, plan, identity, wanted)


def _settings(args: LogicAppArgs, identity: managedidentity.UserAssignedIdentity) -> Mapping[str, pulumi.Input[str]]:
    return {
        "APP_KIND": "workflowApp",
        "AzureFunctionsJobHost__extensionBundle__id": "Microsoft.Azure.Functions.ExtensionBundle.Workflows",
        "AzureFunctionsJobHost__extensionBundle__version": "[1.*, 2.0.0)",
        "AzureWebJobsStorage__managedIdentityResourceId": identity.id,
        "FUNCTIONS_EXTENSION_VERSION": "~4",
        "FUNCTIONS_INPROC_NET8_ENABLED": "1",
        "FUNCTIONS_WORKER_RUNTIME": "dotnet",
        "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING": pulumi.Output.concat(
            "@Microsoft.KeyVault(SecretUri=", args.content_secret_uri, ")"
        ),
        "WEBSITE_CONTENTSHARE": _SHARE,
        # Azure cannot read the vault for an app that does not stand yet.
        "WEBSITE_SKIP_CONTENTSHARE_VALIDATION": "1",
    }

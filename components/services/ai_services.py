"""An Azure AI services account, with models behind it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pulumi
from pulumi_azure_native import cognitiveservices

from components._errors import ArgumentError
from components._interfaces import CustomerManagedKey
from components._tokens import Token
from components.services._customer_key import by_name, own_identity
from components.services._service import ServiceArgs, ServiceComponent, outputs_of

_TYPE = "Microsoft.CognitiveServices/accounts"
_WITH_MODELS = ("OpenAI", "AIServices")


@dataclass(frozen=True, kw_only=True)
class Deployment:
    """One model."""

    model: str
    """Required. Such as `gpt-4o`."""
    version: str
    """Required. Pinned, so that answers do not change by themselves."""
    capacity: int = 10
    """Optional. Thousands of tokens a minute."""


@dataclass(frozen=True, kw_only=True)
class AiServicesArgs(ServiceArgs):
    """One account."""

    account_name: str
    """Required. Its name and its subdomain, unique in the world."""
    kind: str = "AIServices"
    """Optional. The kind of account; fixed at creation."""
    deployments: Mapping[str, Deployment] = field(default_factory=dict)
    """Optional. Models by deployment name."""


def check(args: AiServicesArgs) -> None:
    """Refuse models where Azure takes none. Errors: `ArgumentError`."""
    if args.deployments and args.kind not in _WITH_MODELS:
        raise ArgumentError(
            "A-SVC-001", "deployments", found=f"models on an account of kind `{args.kind}`",
            accepted="models on " + " or ".join(f"`{kind}`" for kind in _WITH_MODELS),
            remedy="choose such a kind, or leave the models out",
        )  # fmt: skip


class AiServices(ServiceComponent):
    """An account without keys, closed to public networks and to the outside."""

    takes_key = True

    def __init__(self, name: str, args: AiServicesArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.AI_SERVICES, name, tags=args.tags, opts=opts)
        check(args)
        account = cognitiveservices.Account(
            self.child_name("account"),
            resource_group_name=args.resource_group_name,
            account_name=args.account_name,
            location=args.location,
            kind=args.kind,
            sku={"name": "S0"},
            identity=own_identity(args.customer_managed_key, "SystemAssigned, UserAssigned"),
            properties={
                "encryption": _encryption(args.customer_managed_key),
                "custom_sub_domain_name": args.account_name,
                "disable_local_auth": True,
                "public_network_access": "Disabled",
                "restrict_outbound_network_access": True,
                "network_acls": {"default_action": "Deny"},
            },
            tags=self.tags(),
            opts=self.stateless(),
        )
        models: list[pulumi.Resource] = []
        for key, wanted in sorted(args.deployments.items()):
            # An account takes one deployment at a time (RequestConflict).
            models.append(
                cognitiveservices.Deployment(
                    self.child_name(f"model-{key}"),
                    resource_group_name=args.resource_group_name,
                    account_name=account.name,
                    deployment_name=key,
                    sku={"name": "Standard", "capacity": wanted.capacity},
                    properties={
                        "model": {"format": "OpenAI", "name": wanted.model, "version": wanted.version},
                        "version_upgrade_option": "NoAutoUpgrade",
                    },
                    opts=self.stateless(depends_on=models[-1:]),
                )
            )
        self.surround(args, account, _TYPE, holds_data=False, after=models)
        self.publish(outputs_of(account, _TYPE))


def _encryption(key: CustomerManagedKey | None) -> dict[str, Any] | None:
    if key is None:
        return None
    version = pulumi.Output.from_input(key.key_uri_with_version).apply(lambda uri: str(uri).rsplit("/", 1)[-1])
    return {
        "key_source": "Microsoft.KeyVault",
        "key_vault_properties": {
            **by_name(key),
            "key_version": version,
            "identity_client_id": key.user_assigned_identity_client_id,
        },
    }

"""Subscriptions made on demand, each at its place in the management groups."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import pulumi
from pulumi_azure_native import subscription

from components._base import EstateComponent
from components._errors import ArgumentError
from components._interfaces import Tags
from components._tokens import Token

_LONGEST = 64
"""Azure takes so many characters in the name of a subscription and of its alias."""


@dataclass(frozen=True, kw_only=True)
class VendedSubscription:
    """One subscription to be made."""

    alias_name: str
    """Required. Its handle, unique in the tenant. It never changes: another alias is another subscription."""
    display_name: str
    """Required. What people see; it names the subscription once, when it is made."""
    management_group_id: pulumi.Input[str]
    """Required. The management group in which it stands from its first moment."""
    workload: Literal["Production", "DevTest"] = "Production"
    """Optional. `DevTest` is billed at the rates for development, and takes no production."""


@dataclass(frozen=True, kw_only=True)
class SubscriptionVendingArgs:
    """The subscriptions of one billing scope."""

    billing_scope: str
    """Required. Who pays: the id of an enrollment account or an invoice section."""
    subscriptions: Mapping[str, VendedSubscription]
    """Required. The subscriptions by key, such as `finance-dev`."""
    tags: Tags = field(default_factory=dict)
    """Optional. Tags of every subscription."""


@dataclass(frozen=True, kw_only=True)
class SubscriptionVendingOutputs:
    """The subscriptions for the zones that will stand in them."""

    subscription_ids: Mapping[str, pulumi.Output[str]]
    """Ids by key."""


def check(args: SubscriptionVendingArgs) -> None:
    """Refuse names that Azure would refuse, and a handle that is used twice. Errors: `ArgumentError`."""
    seen: dict[str, str] = {}
    for key, wanted in args.subscriptions.items():
        for name, value in (("alias_name", wanted.alias_name), ("display_name", wanted.display_name)):
            if not 1 <= len(value) <= _LONGEST:
                raise ArgumentError(
                    "A-SUB-001", f"subscriptions.{key}.{name}", found=f"{len(value)} characters",
                    accepted=f"1 to {_LONGEST}", remedy="shorten it",
                )  # fmt: skip
        first = seen.setdefault(wanted.alias_name.lower(), key)
        if first != key:
            raise ArgumentError(
                "A-SUB-002", f"subscriptions.{key}.alias_name", found=f"the alias of `{first}`",
                accepted="an alias of its own", remedy="name another, or both would be one subscription",
            )  # fmt: skip


class SubscriptionVending(EstateComponent[SubscriptionVendingOutputs]):
    """Subscriptions made through aliases. One that is no longer asked for stays, and can be asked for again."""

    def __init__(self, name: str, args: SubscriptionVendingArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.SUBSCRIPTION_VENDING, name, tags=args.tags, opts=opts)
        check(args)
        made = {key: self._alias(key, wanted, args) for key, wanted in sorted(args.subscriptions.items())}
        self.publish(
            SubscriptionVendingOutputs(
                subscription_ids={key: alias.properties.subscription_id for key, alias in made.items()}
            )
        )

    def _alias(self, key: str, wanted: VendedSubscription, args: SubscriptionVendingArgs) -> subscription.Alias:
        options = self.stateless()
        options.retain_on_delete = True
        return subscription.Alias(
            self.child_name(key),
            alias_name=wanted.alias_name,
            properties=subscription.PutAliasRequestPropertiesArgs(
                billing_scope=args.billing_scope,
                display_name=wanted.display_name,
                workload=wanted.workload,
                additional_properties=subscription.PutAliasRequestAdditionalPropertiesArgs(
                    management_group_id=wanted.management_group_id, tags=self.tags()
                ),
            ),
            opts=options,
        )

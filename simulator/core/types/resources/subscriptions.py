"""Subscriptions and the aliases through which they are made."""

import copy
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from arm.errors import ArmError
from arm.ids import parse, subscription
from simulator.core import schemas
from simulator.core.request import Request
from simulator.core.rules import behaviour, refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles
from simulator.core.types.resources.management_groups import place

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

ALIAS = "Microsoft.Subscription/aliases"
SUBSCRIPTION = "Microsoft.Resources/subscriptions"
BILLING_ACTION = "Microsoft.Billing/billingAccounts/enrollmentAccounts/write"
BILLING = refusal(
    "Forbidden",
    403,
    "The caller does not have sufficient permission on billing scope `{scope}`.",
    f"{ALIAS}:Forbidden",
)
LIFETIME = refusal(
    "BadRequest",
    400,
    "The billing account has reached its number of subscriptions, {most}.",
    f"{ALIAS}:BadRequest",
)
INCOMPLETE = refusal(
    "BadRequest",
    400,
    "An alias names either a billing scope with display name and workload, or an existing subscription.",
    source="Azure REST API of subscription aliases, general knowledge (2026-11-23)",
)
NOT_FOUND = refusal(
    "SubscriptionNotFound", 404, "The subscription `{name}` could not be found.", "*:SubscriptionNotFound"
)
NOT_EMPTY = refusal(
    "BadRequest",
    400,
    "Subscription `{name}` holds {count} resources and cannot be cancelled.",
    source="behaviours.csv Microsoft.Subscription/aliases#2 (azurerm subscription page, 2026-08-21)",
)
behaviour(
    "The alias is a handle: the subscription's id is computed, and deleting the alias keeps the subscription.",
    f"{ALIAS}#1",
)
behaviour("A subscription with resources in it cannot be cancelled.", f"{ALIAS}#2")


@handles(ALIAS)
class Aliases(Handler):
    """Subscription vending, or adoption of a subscription that exists."""

    def validate(self, request: Request) -> None:
        """Check the billing scope and the subscription that is adopted."""
        adopted = request.given("properties", "subscriptionId")
        if adopted is not None:
            if request.cloud.world.subscription(str(adopted)) is None:
                raise NOT_FOUND(request.id, name=adopted)
            return
        scope = request.given("properties", "billingScope")
        if not (scope and request.given("properties", "displayName") and request.given("properties", "workload")):
            if request.creates:
                raise INCOMPLETE(request.id)
            return
        if not request.cloud.may(request.caller, BILLING_ACTION, parse(str(scope))):
            raise BILLING(request.id, scope=scope)
        most = (request.cloud.store.setting("limits") or {}).get("subscriptions-per-billing-account")
        made = request.cloud.store.of_type(ALIAS)
        if request.creates and most is not None and len(made) >= int(most):
            raise LIFETIME(request.id, most=most)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Make the subscription, or point to the one adopted."""
        properties = body.setdefault("properties", {})
        world = request.cloud.world
        held = request.before("properties", "subscriptionId") or properties.get("subscriptionId")
        made = str(held or world.guid("subscription", request.id.key, world.incarnation(request.id.key)))
        properties.update(
            subscriptionId=made,
            provisioningState="Succeeded",
            acceptOwnershipState="Completed",
            createdTime=world.now(),
        )
        if world.subscription(made) is None:
            extra = properties.get("additionalProperties") or {}
            create(request.cloud, made, str(properties.get("displayName") or made), tags=extra.get("tags"))
            group = extra.get("managementGroupId")
            place(request.cloud, made, parse(group) if group else None)


def create(
    cloud: "Cloud",
    subscription_id: str,
    name: str,
    *,
    tags: Mapping[str, str] | None = None,
    registered: list[str] | None = None,
) -> None:
    """Make a subscription. Without a list, it is registered for every provider."""
    properties = {
        "subscriptionId": subscription_id,
        "displayName": name,
        "state": "Enabled",
        "tenantId": cloud.world.tenant_id,
        "registeredNamespaces": None if registered is None else [one.lower() for one in registered],
        "managementGroupId": str(cloud.world.root_group()),
    }
    cloud.keep(subscription(subscription_id), {"properties": properties, "tags": dict(tags or {})})


@handles(SUBSCRIPTION)
class Subscriptions(Handler):
    """Registration of providers and cancellation are actions on the subscription."""

    def act(self, cloud: "Cloud", resource: Resource, action: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """`register` (with `namespace`), `cancel` and `enable`."""
        changed = copy.deepcopy(dict(resource.body))
        properties = changed["properties"]
        if action == "register":
            namespace = str(body.get("namespace", "")).lower()
            if namespace not in schemas.namespaces():
                raise ArmError(
                    "InvalidResourceNamespace", f"unknown namespace `{namespace}`", status=404, target=resource.id
                )
            listed = properties["registeredNamespaces"]
            if listed is not None and namespace not in listed:
                listed.append(namespace)
        elif action == "cancel":
            count = len(cloud.store.below(resource.key))
            if count:
                raise NOT_EMPTY(resource.id, name=resource.name, count=count)
            properties["state"] = "Disabled"
        elif action == "enable":
            properties["state"] = "Enabled"
        else:
            return super().act(cloud, resource, action, body)
        cloud.amend(resource, changed)
        return cloud.show(cloud.store.get(resource.key) or resource)

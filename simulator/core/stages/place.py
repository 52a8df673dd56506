"""Does the place exist: subscription, registered provider, resource group, parent, extended resource?"""

from arm.ids import ResourceId
from simulator.core import schemas
from simulator.core.request import Request
from simulator.core.rules import refusal
from simulator.core.types.base import handler_for
from simulator.core.world import SUBSCRIPTION

SUBSCRIPTION_NOT_FOUND = refusal(
    "SubscriptionNotFound", 404, "The subscription `{name}` could not be found.", "*:SubscriptionNotFound"
)
SUBSCRIPTION_DISABLED = refusal(
    "ReadOnlyDisabledSubscription",
    409,
    "The subscription `{name}` is disabled and therefore read only.",
    "*:ReadOnlyDisabledSubscription",
)
NOT_REGISTERED = refusal(
    "MissingSubscriptionRegistration",
    409,
    "The subscription is not registered to use namespace `{namespace}`.",
    "*:MissingSubscriptionRegistration",
)
GROUP_NOT_FOUND = refusal(
    "ResourceGroupNotFound", 404, "Resource group `{name}` could not be found.", "*:ResourceGroupNotFound"
)
PARENT_NOT_FOUND = refusal(
    "ParentResourceNotFound",
    404,
    "Cannot write `{name}`: its parent resource `{parent}` was not found.",
    "*:ParentResourceNotFound",
    "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials:-#5",
)
SCOPE_NOT_FOUND = refusal(
    "ResourceNotFound", 404, "The resource `{scope}` that this would extend was not found.", "*:ResourceNotFound"
)
RESOURCE_GROUP = "Microsoft.Resources/resourceGroups"


def check_place(request: Request) -> None:
    """Refuse a resource whose place does not exist, outermost first."""
    check_subscription(request)
    if request.existing is not None:
        return
    store = request.cloud.store
    group = _resource_group(request.id)
    if group is not None and group.key != request.id.key and store.get(group.key) is None:
        raise GROUP_NOT_FOUND(request.id, name=group.name)
    parent = request.id.parent
    if parent is None or not parent.namespace or parent.resource_type in (SUBSCRIPTION, RESOURCE_GROUP):
        return
    if store.get(parent.key) is not None:
        return
    if len(request.id.types) > 1:
        if not handler_for(parent.resource_type).implies(request.cloud, parent):
            raise PARENT_NOT_FOUND(request.id, name=request.id.name, parent=parent)
    else:
        raise SCOPE_NOT_FOUND(request.id, scope=parent)


def check_subscription(request: Request) -> None:
    """Refuse a subscription that is unknown, disabled or not registered for the namespace."""
    if request.id.subscription_id is None:
        return
    row = request.cloud.world.subscription(request.id.subscription_id)
    if row is None:
        raise SUBSCRIPTION_NOT_FOUND(request.id, name=request.id.subscription_id)
    if row.properties.get("state", "Enabled") != "Enabled":
        raise SUBSCRIPTION_DISABLED(request.id, name=request.id.subscription_id)
    namespace = request.id.namespace.lower()
    registered = row.properties.get("registeredNamespaces")
    if registered is not None and namespace not in schemas.always_registered() and namespace not in registered:
        raise NOT_REGISTERED(request.id, namespace=request.id.namespace)


def _resource_group(arm_id: ResourceId) -> ResourceId | None:
    at: ResourceId | None = arm_id
    while at is not None and at.resource_type != RESOURCE_GROUP:
        at = at.base
    return at

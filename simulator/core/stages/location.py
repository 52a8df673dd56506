"""Is the location there, offered, and the one in which the resource already stands?"""

from arm.regions import normalised, region
from simulator.core import schemas
from simulator.core.request import Request
from simulator.core.rules import refusal
from simulator.core.types.base import handler_for

REQUIRED = refusal("LocationRequired", 400, "The location property is required for `{type}`.", "*:LocationRequired")
NOT_AVAILABLE = refusal(
    "LocationNotAvailableForResourceType",
    400,
    "The location `{location}` is not available for resource type `{type}`. Available: {accepted}.",
    "*:LocationNotAvailableForResourceType",
)
GROUP_NOT_AVAILABLE = refusal(
    "LocationNotAvailableForResourceGroup",
    400,
    "The location `{location}` is not available for resource groups.",
    "Microsoft.Resources/resourceGroups:LocationNotAvailableForResourceGroup",
)
MOVED = refusal(
    "InvalidResourceLocation",
    409,
    "The resource `{name}` already exists in location `{stands}`: it cannot be created in `{asked}`.",
    "*:InvalidResourceLocation",
)
RESTRICTED = refusal(
    "RequestDisallowedByAzure",
    403,
    "Resource `{name}` was disallowed by Azure: the subscription may not use `{location}` for `{type}`.",
    "*:RequestDisallowedByAzure",
)
RESOURCE_GROUP = "microsoft.resources/resourcegroups"


def check_location(request: Request) -> None:
    """Refuse a location that is missing, unknown, not offered or changed; store it the way Azure spells it."""
    if not schemas.has_location(request.type):
        return
    handler = handler_for(request.type)
    fixed = handler.global_location
    given = request.body.get("location")
    if given is None:
        if fixed is not None:
            request.body["location"] = fixed
        elif schemas.needs_location(request.type) and not handler.location_optional:
            raise REQUIRED(request.id, type=request.type)
        return
    asked = normalised(str(given))
    _check_offered(request, asked, fixed)
    request.body["location"] = asked
    stands = request.existing.location if request.existing else None
    if stands is not None and normalised(stands) != asked:
        raise MOVED(request.id, name=request.id.name, stands=stands, asked=asked)


def _check_offered(request: Request, asked: str, fixed: str | None) -> None:
    handler = handler_for(request.type)
    if asked == "global" and (fixed == "global" or handler.global_accepted):
        return
    if fixed is not None and not handler.regional_accepted:
        raise NOT_AVAILABLE(request.id, location=asked, type=request.type, accepted=f"`{fixed}`")
    if region(asked) is None:
        if request.type.lower() == RESOURCE_GROUP:
            raise GROUP_NOT_AVAILABLE(request.id, location=asked)
        raise NOT_AVAILABLE(request.id, location=asked, type=request.type, accepted="Azure's regions")
    closed = request.cloud.store.setting("closed") or {}
    for pattern in closed.get(asked, ()):
        if pattern == "*" or request.type.lower().startswith(pattern.lower()):
            raise RESTRICTED(request.id, name=request.id.name, location=asked, type=request.type)

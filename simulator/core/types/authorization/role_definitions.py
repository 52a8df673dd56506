"""Custom role definitions, beside the built-in ones."""

from typing import TYPE_CHECKING, Any

from arm.ids import parse
from arm.limits import limit
from arm.roles import role_by_guid
from simulator.core.request import Request
from simulator.core.rules import refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

TYPE = "Microsoft.Authorization/roleDefinitions"
ASSIGNMENT = "Microsoft.Authorization/roleAssignments"
SAME_NAME = refusal(
    "RoleDefinitionWithSameNameExists",
    409,
    "A custom role with the name `{name}` already exists in this directory.",
    f"{TYPE}:RoleDefinitionWithSameNameExists",
)
HAS_ASSIGNMENTS = refusal(
    "RoleDefinitionHasAssignments",
    400,
    "There are existing role assignments referencing role `{name}`: {listed}.",
    f"{TYPE}:RoleDefinitionHasAssignments",
)
DATA_ACTIONS = refusal(
    "InvalidRoleDefinition",
    400,
    "Role `{name}` cannot have data actions with a management group among its assignable scopes.",
    f"{TYPE}:-#1",
)
ONE_GROUP = refusal(
    "InvalidRoleDefinition",
    400,
    "Role `{name}` names {count} management groups as assignable scopes; one is accepted.",
    f"{TYPE}:-#2",
)
NO_SCOPE = refusal(
    "InvalidRoleDefinition",
    400,
    "Role `{name}` needs assignable scopes that exist; `{scope}` does not.",
    source="Azure REST API of role definitions, general knowledge (2026-11-23); code name inferred",
)
LINKED = refusal(
    "LinkedAuthorizationFailed",
    403,
    "The client `{caller}` may not write role definitions on the linked scope `{scope}`.",
    f"{TYPE}:LinkedAuthorizationFailed",
    "*:LinkedAuthorizationFailed",
)


def find(cloud: "Cloud", definition_id: str) -> Resource | None:
    """The custom role of a definition id, at whatever scope the id is written."""
    found = cloud.store.of_type(TYPE, definition_id.rsplit("/", 1)[-1])
    return found[0] if found else None


def usable_at(cloud: "Cloud", definition_id: str, scope: str) -> bool:
    """Whether a role, built in or custom, can be assigned at a scope."""
    if role_by_guid(definition_id) is not None:
        return True
    custom = find(cloud, definition_id)
    if custom is None:
        return False
    above = {one.key for one in cloud.world.scopes(parse(scope))}
    return any(str(one).lower().rstrip("/") in above for one in custom.properties.get("assignableScopes") or [])


@handles(TYPE)
class RoleDefinitions(Handler):
    """A custom role."""

    def validate(self, request: Request) -> None:
        """Name, scopes and data actions."""
        name = str(request.properties.get("roleName"))
        for row in request.cloud.store.of_type(TYPE):
            if row.key != request.id.key and str(row.properties.get("roleName")).lower() == name.lower():
                raise SAME_NAME(request.id, name=name)
        scopes = [parse(str(one)) for one in request.properties.get("assignableScopes") or []]
        groups = [one for one in scopes if one.resource_type == "Microsoft.Management/managementGroups"]
        if len(groups) > limit("management-groups-per-custom-role"):
            raise ONE_GROUP(request.id, name=name, count=len(groups))
        data = any(one.get("dataActions") for one in request.properties.get("permissions") or [])
        if groups and data:
            raise DATA_ACTIONS(request.id, name=name)
        for scope in scopes:
            if request.cloud.store.get(scope.key) is None:
                raise NO_SCOPE(request.id, name=name, scope=scope)
            if not request.cloud.may(request.caller, f"{TYPE}/write", scope):
                raise LINKED(request.id, caller=request.caller, scope=scope)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Who and when."""
        properties, now = body["properties"], request.cloud.world.now()
        properties.setdefault("type", "CustomRole")
        properties["assignableScopes"] = properties.get("assignableScopes") or [str(request.id.scope)]
        properties["createdOn"] = request.before("properties", "createdOn") or now
        properties["createdBy"] = request.before("properties", "createdBy") or request.caller
        properties.update(updatedOn=now, updatedBy=request.caller)

    def before_delete(self, cloud: "Cloud", resource: Resource, caller: str) -> None:
        """Refuse while an assignment uses it."""
        users = [
            row
            for row in cloud.store.of_type(ASSIGNMENT)
            if str(row.properties.get("roleDefinitionId")).rsplit("/", 1)[-1].lower() == resource.name
        ]
        if users:
            listed = ", ".join(f"`{row.id}`" for row in users[:3])
            raise HAS_ASSIGNMENTS(resource.id, name=resource.properties.get("roleName"), listed=listed)

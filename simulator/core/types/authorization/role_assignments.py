"""Role assignments."""

from typing import TYPE_CHECKING, Any

from simulator.core.request import Request
from simulator.core.rules import behaviour, refusal
from simulator.core.store import Resource
from simulator.core.types.authorization.role_definitions import usable_at
from simulator.core.types.base import Handler, handles

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

TYPE = "Microsoft.Authorization/roleAssignments"
EXISTS = refusal(
    "RoleAssignmentExists",
    409,
    "The role assignment already exists: `{other}`.",
    f"{TYPE}:RoleAssignmentExists",
)
NO_PRINCIPAL = refusal(
    "PrincipalNotFound",
    400,
    "Principal `{principal}` does not exist in the directory `{tenant}`. For a new principal set principalType.",
    f"{TYPE}:PrincipalNotFound",
)
OTHER_TYPE = refusal(
    "UnmatchedPrincipalType",
    400,
    "Principal `{principal}` has type {true}, different from {given} in the request.",
    f"{TYPE}:UnmatchedPrincipalType",
)
UPDATE = refusal(
    "RoleAssignmentUpdateNotPermitted",
    400,
    "Tenant id, application id, principal id and scope may not be updated: `{changed}` differs.",
    f"{TYPE}:RoleAssignmentUpdateNotPermitted",
)
NO_ROLE = refusal(
    "RoleDefinitionDoesNotExist",
    404,
    "The specified role definition with id `{role}` does not exist at `{scope}`.",
    f"{TYPE}:RoleDefinitionDoesNotExist",
)
behaviour("A new principal is invisible for a while; giving principalType avoids the check.", f"{TYPE}#3")
behaviour("Names are GUIDs, unique in the tenant.", f"{TYPE}#5")
behaviour("Deleting a principal leaves its assignments behind.", f"{TYPE}#6")


def _role(properties: Any) -> str:
    return str(properties.get("roleDefinitionId")).rsplit("/", 1)[-1].lower()


@handles(TYPE)
class RoleAssignments(Handler):
    """Principal, role, scope; nothing of it changes."""

    own_immutables = frozenset({"properties.principalId", "properties.roleDefinitionId", "properties.principalType"})

    def validate(self, request: Request) -> None:
        """Role, principal, and no double; that the name is a GUID is the table of names' business."""
        given, scope = request.properties, request.id.scope
        role, principal = _role(given), str(given["principalId"]).lower()
        if request.existing is not None:
            for name, same in (
                ("principalId", principal == str(request.before("properties", "principalId")).lower()),
                ("roleDefinitionId", role == _role(request.existing.properties)),
            ):
                if not same:
                    raise UPDATE(request.id, changed=name)
        for row in request.cloud.store.of_type(TYPE, request.id.name):
            if row.key != request.id.key:
                raise UPDATE(request.id, changed="scope")
        if not usable_at(request.cloud, str(given["roleDefinitionId"]), str(scope)):
            raise NO_ROLE(request.id, role=given["roleDefinitionId"], scope=scope)
        self._check_principal(request, principal, given.get("principalType"))
        for row in request.cloud.store.children(scope.key, TYPE):
            same = _role(row.properties) == role and str(row.properties["principalId"]).lower() == principal
            if same and row.key != request.id.key:
                raise EXISTS(request.id, other=row.id)

    def _check_principal(self, request: Request, principal: str, given: str | None) -> None:
        true = request.cloud.directory.principal_type(principal)
        if given is None:
            hidden = request.creates and request.cloud.faults.spreading()
            if true is None or hidden:
                tenant = request.cloud.world.tenant_id
                raise NO_PRINCIPAL(request.id, principal=principal, tenant=tenant)
        elif true is not None and given != true:
            raise OTHER_TYPE(request.id, principal=principal, true=true, given=given)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Scope, type, who and when."""
        properties, cloud = body["properties"], request.cloud
        now = cloud.world.now()
        found = cloud.directory.principal_type(str(properties["principalId"]))
        properties["principalType"] = properties.get("principalType") or found
        properties["scope"] = str(request.id.scope)
        properties["createdOn"] = request.before("properties", "createdOn") or now
        properties["createdBy"] = request.before("properties", "createdBy") or request.caller
        properties.update(updatedOn=now, updatedBy=request.caller)

    def show(self, cloud: "Cloud", resource: Resource, body: dict[str, Any]) -> None:
        """An assignment to a principal that is gone has the type Unknown."""
        if cloud.directory.principal_type(str(resource.properties["principalId"])) is None:
            known = resource.properties.get("principalType")
            body["properties"]["principalType"] = known or "Unknown"

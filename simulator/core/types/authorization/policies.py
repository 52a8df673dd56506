"""Policy definitions, initiatives, assignments and exemptions."""

from typing import TYPE_CHECKING, Any

from arm.ids import parse
from arm.limits import limit
from arm.policy.assignment import load_assignment
from arm.policy.chosen import WRITES, chosen_effect, member_effects
from arm.policy.errors import ParameterError, PolicyError
from arm.policy.exemption import load_exemption
from arm.policy.initiative import load_initiative
from arm.policy.model import Initiative, Parameter, PolicyDefinition
from arm.policy.parse_definition import load_definition
from arm.policy.parse_parameters import bind_parameters, plain_values
from simulator.core import policy_state
from simulator.core.request import Request, put_default
from simulator.core.rules import Refusal, behaviour, refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

AUTHORIZATION = "Microsoft.Authorization"
DEFINITION, INITIATIVE = f"{AUTHORIZATION}/policyDefinitions", f"{AUTHORIZATION}/policySetDefinitions"
ASSIGNMENT, EXEMPTION = f"{AUTHORIZATION}/policyAssignments", f"{AUTHORIZATION}/policyExemptions"
INVALID_RULE = refusal(
    "InvalidPolicyRule",
    400,
    "Failed to parse the policy document: {problem}",
    f"{DEFINITION}:InvalidPolicyAlias",
    f"{DEFINITION}:-",
)
PARAMETERS_CHANGED = refusal(
    "InvalidPolicyParameterUpdate",
    400,
    "The update of `{name}` is invalid: {problem}.",
    f"{DEFINITION}:InvalidPolicyParameterUpdate",
)
NOT_FOUND = refusal(
    "PolicyDefinitionNotFound",
    404,
    "The policy definition `{definition}` could not be found at or above `{scope}`.",
    f"{ASSIGNMENT}:PolicyDefinitionNotFound",
)
MISSING = refusal(
    "MissingPolicyParameter",
    400,
    "`{name}` is missing the parameter(s) {parameters}.",
    f"{ASSIGNMENT}:MissingPolicyParameter",
    f"{INITIATIVE}:MissingPolicyParameter",
)
UNDEFINED = refusal(
    "UndefinedPolicyParameter",
    400,
    "`{name}` passes parameter(s) {parameters}, which `{definition}` does not define.",
    f"{ASSIGNMENT}:UndefinedPolicyParameter",
    f"{INITIATIVE}:UndefinedPolicyParameter",
)
INVALID_VALUES = refusal(
    "InvalidPolicyParameters",
    400,
    "The parameters of `{name}` are invalid: {problem}",
    "*:InvalidPolicyParameters",
)
NEEDS_IDENTITY = refusal(
    "ResourceIdentityRequired",
    400,
    "The assignment `{name}` uses modify or deployIfNotExists and must include a managed identity.",
    f"{ASSIGNMENT}:ResourceIdentityRequired",
)
NEEDS_LOCATION = refusal(
    "LocationRequired",
    400,
    "The assignment `{name}` has an identity and must state a location.",
    f"{ASSIGNMENT}:LocationRequired",
)
NAME_LENGTH = refusal(
    "InvalidPolicyAssignmentName",
    400,
    "The assignment's name `{name}` has {count} characters; at most {most} are accepted at this scope.",
    source="limits.csv, policy assignment name length (azure-docs); code name inferred",
)
IN_USE = refusal(
    "PolicyDefinitionInUse",
    400,
    "`{name}` cannot be deleted: it is used by `{holder}`.",
    source="Azure REST API of policy definitions, general knowledge (2026-11-23); code name inferred",
)
TOO_MANY = refusal(
    "PolicyParameterCountExceeded",
    400,
    "`{name}` has {count} {what}; at most {most} are accepted.",
    source="limits.csv, parameters and members of policies (azure-docs); code name inferred",
)
NO_ASSIGNMENT = refusal(
    "PolicyAssignmentNotFound",
    404,
    "The policy assignment `{assignment}` could not be found.",
    source="Azure REST API of policy exemptions, general knowledge (2026-11-23)",
)
behaviour("An assignment acts at once here; Azure takes minutes.", f"{ASSIGNMENT}#1")
behaviour("DoNotEnforce evaluates and does not refuse.", f"{ASSIGNMENT}#2")
behaviour("An assignment's identity needs a location and rights that the caller must give it.", f"{ASSIGNMENT}#3")


def _checked(request: Request, loader: Any, *, refuse: Refusal = INVALID_RULE) -> Any:
    document = {"id": str(request.id), "name": request.id.name, "properties": request.properties}
    try:
        return loader(document)
    except PolicyError as problem:
        raise refuse(request.id, name=request.id.name, problem=problem) from problem


def visible(request: Request, definition_id: str) -> Resource | None:
    """The definition or initiative of an id, if it stands at the request's scope or above."""
    found = request.cloud.find(definition_id)
    if found is None or found.type not in (DEFINITION.lower(), INITIATIVE.lower()):
        return None
    place = parse(found.id).scope
    above = {scope.key for scope in request.cloud.world.scopes(request.id.scope)}
    return found if not place.namespace or place.key in above or place.key == request.id.scope.key else None


def check_parameters(request: Request, declared: Any, given: Any, definition_id: str, *, values: bool = True) -> None:
    """Refuse parameters that are missing, unknown or of the wrong kind."""
    known = {name.lower(): one for name, one in (declared or {}).items()}
    passed = {name.lower() for name in given or {}}
    missing = [one.name for key, one in known.items() if key not in passed and not one.has_default]
    if missing:
        raise MISSING(request.id, name=request.id.name, parameters=", ".join(f"`{one}`" for one in missing))
    unknown = sorted(passed - set(known))
    if unknown:
        listed = ", ".join(f"`{one}`" for one in unknown)
        raise UNDEFINED(request.id, name=request.id.name, parameters=listed, definition=definition_id)
    if values:
        try:
            bind_parameters(declared, given)
        except ParameterError as problem:
            raise INVALID_VALUES(request.id, name=request.id.name, problem=problem) from problem


class _PolicyHandler(Handler):
    """Whatever changes a policy changes what is enforced."""

    def after_put(self, request: Request, resource: Resource) -> None:
        """Let the next write see it."""
        policy_state.touch(request.cloud)

    def after_delete(self, cloud: "Cloud", resource: Resource) -> None:
        """Let the next write see it."""
        policy_state.touch(cloud)


class _DefinitionHandler(_PolicyHandler):
    parameters_key, most_key = "parameters", ""

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Defaults."""
        put_default(body["properties"], policyType="Custom", version="1.0.0")

    def check_update(self, request: Request, declared: dict[str, Parameter]) -> None:
        """Parameters of a definition stay; new ones have a default."""
        before = request.before("properties", "parameters") or {}
        gone = sorted(set(before) - set(declared))
        if request.existing is not None and gone:
            raise PARAMETERS_CHANGED(request.id, name=request.id.name, problem=f"parameter(s) {gone} cannot be removed")
        for name, one in declared.items():
            if request.existing is not None and name not in before and not one.has_default:
                problem = f"the new parameter `{name}` needs a default"
                raise PARAMETERS_CHANGED(request.id, name=request.id.name, problem=problem)
        most = limit(self.most_key)
        if len(declared) > most:
            raise TOO_MANY(request.id, name=request.id.name, count=len(declared), what="parameters", most=most)

    def before_delete(self, cloud: "Cloud", resource: Resource, caller: str) -> None:
        """Refuse while an assignment or an initiative uses it."""
        for row in cloud.store.of_type(ASSIGNMENT):
            if str(row.properties.get("policyDefinitionId")).lower() == resource.key:
                raise IN_USE(resource.id, name=resource.name, holder=row.id)
        for row in cloud.store.of_type(INITIATIVE):
            members = {
                str(one.get("policyDefinitionId")).lower() for one in row.properties.get("policyDefinitions") or []
            }
            if resource.key in members:
                raise IN_USE(resource.id, name=resource.name, holder=row.id)


@handles(DEFINITION)
class Definitions(_DefinitionHandler):
    """A rule in Azure's policy language."""

    most_key = "parameters-per-policy-definition"
    own_immutables = frozenset({"properties.parameters"})

    def validate(self, request: Request) -> None:
        """The language accepts it; parameters stay."""
        found: PolicyDefinition = _checked(request, load_definition)
        self.check_update(request, dict(found.parameters or {}))

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Defaults."""
        super().complete(request, body)
        put_default(body["properties"], mode="Indexed")


@handles(INITIATIVE)
class Initiatives(_DefinitionHandler):
    """Several definitions with one set of parameters."""

    most_key = "parameters-per-initiative"
    own_immutables = frozenset({"properties.parameters"})

    def validate(self, request: Request) -> None:
        """Every member stands at the scope or above and gets its parameters."""
        found: Initiative = _checked(request, load_initiative)
        most = limit("policies-per-initiative")
        if len(found.members) > most:
            raise TOO_MANY(request.id, name=request.id.name, count=len(found.members), what="members", most=most)
        self.check_update(request, dict(found.parameters))
        for member in found.members:
            row = visible(request, member.definition_id)
            if row is None or row.type != DEFINITION.lower():
                raise NOT_FOUND(request.id, definition=member.definition_id, scope=request.id.scope)
            declared = policy_state.definition(row).parameters
            check_parameters(request, declared, member.parameters, member.definition_id, values=False)


@handles(ASSIGNMENT)
class Assignments(_PolicyHandler):
    """A definition or an initiative at a scope."""

    def validate(self, request: Request) -> None:
        """The definition is visible, its parameters fit, an identity is there where effects need one."""
        group_scope = request.id.scope.resource_type == "Microsoft.Management/managementGroups"
        most = limit("policy-assignment-name-length" + ("-management-group" if group_scope else ""))
        if len(request.id.name) > most:
            raise NAME_LENGTH(request.id, name=request.id.name, count=len(request.id.name), most=most)
        assignment = _checked(request, load_assignment)
        row = visible(request, assignment.definition_id)
        if row is None:
            raise NOT_FOUND(request.id, definition=assignment.definition_id, scope=request.id.scope)
        if request.body.get("identity") and not request.body.get("location"):
            raise NEEDS_LOCATION(request.id, name=request.id.name)
        given = assignment.parameters
        if row.type == DEFINITION.lower():
            found = policy_state.definition(row)
            check_parameters(request, found.parameters, given, assignment.definition_id)
            effects = {chosen_effect(found, plain_values(given))}
        else:
            initiative = policy_state.initiative(row)
            check_parameters(request, initiative.parameters, given, assignment.definition_id)
            effects = self._member_effects(request, initiative, given)
        if effects & WRITES and _no_identity(request):
            raise NEEDS_IDENTITY(request.id, name=request.id.name)

    def _member_effects(self, request: Request, initiative: Initiative, given: Any) -> set[str | None]:
        rows = [request.cloud.find(member.definition_id) for member in initiative.members]
        known = {row.key: policy_state.definition(row) for row in rows if row is not None}
        return {effect for _, _, effect in member_effects(initiative, known, given)}

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Scope and defaults."""
        properties = body["properties"]
        put_default(properties, enforcementMode="Default")
        properties["scope"] = str(request.id.scope)
        properties["instanceId"] = request.cloud.world.guid(request.id.key)


@handles(EXEMPTION)
class Exemptions(_PolicyHandler):
    """A scope for which an assignment does not count."""

    def validate(self, request: Request) -> None:
        """It reads, and its assignment stands."""
        exemption = _checked(request, load_exemption)
        row = request.cloud.find(exemption.assignment_id)
        if row is None or row.type != ASSIGNMENT.lower():
            raise NO_ASSIGNMENT(request.id, assignment=exemption.assignment_id)


def _no_identity(request: Request) -> bool:
    kind = str((request.body.get("identity") or {}).get("type", "None")).lower()
    return kind in ("", "none")

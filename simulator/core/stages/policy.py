"""The policies that were deployed: they change what is asked for, refuse it, or note what they think of it."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from arm.ids import ResourceId, parse
from arm.policy.effect_names import LOOKS_FOR_RELATED
from arm.policy.evaluation import plain_details
from arm.policy.guard import Finding, Guard
from arm.policy.run import Context
from arm.unknown import UNKNOWN
from simulator.core import compliance, remediation, schemas
from simulator.core.request import Request
from simulator.core.rules import refusal
from simulator.core.store import Resource
from simulator.core.world import MANAGEMENT_GROUP

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

DISALLOWED = refusal(
    "RequestDisallowedByPolicy",
    403,
    "Resource `{name}` was disallowed by policy. {violations}",
    "*:RequestDisallowedByPolicy",
)
FIELDS_EXIST = refusal(
    "AppendPoliciesFieldsExist",
    403,
    "Append policies would overwrite what the request sets on `{name}`. {violations}",
    "*:AppendPoliciesFieldsExist",
)
CONFLICT = refusal(
    "ConflictingAppendPolicies",
    403,
    "Policies set the same field of `{name}` differently. {violations}",
    "*:ConflictingAppendPolicies",
)
# Policies do not judge themselves, nor the tree that they hang on.
EXTENSIONS = ("microsoft.insights/diagnosticsettings", "microsoft.authorization/", "microsoft.security/")
OUTSIDE = ("microsoft.authorization/policy", "microsoft.management/", "microsoft.subscription/")


def enforce_policies(request: Request) -> None:
    """Let modify and append change the body, refuse what is denied, and note the rest for when it stands."""
    if request.type.lower().startswith(OUTSIDE):
        return
    guard = request.cloud.policies.guard()
    if guard is None:
        return
    groups = management_groups(request.cloud, request.id)
    resource = {"id": str(request.id), "name": request.id.name, "type": request.type, **request.body}
    context = surroundings(request.cloud, request.id, request.api_version)
    context = replace(context, related=related(request.cloud, request.id, guard.looked_for(request.type)))
    outcome = guard.judge(resource, request.cloud.world.time(), context, groups)
    if outcome.denials:
        raise _refusal(request, outcome.denials)
    if outcome.changes:
        request.body = {name: value for name, value in outcome.resource.items() if name not in ("id", "name", "type")}
    request.afterwards.append(lambda stored: _note(request, guard, context, groups, stored, outcome.findings))


def _refusal(request: Request, denials: tuple[Finding, ...]) -> Exception:
    effects = {finding.evaluation.effect for finding in denials}
    answer = FIELDS_EXIST if effects == {"append"} else CONFLICT if effects == {"modify"} else DISALLOWED
    violations = " ".join(_violation(finding) for finding in denials)
    return answer(request.id, name=request.id.name, violations=violations)


def _violation(finding: Finding) -> str:
    definition = finding.evaluation.definition
    text = finding.message or definition.display_name or definition.name
    return (
        f"PolicyViolation: `{definition.name}` ({text}) of assignment `{finding.assignment.id}`"
        + (f", reference `{finding.reference_id}`" if finding.reference_id else "")
        + "."
    )


def management_groups(cloud: "Cloud", arm_id: ResourceId) -> list[str]:
    """Ids of the management groups above something."""
    return [str(one) for one in cloud.world.scopes(arm_id) if one.resource_type == MANAGEMENT_GROUP]


def surroundings(cloud: "Cloud", arm_id: ResourceId, api_version: str) -> Context:
    """The group and subscription around a resource, as policies read them."""
    group = subscription = None
    at: ResourceId | None = arm_id
    while at is not None and at.namespace:
        row = cloud.store.get(at.key)
        shown = {"id": str(at), "name": at.name, **(row.body if row else {})}
        if at.resource_type == "Microsoft.Resources/resourceGroups":
            group = shown
        elif at.resource_type == "Microsoft.Resources/subscriptions":
            properties = shown.get("properties") or {}
            subscription = {
                **shown,
                "subscriptionId": at.name,
                "displayName": properties.get("displayName"),
                "tenantId": cloud.world.tenant_id,
            }
        at = at.parent
    return Context(
        resource_group=group or UNKNOWN,
        subscription=subscription or UNKNOWN,
        request={"apiVersion": api_version},
        now=cloud.world.now(),
        tracked=schemas.is_tracked(arm_id.resource_type),
    )


def _note(
    request: Request,
    guard: Guard,
    context: Context,
    groups: list[str],
    stored: Resource,
    findings: tuple[Finding, ...],
) -> None:
    """Record the verdicts on what now stands; deploy what deployIfNotExists finds missing."""
    cloud = request.cloud
    asking = [finding for finding in findings if finding.evaluation.declared_effect in LOOKS_FOR_RELATED]
    kept = [finding for finding in findings if finding not in asking]
    own = f"{request.type}/".lower()
    if request.creates and any(finding.evaluation.effect and _looks_for(finding).startswith(own) for finding in asking):
        # Azure makes some children with their parent: what was missing at the request may stand by now.
        shown = cloud.show(cloud.store.get(stored.key) or stored)
        context = replace(context, related=related(cloud, request.id, guard.looked_for(request.type)))
        again = guard.findings(shown, cloud.world.time(), context, groups)
        asking = [one for one in again if one.evaluation.declared_effect in LOOKS_FOR_RELATED]
    compliance.record(cloud, stored, [*kept, *asking])
    for finding in asking:
        if finding.acts and finding.evaluation.effect == "deployIfNotExists":
            remediation.deploy(cloud, stored, finding)


def _looks_for(finding: Finding) -> str:
    return str(plain_details(finding.evaluation.details).get("type", "")).lower()


def related(cloud: "Cloud", arm_id: ResourceId, looked_for: frozenset[tuple[str, bool]]) -> tuple[dict[str, Any], ...]:
    """What stands on or below a resource, and beside it in its group, of the types that policies look for.

    Types that extend others are looked for on the resource itself, as Azure does.
    """
    own = arm_id.resource_type.lower()
    group = "/".join(arm_id.key.split("/")[:5]) if arm_id.resource_group else arm_id.key
    found: list[Resource] = []
    for kind, wide in sorted(looked_for):
        on_itself = kind.startswith((f"{own}/", *EXTENSIONS))
        beside = "/".join(arm_id.key.split("/")[:3]) if wide else group
        found += cloud.store.of_type(kind, scope=arm_id.key if on_itself else beside)
    return tuple(
        {"id": row.id, "name": parse(row.id).name, "type": parse(row.id).resource_type, **row.body} for row in found
    )

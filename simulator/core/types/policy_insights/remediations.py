"""Remediation tasks: what policies would write at the next request is written to what stands already."""

from collections.abc import Iterator
from typing import Any

from arm.ids import parse
from arm.policy.guard import Finding
from arm.policy.scope import covers
from simulator.core import compliance, policy_state, remediation
from simulator.core.policy_view import management_groups
from simulator.core.request import Request, dig, put_default
from simulator.core.rules import behaviour, refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles

TYPE = "Microsoft.PolicyInsights/remediations"
_SOURCE = "azure-docs articles/governance/policy/how-to/remediate-resources (2025); code name inferred"
WRITES = {remediation.DEPLOYS: remediation.deploy, remediation.MODIFIES: remediation.modify}
MOST = 500
NO_ASSIGNMENT = refusal(
    "PolicyAssignmentNotFound", 404, "The policy assignment `{assignment}` could not be found.", source=_SOURCE
)
INVALID = refusal(
    "InvalidCreateRemediationRequest", 400, "The remediation `{name}` is invalid: {problem}.", source=_SOURCE
)
behaviour(
    "A remediation task writes for every resource below its scope that an assignment finds not compliant, also where"
    " the assignment is not enforced; it is done at once here.",
    source=_SOURCE,
)


@handles(TYPE)
class Remediations(Handler):
    """A task for one assignment, or for one member of an assigned initiative."""

    def validate(self, request: Request) -> None:
        """The assignment stands, and what is asked of it writes."""
        named = str(request.given("properties", "policyAssignmentId"))
        row = request.cloud.find(named)
        if row is None or row.type != "microsoft.authorization/policyassignments":
            raise NO_ASSIGNMENT(request.id, assignment=named)
        reference = str(request.given("properties", "policyDefinitionReferenceId") or "").lower()
        definition = request.cloud.find(str(row.properties.get("policyDefinitionId")))
        if definition is None or definition.type.endswith("/policydefinitions"):
            return
        members = {one.reference_id.lower() for one in policy_state.initiative(definition).members}
        if reference not in members:
            problem = f"`{reference}` is no member" if reference else "an initiative needs policyDefinitionReferenceId"
            raise INVALID(request.id, name=request.id.name, problem=problem)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Defaults."""
        put_default(body["properties"], resourceDiscoveryMode="ExistingNonCompliant", resourceCount=MOST)

    def after_put(self, request: Request, resource: Resource) -> None:
        """Write, resource by resource, and count."""
        cloud, properties = request.cloud, resource.properties
        if properties["resourceDiscoveryMode"] == "ReEvaluateCompliance":
            compliance.scan(cloud)
        outcomes = []
        for row, finding in list(_found(request, resource))[: int(properties["resourceCount"])]:
            outcomes.append(WRITES[str(finding.evaluation.effect)](cloud, row, finding))
            guard, stands = cloud.policies.guard(), cloud.store.get(row.key)
            if guard is not None and stands is not None:
                compliance.judge_again(cloud, guard, stands)
        failed = [problem for problem in outcomes if problem]
        now = cloud.world.now()
        told = {
            "provisioningState": "Failed" if failed else "Succeeded",
            "deploymentStatus": {
                "totalDeployments": len(outcomes),
                "successfulDeployments": len(outcomes) - len(failed),
                "failedDeployments": len(failed),
            },
            "statusMessage": failed[0] if failed else None,
            "correlationId": cloud.world.guid(request.id.key, now),
            "createdOn": request.before("properties", "createdOn") or now,
            "lastUpdatedOn": now,
        }
        cloud.amend(resource, {**resource.body, "properties": {**properties, **told}})


def _found(request: Request, task: Resource) -> Iterator[tuple[Resource, Finding]]:
    """What is not compliant under the task's scope, with the finding that writes."""
    cloud, properties = request.cloud, task.properties
    guard = cloud.policies.guard()
    reference = str(properties.get("policyDefinitionReferenceId") or "").lower()
    locations = {str(one).lower() for one in dig(properties, "filters", "locations") or []}
    assignment = str(properties["policyAssignmentId"])
    keys = {
        str(one["resource"]).lower()
        for one in compliance.states(cloud, assignment=assignment)
        if one["state"] == "non-compliant" and one["reference"].lower() == reference
    }
    for key in sorted(keys):
        row = cloud.store.get(key)
        if row is None or guard is None or (locations and str(row.location).lower() not in locations):
            continue
        if covers(str(request.id.scope), row.id, management_groups(cloud, parse(row.id))) is not True:
            continue
        for finding in compliance.judge_again(cloud, guard, row):
            same = finding.assignment.id.lower() == assignment.lower() and finding.reference_id.lower() == reference
            if same and finding.exempt is False and finding.evaluation.effect in WRITES:
                yield row, finding

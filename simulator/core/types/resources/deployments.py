"""Template deployments: their resources are written, or the deployment fails with what refused it.

Azure keeps what stood before the failure; here a failed deployment leaves nothing.
"""

from typing import Any

from arm.errors import ArmError
from arm.ids import parse
from arm.limits import limit
from simulator.core import schemas
from simulator.core.request import Request
from simulator.core.rules import refusal
from simulator.core.stages.deny import deny_refusal
from simulator.core.store import Resource
from simulator.core.templates import TemplateProblem, resources_of
from simulator.core.types.base import GENERIC, Handler, handler_for, handles
from simulator.core.types.network.references import NOT_FOUND

TYPE = "Microsoft.Resources/deployments"
INVALID = refusal("InvalidTemplate", 400, "The template is invalid: {problem}.", f"{TYPE}:InvalidTemplate")
FAILED = refusal(
    "DeploymentFailed",
    409,
    "At least one resource deployment operation failed: {details}.",
    f"{TYPE}:DeploymentFailed",
)
TOO_MANY = refusal(
    "DeploymentQuotaExceeded",
    409,
    "The scope has {count} deployments in its history; delete old ones ({most} are kept).",
    f"{TYPE}:DeploymentQuotaExceeded",
)
NO_LINKS = refusal(
    "S-DEP-001",
    501,
    "Linked templates are not simulated: give the template itself.",
    source="gap of the simulator",
)


@handles(TYPE)
class Deployments(Handler):
    """A deployment into a group."""

    location_optional = True

    def validate(self, request: Request) -> None:
        """Its history and its template."""
        scope, most = request.id.scope, limit("deployments-per-resource-group")
        count = request.cloud.store.count(TYPE, scope.key, direct=True)
        if request.creates and count >= most:
            raise TOO_MANY(request.id, count=count, most=most)
        if request.properties.get("templateLink") or request.properties.get("parametersLink"):
            raise NO_LINKS(request.id)

    def after_put(self, request: Request, resource: Resource) -> None:
        """Write what the template names, in its order."""
        cloud, written = request.cloud, []
        try:
            wanted = resources_of(cloud, request.id.scope, request.properties)
        except TemplateProblem as problem:
            raise INVALID(request.id, problem=problem) from problem
        for arm_id, api_version, body in wanted:
            try:
                written.append(_write(request, arm_id, api_version, body))
            except ArmError as problem:
                raise FAILED(request.id, details=f"{problem.code} ({problem.target}): {problem.message}") from problem
        body = {**resource.body, "properties": {**resource.properties, **_outcome(request, written)}}
        body["properties"].pop("template", None)
        cloud.amend(resource, body)


def _write(request: Request, arm_id: str, api_version: str, body: dict[str, Any]) -> str:
    """Write one resource; what only templates can write is kept as it is, below what stands."""
    found = parse(arm_id)
    if schemas.is_known(found.resource_type) or handler_for(found.resource_type) is GENERIC:
        return str(request.cloud.put(arm_id, api_version, body, request.caller)["id"])
    parent = found.parent
    if parent is None or not request.cloud.exists(str(parent)):
        raise NOT_FOUND(request.id, reference=parent, id=found)
    deny_refusal(request.cloud, found, request.caller, f"{found.resource_type}/write")
    properties = {"properties": body.get("properties") or {}}
    return request.cloud.keep(found, properties, api_version=api_version).id


def _outcome(request: Request, written: list[str]) -> dict[str, Any]:
    return {
        "provisioningState": "Succeeded",
        "timestamp": request.cloud.world.now(),
        "correlationId": request.cloud.world.guid(request.id.key, request.cloud.world.now()),
        "outputResources": [{"id": str(parse(one))} for one in written],
    }

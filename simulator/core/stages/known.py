"""Is the type simulated at all? What is not is an error that names the gap, never a silent success."""

from arm.errors import ArmError
from simulator.core import schemas
from simulator.core.request import Request
from simulator.core.rules import refusal

INVALID_TYPE = refusal(
    "InvalidResourceType",
    404,
    "The resource type `{type}` could not be found in its namespace for API version `{version}`. {near}",
    "*:InvalidResourceType",
)
INVALID_NAMESPACE = refusal(
    "InvalidResourceNamespace",
    404,
    "The resource namespace `{namespace}` is unknown.",
    "*:InvalidResourceNamespace",
)


def check_type_known(request: Request) -> None:
    """Refuse types and API versions that the tables do not hold.

    A namespace or type that Azure may have and the tables lack cannot be told from one that Azure lacks:
    both are refused, with the near names that would be accepted.
    """
    if request.id.namespace.lower() not in schemas.namespaces():
        raise INVALID_NAMESPACE(request.id, namespace=request.id.namespace)
    if not schemas.is_known(request.type):
        raise INVALID_TYPE(
            request.id,
            type=request.type,
            version=request.api_version,
            near=schemas.near_types(request.type),
        )
    accepted = schemas.version(request.id)
    if request.api_version and request.api_version != accepted:
        raise ArmError(
            "S-API-001",
            f"API version `{request.api_version}` of `{request.type}` is not simulated; `{accepted}` is",
            status=501,
            target=str(request.id),
        )

"""Planned resources of Pulumi's azure package as Azure Resource Manager sees them."""

from collections.abc import Iterator

from arm.classic import ClassicType, classic_types
from arm.schema import ResourceType, bare_type
from arm.unknown import UNKNOWN
from policies.kit.arm_view import Viewed
from policies.kit.planned import Planned


def classic_views(planned: Planned) -> Iterator[Viewed]:
    """What a class writes, under each of the types that Azure shows it under; nothing for classes without a table."""
    found = classic_types().get(planned.token)
    if found is None:
        return
    for path in found.paths():
        kind = _kind(planned.token, found, path)
        parent = planned.inputs.get(found.parent)
        resource = {
            "id": f"{parent}/{path}" if isinstance(parent, str) else UNKNOWN,
            "name": kind.id_template.rsplit("/", 1)[1],
            "type": kind.arm_type,
            "apiVersion": kind.api_version,
            "properties": found.written(planned.inputs),
        }
        yield Viewed(planned=planned, kind=kind, resource=resource)


def _kind(token: str, found: ClassicType, path: str) -> ResourceType:
    arm_type = f"{found.parent_type}/{path.partition('/')[0]}"
    return bare_type(token, arm_type, found.api_version, f"/{{{found.parent}}}/{path}")

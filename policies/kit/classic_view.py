"""Planned resources of Pulumi's azure package as Azure Resource Manager sees them."""

from collections.abc import Iterator

from arm.classic import ClassicType, classic_types
from arm.schema import Objects, ObjectType, PathParameter, ResourceType
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
    """A type without a table, of which only the id is known."""
    arm_type = f"{found.parent_type}/{path.partition('/')[0]}"
    empty = ObjectType(arm_type, {}, Objects({}))
    return ResourceType(
        token=token,
        arm_type=arm_type,
        api_version=found.api_version,
        id_template=f"/{{{found.parent}}}/{path}",
        path_parameters=(PathParameter(found.parent, found.parent, False, None, None, None, ()),),
        body=empty,
        outputs={},
        shown=empty,
        needs=(),
        queries=(),
        source=(),
        date="",
    )

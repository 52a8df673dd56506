"""What one resource type adds to the pipeline: its own refusals, computed values, children and actions."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from arm.errors import ArmError
from arm.ids import ResourceId
from simulator.core.burial import Grave
from simulator.core.request import Request
from simulator.core.store import Resource

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

HANDLERS: dict[str, "Handler"] = {}


class Handler:
    """The generic type: the tables say everything about it. Specific types override what they add."""

    arm_type = ""
    global_location: str | None = None
    """The location that Azure stores whatever the caller sends, for types that are not regional."""
    global_accepted = False
    """Whether `global` is accepted beside the regions."""
    regional_accepted = False
    """Whether regions are accepted beside `global_location`."""
    location_optional = False
    """Whether a tracked type does without a location of its own."""
    merges = False
    """Whether a PUT keeps what it leaves out, as some services do."""
    own_immutables: frozenset[str] = frozenset()
    """Paths of the table of immutable properties that the handler refuses with a code of its own."""
    survives_parent = False
    """Whether the resource outlives what it extends."""

    def implies(self, cloud: "Cloud", arm_id: ResourceId) -> bool:
        """Whether a resource of this type stands under the id without ever having been written."""
        return False

    def validate(self, request: Request) -> None:
        """Refuse what Azure refuses, before anything is written."""

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Fill the defaults and the values that Azure computes at the write; `body` is what will be stored."""

    def after_put(self, request: Request, resource: Resource) -> None:
        """Do what follows a write, in the same transaction."""

    def before_delete(self, cloud: "Cloud", resource: Resource, caller: str) -> None:
        """Refuse a deletion, or take down what goes with the resource."""

    def after_delete(self, cloud: "Cloud", resource: Resource) -> None:
        """Do what follows a deletion, in the same transaction. The row is gone."""

    def grave(self, cloud: "Cloud", resource: Resource) -> Grave | None:
        """Where a deletion keeps the resource, for types that delete softly."""
        return None

    def show(self, cloud: "Cloud", resource: Resource, body: dict[str, Any]) -> None:
        """Add what Azure computes at each read; `body` is the reader's own copy."""

    def act(self, cloud: "Cloud", resource: Resource, action: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Answer a POST on the resource."""
        raise ArmError(
            "S-ACT-001",
            f"`{resource.type}` has no simulated action `{action}`: add it to the type's handler",
            status=501,
            target=resource.id,
        )


def handles(*arm_types: str) -> Callable[[type[Handler]], type[Handler]]:
    """Register a handler for ARM types."""

    def register(kind: type[Handler]) -> type[Handler]:
        for arm_type in arm_types:
            instance = kind()
            instance.arm_type = arm_type
            HANDLERS[arm_type.lower()] = instance
        return kind

    return register


GENERIC = Handler()


def handler_for(arm_type: str) -> Handler:
    """The type's own handler, or the generic one."""
    lowered = arm_type.lower()
    namespace, _, rest = lowered.partition("/")
    for key in (lowered, f"*/{rest.rpartition('/')[2]}", f"{namespace}/*"):
        if key in HANDLERS:
            return HANDLERS[key]
    return GENERIC

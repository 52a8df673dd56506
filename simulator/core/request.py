"""One write on its way through the pipeline."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from arm.ids import ResourceId
from simulator.core.store import Resource

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

DEPLOYER = "deployer"
"""The caller when none is named: the deploy identity, which has every right."""


@dataclass
class Request:
    """A PUT. Stages check it and may amend `body`, which is the request's own copy."""

    cloud: "Cloud"
    id: ResourceId
    type: str
    """The ARM type as the tables spell it."""
    api_version: str
    body: dict[str, Any]
    caller: str
    existing: Resource | None
    afterwards: list[Callable[[Resource], None]] = field(default_factory=list)
    """What stages want done once the resource is stored."""

    @property
    def creates(self) -> bool:
        """Whether nothing stood under the id."""
        return self.existing is None

    @property
    def properties(self) -> dict[str, Any]:
        """The `properties` of the body; made when absent."""
        found: dict[str, Any] = self.body.setdefault("properties", {})
        return found

    def before(self, *path: str) -> Any:
        """A value of the stored body, None where there is none."""
        return dig(self.existing.body, *path) if self.existing else None

    def given(self, *path: str) -> Any:
        """A value of the request's body, None where there is none."""
        return dig(self.body, *path)


def dig(value: Any, *path: str) -> Any:
    """A value inside nested objects, None where the way ends."""
    for step in path:
        if not isinstance(value, dict):
            return None
        value = value.get(step)
    return value


def put_default(target: dict[str, Any], **values: Any) -> None:
    """Set what the caller left out."""
    for name, value in values.items():
        if target.get(name) is None:
            target[name] = value

"""What the report says; plain data, so that it can be tested without a page."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from arm.ids import parse


@dataclass(frozen=True)
class StackRow:
    """One stack as deployed."""

    name: str
    kind: str
    environment: str
    region: str
    resources: int
    """How many resources the stack's program manages."""
    changes: str
    """What the last run changed, such as `12 created` or `no changes`."""
    seconds: float
    """How long it took."""
    outcome: str
    """`succeeded`, `failed`, `waiting`."""


@dataclass(frozen=True)
class Finding:
    """One guardrail finding."""

    level: str
    guardrail: str
    resource: str
    message: str


@dataclass(frozen=True)
class ResourceRow:
    """One resource as Azure knows it."""

    name: str
    type: str
    location: str
    resource_group: str
    id: str


@dataclass(frozen=True)
class Report:
    """The whole report."""

    title: str
    picture: str
    """SVG text."""
    stacks: tuple[StackRow, ...]
    findings: tuple[Finding, ...]
    guardrails: int
    """How many guardrails judged the estate."""
    resources: tuple[ResourceRow, ...]
    simulated: bool

    @property
    def by_type(self) -> tuple[tuple[str, int], ...]:
        """How many resources there are of each type, most first."""
        counted = Counter(resource.type for resource in self.resources)
        return tuple(sorted(counted.items(), key=lambda item: (-item[1], item[0])))

    @property
    def succeeded(self) -> bool:
        """Whether every stack stands."""
        return all(stack.outcome == "succeeded" for stack in self.stacks)


def resource_rows(inventory: Iterable[Mapping[str, Any]]) -> tuple[ResourceRow, ...]:
    """Rows from ARM resources, sorted by type and name."""
    rows = [
        ResourceRow(
            name=str(item["name"]),
            type=str(item["type"]),
            location=str(item.get("location") or ""),
            resource_group=parse(str(item["id"])).resource_group or "",
            id=str(item["id"]),
        )
        for item in inventory
    ]
    return tuple(sorted(rows, key=lambda row: (row.type, row.resource_group, row.name)))

"""Rules that Azure Policy cannot express: a record and one pure function, one file each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from policies.kit.plan import Plan
from policies.kit.planned import Planned
from policies.kit.verdict import Outcome
from policies.model import Area, Level, Severity

Judge = Callable[[Planned, Plan, Mapping[str, Any]], Outcome]
"""One resource, the plan it is in, and the settings' `context`; the outcome."""


@dataclass(frozen=True, kw_only=True)
class PythonRule:
    """A rule over planned resources of any provider."""

    id: str
    """Permanent, such as `E-NET-001`."""
    name: str
    """Policy name, `<service>-<type>-<obligation>`."""
    title: str
    obligation: str
    area: Area
    severity: Severity
    reason: str
    expected: str
    fix: str
    tokens: frozenset[str]
    """Types of the resources that the rule speaks of; to all others it does not apply."""
    judge: Judge = field(repr=False)
    level: Level = Level.ADVISORY
    controls: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parameters: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Python rules take no parameters; what they need of the estate is in the settings' `context`."""
    version: str = "1.0.0"

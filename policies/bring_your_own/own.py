"""The policies of a folder, each with where it holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from arm.policy.assignment import in_scope, overridden_effect
from arm.policy.effect_names import canonical_effect
from arm.policy.evaluate import CompiledPolicy
from arm.policy.exemption import exempts
from arm.policy.model import Assignment, Exemption, PolicyDefinition
from arm.policy.run import Run
from arm.unknown import UNKNOWN
from policies.kit.verdict import NOT_APPLICABLE, PASS, Outcome, unknown
from policies.model import Level, Severity

LEVELS: Mapping[str, Level] = {
    "deny": Level.MANDATORY,
    "audit": Level.ADVISORY,
    "auditIfNotExists": Level.ADVISORY,
    "deployIfNotExists": Level.ADVISORY,
    "modify": Level.ADVISORY,
    "append": Level.ADVISORY,
}
"""What refuses is mandatory; what reports, or repairs in Azure, is advice. Other effects say nothing of a plan."""


@dataclass(frozen=True, kw_only=True)
class OwnRule:
    """One definition in one use: by itself, as member of an initiative, or assigned."""

    id: str
    """The definition's name, or that of the assignment or initiative, a dot, and the reference in it."""
    title: str
    obligation: str
    fix: str
    severity: Severity
    path: str
    """The file of the definition."""
    assigned_by: str = ""
    """The file of the assignment; empty where nothing assigns it and it holds everywhere."""
    definition: Mapping[str, Any] = field(repr=False)
    controls: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shows: tuple[str, ...] = ()
    tags: tuple[str, ...] = ("own",)

    @property
    def name(self) -> str:
        """The policy's name in the pack."""
        return self.id

    @property
    def expected(self) -> str:
        """The accepted values, as far as a definition says them."""
        return f"what `{self.path}` asks for"


@dataclass(frozen=True, kw_only=True)
class Use:
    """An assignment of one member, and the exemptions from it."""

    assignment: Assignment
    reference: str
    effect: str
    """The effect of this reading of the rule; overrides may give another one to some resources."""
    declared: str
    exemptions: tuple[Exemption, ...] = ()

    def settle(self, resource: Mapping[str, Any], outcome: Outcome, today: date) -> Outcome:
        """What stays of an outcome where the assignment holds; nothing elsewhere."""
        run = Run(resource)
        holds = in_scope(self.assignment, run)
        override = overridden_effect(self.assignment, self.reference, run)
        effect = canonical_effect(override) if override else self.declared
        if holds is False or effect != self.effect:
            return NOT_APPLICABLE
        now = datetime(today.year, today.month, today.day, tzinfo=UTC)
        leaves = [exempts(each, self.assignment, self.reference, run, now) for each in self.exemptions]
        if True in leaves:
            return PASS
        doubtful = holds is UNKNOWN or any(leave is UNKNOWN for leave in leaves)
        return unknown("id") if doubtful else outcome


def level_of(compiled: CompiledPolicy, assignment: Assignment | None, refusing: Level) -> Level:
    """The level of a use; `refusing` is what the settings say of rules that refuse."""
    own = LEVELS.get(compiled.effect, Level.DISABLED)
    if own is not Level.MANDATORY:
        return own
    enforced = assignment is None or assignment.enforcement_mode != "DoNotEnforce"
    return refusing if enforced else Level.ADVISORY


def rule_of(definition: PolicyDefinition, *, name: str, path: str, raw: Mapping[str, Any], message: str) -> OwnRule:
    """What people read of a definition; `message` is the one that its assignment gives."""
    stated = str(definition.metadata.get("severity", "")).lower()
    title = definition.display_name or definition.name or name
    return OwnRule(
        id=name,
        title=title.rstrip("."),
        obligation=definition.description or title,
        fix=message or str(definition.metadata.get("fix") or "") or f"The resource; `{path}` says what is asked.",
        severity=Severity(stated) if stated in tuple(Severity) else Severity.MEDIUM,
        path=path,
        definition=raw,
    )

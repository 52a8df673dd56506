"""Rules of the policy language with what an organisation decided about them, ready to be evaluated."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from arm.policy.effect_names import LOOKS_FOR_RELATED
from arm.policy.errors import PolicyError
from arm.policy.evaluate import CompiledPolicy
from arm.policy.switches import Switches
from policies.kit.settings import Settings
from policies.kit.types import Types, applicable_types
from policies.kit.verdict import Outcome
from policies.model import Level, Rule, Severity
from policies.problems import GuardrailDataError, Problem

READING = Switches(presume_outputs_present=True)
"""An id that is not known yet belongs to a resource of the plan: it will be there."""


class Judged(Protocol):
    """What judging and reporting need of a rule."""

    @property
    def id(self) -> str:
        """By which messages name it."""

    @property
    def name(self) -> str:
        """The policy's name."""

    @property
    def title(self) -> str:
        """A short sentence."""

    @property
    def obligation(self) -> str:
        """What must be."""

    @property
    def expected(self) -> str:
        """The accepted values."""

    @property
    def fix(self) -> str:
        """Where to change it."""

    @property
    def severity(self) -> Severity:
        """How bad a violation is."""

    @property
    def definition(self) -> Mapping[str, Any]:
        """The definition as its file holds it."""

    @property
    def tags(self) -> tuple[str, ...]:
        """What the engine may group it by."""

    @property
    def controls(self) -> Mapping[str, tuple[str, ...]]:
        """Controls by framework."""

    @property
    def shows(self) -> tuple[str, ...]:
        """Fields whose values a message shows."""


class Assigned(Protocol):
    """Where a rule holds, for one that is assigned to a scope."""

    def settle(self, resource: Mapping[str, Any], outcome: Outcome, today: date) -> Outcome:
        """What stays of an outcome, given scope, exclusions and exemptions."""


@dataclass(frozen=True)
class BoundRule:
    """A rule with the organisation's parameters and level."""

    rule: Judged
    parameters: Mapping[str, Any]
    level: Level
    types: Types
    compiled: CompiledPolicy = field(repr=False)
    assigned: Assigned | None = None
    """Absent for rules that hold everywhere."""

    @property
    def is_indexed(self) -> bool:
        """Whether the rule looks only at types that take tags and a location."""
        return self.compiled.mode == "Indexed"

    @property
    def looks_for_related(self) -> bool:
        """Whether the rule asks for another resource beside the one it is about."""
        return self.compiled.effect in LOOKS_FOR_RELATED

    @property
    def related_type(self) -> str:
        """The type of the resource that must exist beside the one judged."""
        return self.compiled.related_type or ""


def bind(rules: Iterable[Rule], settings: Settings) -> list[BoundRule]:
    """Rules with their parameters; raises `GuardrailDataError` where the language refuses a value."""
    bound: list[BoundRule] = []
    problems: list[Problem] = []
    for rule in rules:
        parameters = settings.parameters_for(rule)
        level = settings.level_of(rule, rule.level_for(parameters))
        types = applicable_types(rule.definition["policyRule"]["if"], parameters)
        try:
            compiled = CompiledPolicy(rule.policy, parameters, switches=READING)
        except PolicyError as error:
            told = error.problem
            problems.append(
                Problem(
                    code="P-SET-003",
                    where=f"parameters of {rule.id} ({told.where})",
                    found=told.found,
                    accepted=told.accepted,
                    remedy=told.remedy,
                )
            )
            continue
        bound.append(BoundRule(rule, parameters, level, types, compiled))
    if problems:
        raise GuardrailDataError(problems)
    return bound

"""Guardrails told to people: one rule at length."""

import difflib
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from policies.catalogue import rules
from policies.estate_rules import RULES
from policies.kit.python_rule import PythonRule
from policies.model import FRAMEWORKS, Rule


class UnknownRuleError(KeyError):
    """No guardrail has this id or name."""

    def __init__(self, key: str, choices: Iterable[str]) -> None:
        self.near = tuple(difflib.get_close_matches(key, list(choices), n=3, cutoff=0.5))
        super().__init__(key)

    def __str__(self) -> str:
        hint = ", ".join(f"`{name}`" for name in self.near) or "see `estate policies list`"
        return f"no guardrail is called `{self.args[0]}`; near: {hint}"


AnyRule: TypeAlias = Rule | PythonRule
"""A rule of either pack."""


def every_rule() -> tuple[AnyRule, ...]:
    """The rules of both packs, in the order of their ids."""
    return (*rules(), *RULES)


def find(key: str) -> Rule:
    """The guardrail with an id or name, in any case; raises `UnknownRuleError` with near names."""
    found = find_any(key)
    if not isinstance(found, Rule):
        raise UnknownRuleError(key, ())
    return found


def find_any(key: str) -> AnyRule:
    """The rule of either pack with an id or name, in any case; raises `UnknownRuleError` with near names."""
    for rule in every_rule():
        if key.lower() in (rule.id.lower(), rule.name):
            return rule
    raise UnknownRuleError(key, (name for rule in every_rule() for name in (rule.id, rule.name)))


def effect_of(rule: AnyRule) -> str:
    """What a violation does by default: the effect in Azure, or for a rule in Python its level at preview."""
    return str(rule.defaults["effect"]) if isinstance(rule, Rule) else f"{rule.level} at preview"


def definition_of(rule: AnyRule) -> Mapping[str, Any]:
    """The definition that Azure takes; empty for a rule in Python."""
    return rule.definition if isinstance(rule, Rule) else {}


def explain(rule_id: str) -> str:
    """One guardrail in Markdown: what must be, why, where to change it, and what it follows."""
    rule = find_any(rule_id)
    lines = [
        f"# {rule.id} {rule.title}",
        "",
        rule.obligation,
        "",
        f"- Expected: {rule.expected}",
        f"- Why: {rule.reason}",
        f"- Where to change it: {rule.fix}",
        f"- Severity: {rule.severity} · Area: {rule.area} · Effect: {effect_of(rule)}",
        f"- Policy name: `{rule.name}`, version {rule.version}",
    ]
    if isinstance(rule, Rule):
        lines.append(f"- Follows: {rule.source}")
    if rule.controls:
        lines.append(f"- Controls: {controls_text(rule)}")
    for name, declared in rule.parameters.items():
        if name != "effect":
            lines.append(f"- Parameter `{name}`: {parameter_text(declared)}")
    return "\n".join(lines) + "\n"


def controls_text(rule: AnyRule) -> str:
    """The controls of a rule, by framework."""
    return "; ".join(f"{FRAMEWORKS[name]}: {', '.join(controls)}" for name, controls in rule.controls.items())


def parameter_text(declared: dict[str, Any] | Any) -> str:
    """What a parameter is for and what it is by default."""
    return f"{declared['metadata']['description']} Default: {value_text(declared['defaultValue'])}."


def value_text(value: Any) -> str:
    """A value as people read it."""
    if isinstance(value, list):
        return ", ".join(value_text(each) for each in value) or "empty"
    if isinstance(value, dict):
        return " ".join(f"{key} {value_text(each)}" for key, each in value.items())
    return f"`{value}`"

"""Guardrails told to people: one rule at length."""

import difflib
from collections.abc import Iterable
from typing import Any

from policies.catalogue import rules
from policies.model import FRAMEWORKS, Rule


class UnknownRuleError(KeyError):
    """No guardrail has this id or name."""

    def __init__(self, key: str, choices: Iterable[str]) -> None:
        self.near = tuple(difflib.get_close_matches(key, list(choices), n=3, cutoff=0.5))
        super().__init__(key)

    def __str__(self) -> str:
        hint = ", ".join(f"`{name}`" for name in self.near) or "see `estate policies list`"
        return f"no guardrail is called `{self.args[0]}`; near: {hint}"


def find(key: str) -> Rule:
    """The guardrail with an id or name, in any case; raises `UnknownRuleError` with near names."""
    for rule in rules():
        if key.lower() in (rule.id.lower(), rule.name):
            return rule
    raise UnknownRuleError(key, (name for rule in rules() for name in (rule.id, rule.name)))


def explain(rule_id: str) -> str:
    """One guardrail in Markdown: what must be, why, where to change it, and what it follows."""
    rule = find(rule_id)
    lines = [
        f"# {rule.id} {rule.title}",
        "",
        rule.obligation,
        "",
        f"- Expected: {rule.expected}",
        f"- Why: {rule.reason}",
        f"- Where to change it: {rule.fix}",
        f"- Severity: {rule.severity} · Area: {rule.area} · Effect: {rule.defaults['effect']}",
        f"- Policy name: `{rule.name}`, version {rule.version}",
        f"- Follows: {rule.source}",
    ]
    if rule.controls:
        lines.append(f"- Controls: {controls_text(rule)}")
    for name, declared in rule.parameters.items():
        if name != "effect":
            lines.append(f"- Parameter `{name}`: {parameter_text(declared)}")
    return "\n".join(lines) + "\n"


def controls_text(rule: Rule) -> str:
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

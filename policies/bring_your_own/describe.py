"""Own policies told to people."""

from collections.abc import Sequence
from typing import Any

from policies.bring_your_own.own import OwnRule, Use
from policies.describe import UnknownRuleError, value_text
from policies.kit.bound import BoundRule


def told(bound: BoundRule) -> dict[str, Any]:
    """What a list shows of an own policy."""
    rule = bound.rule
    return {
        "name": rule.name,
        "title": rule.title,
        "effect": bound.compiled.effect,
        "level": str(bound.level),
        "severity": str(rule.severity),
        "file": rule.path if isinstance(rule, OwnRule) else "",
        "assignedBy": rule.assigned_by if isinstance(rule, OwnRule) else "",
    }


def record(bound: BoundRule) -> dict[str, Any]:
    """The same with the definition as its file holds it."""
    return {**told(bound), "definition": dict(bound.rule.definition)}


def find_own(rules: Sequence[BoundRule], key: str) -> BoundRule:
    """The policy with a name, in any case; raises `UnknownRuleError` with near names."""
    for bound in rules:
        if bound.rule.name.lower() == key.lower():
            return bound
    raise UnknownRuleError(key, (bound.rule.name for bound in rules))


def explain_own(bound: BoundRule) -> str:
    """One own policy in Markdown: what must be, where it holds, and with which parameters."""
    rule, facts = bound.rule, told(bound)
    lines = [
        f"# {rule.name} {rule.title}",
        "",
        rule.obligation,
        "",
        f"- Where to change it: {rule.fix}",
        f"- Severity: {rule.severity} · Effect: {facts['effect']} · Level: {bound.level}",
        f"- Definition: `{facts['file']}`",
    ]
    if isinstance(bound.assigned, Use):
        assignment = bound.assigned.assignment
        outside = f", but not `{'`, `'.join(assignment.not_scopes)}`" if assignment.not_scopes else ""
        lines.append(f"- Assigned by `{facts['assignedBy']}` at `{assignment.scope or 'a management group'}`{outside}")
        lines += [f"- Exempt: `{each.scope}` until {each.expires_on or 'further notice'}" for each in _leaves(bound)]
    lines += [f"- Parameter `{name}`: {value_text(value)}" for name, value in bound.parameters.items()]
    return "\n".join(lines) + "\n"


def _leaves(bound: BoundRule) -> Sequence[Any]:
    return bound.assigned.exemptions if isinstance(bound.assigned, Use) else ()

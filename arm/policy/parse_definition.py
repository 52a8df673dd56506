"""Reading policy definitions: whole, or only their properties, or only their rule."""

from collections.abc import Mapping
from typing import Any

from arm.policy.effect_names import canonical_mode
from arm.policy.model import CountSubject, PolicyDefinition, Rule, conditions
from arm.policy.parse_conditions import parse_condition
from arm.policy.parse_details import parse_details, parse_effect
from arm.policy.parse_expressions import Reading
from arm.policy.parse_parameters import parse_parameters
from arm.policy.reading import keys_of, need_object, optional_object, optional_text, refuse

MAX_CONDITIONS = 4096
MAX_VALUE_COUNTS = 10


def load_definition(document: Any) -> PolicyDefinition:
    """Read a definition. Raises `DefinitionError` with the path of what Azure would refuse."""
    keys = keys_of(need_object(document, "$", "a policy definition"), "$")
    if "if" in keys or "then" in keys:
        reading = Reading(parameters=None)
        rule = _rule(keys, "$", reading)
        return PolicyDefinition(
            mode="All",
            parameters=None,
            rule=rule,
            used_parameters=frozenset(reading.used),
            warnings=tuple(reading.warnings),
        )
    where = "$"
    outer: Mapping[str, Any] = keys
    if isinstance(keys.get("properties"), dict):
        where = "$.properties"
        keys = keys_of(keys["properties"], where)
    if "policyrule" not in keys:
        refuse("A-POL-060", f"{where}.policyRule", "no `policyRule`", "a rule with `if` and `then`", "state the rule")
    if "policydefinitions" in keys:
        refuse("A-POL-060", where, "an initiative", "a policy definition", "give one of its definitions")
    parameters = parse_parameters(keys.get("parameters"), f"{where}.parameters")
    reading = Reading(parameters={name.lower(): found for name, found in parameters.items()})
    rule = _rule(
        keys_of(need_object(keys["policyrule"], f"{where}.policyRule", "`if` and `then`"), f"{where}.policyRule"),
        f"{where}.policyRule",
        reading,
    )
    return PolicyDefinition(
        name=optional_text(outer, "name"),
        id=optional_text(outer, "id"),
        display_name=optional_text(keys, "displayName"),
        description=optional_text(keys, "description"),
        policy_type=optional_text(keys, "policyType") or "Custom",
        mode=_mode(keys.get("mode"), f"{where}.mode", reading),
        version=optional_text(keys, "version"),
        metadata=optional_object(keys, "metadata", where),
        parameters=parameters,
        rule=rule,
        used_parameters=frozenset(reading.used),
        warnings=tuple(reading.warnings),
    )


def _mode(mode: Any, where: str, reading: Reading) -> str | None:
    if mode is None or mode == "":
        reading.warn("A-POL-061", where, "no `mode`", "All or Indexed", "state the mode; Indexed is assumed")
        return None
    found = canonical_mode(mode) if isinstance(mode, str) else None
    if found is None:
        refuse("A-POL-061", where, f"`{mode}`", "All, Indexed, or the mode of a resource provider", "state the mode")
    return found


def _rule(keys: Mapping[str, Any], where: str, reading: Reading) -> Rule:
    for key in ("if", "then"):
        if key not in keys:
            refuse("A-POL-062", f"{where}.{key}", f"no `{key}`", "`if` and `then`", f"state `{key}`")
    condition = parse_condition(keys["if"], f"{where}.if", reading)
    found = list(conditions(condition))
    if len(found) > MAX_CONDITIONS:
        refuse("A-POL-063", f"{where}.if", f"{len(found)} conditions", f"at most {MAX_CONDITIONS}", "split the rule")
    counts = [c for c in found if isinstance(c.subject, CountSubject) and c.subject.field is None]
    if len(counts) > MAX_VALUE_COUNTS:
        reading.warn(
            "A-POL-063", f"{where}.if", f"{len(counts)} value counts", f"at most {MAX_VALUE_COUNTS}", "split the rule"
        )
    then = keys_of(need_object(keys["then"], f"{where}.then", "`effect` and `details`"), f"{where}.then")
    effect = parse_effect(then, f"{where}.then", reading)
    details, existence = parse_details(effect, then.get("details"), f"{where}.then.details", reading)
    return Rule(condition=condition, effect=effect, details=details, existence=existence, path=where)

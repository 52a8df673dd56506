"""Checking `then`: the effect and what its details must hold."""

from typing import Any

from arm.policy.effect_names import EFFECTS, canonical_effect
from arm.policy.expressions.parser import is_expression, literal_text
from arm.policy.field_names import check_field_name, read_field_name
from arm.policy.model import Expression
from arm.policy.parse_conditions import parse_condition
from arm.policy.parse_expressions import Reading, check_expression, check_texts, single_parameter
from arm.policy.reading import keys_of, nearest, need_object, refuse
from arm.policy.values import kind_of

_OPERATIONS = ("add", "addOrReplace", "remove")


def parse_effect(keys: dict[str, Any], where: str, reading: Reading) -> str:
    """The effect: a name in its usual casing, or the expression that gives one."""
    effect = keys.get("effect")
    if not isinstance(effect, str) or not effect.strip():
        found = "no `effect`" if effect is None else kind_of(effect)
        refuse("A-POL-040", f"{where}.effect", found, "the name of an effect, or a parameter", "state the effect")
    if is_expression(effect):
        check_expression(effect, f"{where}.effect", reading.effect_name())
        parameter = single_parameter(effect, reading)
        for value in (parameter.allowed or ()) if parameter else ():
            if isinstance(value, str) and canonical_effect(value) is None:
                _unknown_effect(value, f"{where}.effect")
        return effect
    return canonical_effect(effect) or _unknown_effect(effect, f"{where}.effect")


def _unknown_effect(name: str, where: str) -> Any:
    refuse("A-POL-041", where, f"the effect `{name}`", ", ".join(EFFECTS), nearest(name, EFFECTS))


def parse_details(effect: str, details: Any, where: str, reading: Reading) -> tuple[Any, Expression | None]:
    """The details without the existence condition, and that condition; what must be there is checked."""
    needed = {
        "auditIfNotExists": _related,
        "deployIfNotExists": _related,
        "modify": _modify,
        "append": _append,
        "denyAction": _deny_action,
    }.get(effect)
    existence = None
    if isinstance(details, dict):
        keys = keys_of(details, where)
        written = next((key for key in details if key.lower() == "existencecondition"), None)
        if written is not None and details[written] is not None:
            existence = parse_condition(details[written], f"{where}.{written}", reading)
        details = {key: value for key, value in details.items() if key.lower() != "existencecondition"}
        _check_members(details, where, reading)
        if "operations" in keys:
            _check_operations(keys["operations"], f"{where}.operations", reading)
    else:
        check_texts(details, where, reading)
    if isinstance(details, list):
        _check_pairs(details, where, reading)
    if needed:
        needed(details, where, reading)
    return details, existence


def _check_members(details: dict[str, Any], where: str, reading: Reading) -> None:
    for key, value in details.items():
        if key.lower() == "operations":
            continue
        own = without_template(value) if key.lower() == "deployment" and isinstance(value, dict) else value
        check_texts(own, f"{where}.{key}", reading)


def without_template(deployment: dict[str, Any]) -> dict[str, Any]:
    """A deployment without its template, whose expressions belong to the template engine."""
    return {
        key: {k: v for k, v in value.items() if k.lower() != "template"}
        if key.lower() == "properties" and isinstance(value, dict)
        else value
        for key, value in deployment.items()
    }


def _details_object(details: Any, where: str, effect: str) -> dict[str, Any]:
    if details is None:
        refuse("A-POL-042", where, "no `details`", f"the details of `{effect}`", "state them")
    return keys_of(need_object(details, where, f"the details of `{effect}`"), where)


def _related(details: Any, where: str, reading: Reading) -> None:
    keys = _details_object(details, where, "…IfNotExists")
    kind = keys.get("type")
    if not isinstance(kind, str) or not kind:
        refuse("A-POL-043", f"{where}.type", "no `type`", "the type of the related resource", "state `type`")
    scopes = ("ResourceGroup", "Subscription")
    for key, name in (("existencescope", "existenceScope"), ("deploymentscope", "deploymentScope")):
        value = keys.get(key)
        known = (*(s.lower() for s in scopes), "managementgroup")
        if isinstance(value, str) and not is_expression(value) and value.lower() not in known:
            refuse("A-POL-044", f"{where}.{name}", f"`{value}`", " or ".join(scopes), nearest(value, scopes))
    if "deployment" in keys and "roledefinitionids" not in keys:
        reading.warn(
            "A-POL-045", where, "no `roleDefinitionIds`", "the roles of the deployment", "list the roles it needs"
        )


def _modify(details: Any, where: str, reading: Reading) -> None:
    keys = _details_object(details, where, "modify")
    if "operations" not in keys:
        refuse("A-POL-046", f"{where}.operations", "no `operations`", "a list of operations", "list what to change")
    if "roledefinitionids" not in keys:
        reading.warn(
            "A-POL-045", where, "no `roleDefinitionIds`", "the roles of the remediation", "list the roles it needs"
        )
    conflict = keys.get("conflicteffect")
    accepted = ("audit", "deny", "disabled")
    if isinstance(conflict, str) and not is_expression(conflict) and conflict.lower() not in accepted:
        refuse(
            "A-POL-047", f"{where}.conflictEffect", f"`{conflict}`", ", ".join(accepted), nearest(conflict, accepted)
        )


def _check_operations(operations: Any, where: str, reading: Reading) -> None:
    if is_expression(operations):
        check_expression(operations, where, reading)
        return
    if not isinstance(operations, list) or not operations:
        found = "an empty list" if operations == [] else kind_of(operations)
        refuse("A-POL-046", where, found, "a list of operations", "list what to change")
    for index, item in enumerate(operations):
        _check_operation(item, f"{where}[{index}]", reading)


def _check_operation(item: Any, where: str, reading: Reading) -> None:
    keys = keys_of(need_object(item, where, "operation, field, value, condition"), where)
    operation = keys.get("operation")
    known = {name.lower(): name for name in _OPERATIONS}
    if not isinstance(operation, str) or (not is_expression(operation) and operation.lower() not in known):
        found = "no `operation`" if operation is None else f"`{operation}`"
        refuse("A-POL-048", f"{where}.operation", found, ", ".join(_OPERATIONS), nearest(str(operation), _OPERATIONS))
    name = keys.get("field")
    name = _check_target(name, f"{where}.field", reading)
    if operation.lower() == "remove":
        understood = None if is_expression(name) else read_field_name(name)
        if understood and understood.kind != "tag":
            refuse("A-POL-048", f"{where}.field", f"`{name}`", "a tag: only tags can be removed", "name a tag")
    elif operation.lower() in known and "value" not in keys:
        refuse("A-POL-048", f"{where}.value", "no `value`", f"a value for `{operation}`", "state the value")
    for key, value in item.items():
        in_condition = key.lower() == "condition"
        check_texts(value, f"{where}.{key}", reading.operation_condition() if in_condition else reading)


def _check_target(name: Any, where: str, reading: Reading) -> str:
    if not isinstance(name, str) or not name:
        refuse("A-POL-049", where, "no `field`" if name is None else kind_of(name), "a tag or an alias", "name it")
    if is_expression(name):
        check_expression(name, where, reading)
    else:
        check_field_name(literal_text(name), where, reading)
    return name


def _append(details: Any, where: str, reading: Reading) -> None:
    if not isinstance(details, list | dict) or not details:
        found = "no `details`" if details is None else kind_of(details)
        refuse("A-POL-050", where, found, "a list of field and value", "list what to append")
    if isinstance(details, dict):
        _check_pairs([details], where, reading)


def _check_pairs(details: list[Any], where: str, reading: Reading) -> None:
    for index, item in enumerate(details):
        place = f"{where}[{index}]"
        keys = keys_of(need_object(item, place, "field and value"), place)
        _check_target(keys.get("field"), f"{place}.field", reading)
        if "value" not in keys:
            refuse("A-POL-050", f"{place}.value", "no `value`", "the value to append", "state the value")


def _deny_action(details: Any, where: str, _reading: Reading) -> None:
    names = _details_object(details, where, "denyAction").get("actionnames")
    if is_expression(names):
        return
    if not isinstance(names, list) or [str(name).lower() for name in names] != ["delete"]:
        found = "no `actionNames`" if names is None else f"{names}"
        refuse("A-POL-051", f"{where}.actionNames", found, '["delete"]', "name the action `delete`")

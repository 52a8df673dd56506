"""Reading `if`, `where` and `existenceCondition`."""

from collections.abc import Mapping
from typing import Any

from arm.policy.expressions.parser import is_expression, literal_text
from arm.policy.field_names import check_field_name
from arm.policy.model import AllOf, AnyOf, Condition, CountSubject, Expression, FieldSubject, Not, ValueSubject
from arm.policy.operators import OPERATORS, Operator, truth_of
from arm.policy.parse_expressions import Reading, check_expression, check_texts, single_parameter
from arm.policy.reading import keys_of, nearest, need_object, refuse
from arm.policy.values import kind_of

_SUBJECTS = ("field", "value", "count")
_LOGICAL = ("allof", "anyof", "not")
_NAMES = ("allOf", "anyOf", *_SUBJECTS, "not", *(found.name for found in OPERATORS.values()))
_NUMERIC = ("equals", "notEquals", "less", "lessOrEquals", "greater", "greaterOrEquals", "in", "notIn")
MAX_DEPTH = 200


def parse_condition(value: Any, path: str, reading: Reading, level: int = 0) -> Expression:
    """One logical operator with its children, or one condition."""
    if level > MAX_DEPTH:
        refuse("A-POL-020", path, "too many levels", f"at most {MAX_DEPTH} levels of conditions", "flatten the rule")
    written = need_object(value, path, "a condition, or one of allOf, anyOf and not")
    keys = keys_of(written, path)
    logical = [key for key in _LOGICAL if key in keys]
    if not logical:
        return _condition(written, keys, path, reading, level)
    if len(keys) > 1:
        others = ", ".join(f"`{key}`" for key in written)
        refuse("A-POL-021", path, f"{others} side by side", "a logical operator alone in its object", "nest them")
    key = next(iter(written))
    child = written[key]
    if key.lower() == "not":
        need_object(child, f"{path}.{key}", "one condition; `not` takes no list")
        return Not(parse_condition(child, f"{path}.{key}", reading, level + 1), path)
    if not isinstance(child, list) or not child:
        found = "an empty list" if child == [] else kind_of(child)
        refuse("A-POL-022", f"{path}.{key}", found, "a list of one or more conditions", "list the conditions")
    children = tuple(
        parse_condition(part, f"{path}.{key}[{index}]", reading, level + 1) for index, part in enumerate(child)
    )
    return (AllOf if key.lower() == "allof" else AnyOf)(children, path)


def _condition(
    written: Mapping[str, Any], keys: Mapping[str, Any], path: str, reading: Reading, level: int
) -> Condition:
    for key in written:
        if key.lower() not in OPERATORS and key.lower() not in _SUBJECTS:
            refuse("A-POL-023", f"{path}.{key}", f"`{key}`", "a subject and an operator", nearest(key, _NAMES))
    subjects = [key for key in _SUBJECTS if key in keys]
    operators = [key for key in written if key.lower() in OPERATORS]
    if len(subjects) != 1:
        found = " and ".join(f"`{key}`" for key in subjects) or "none of them"
        refuse("A-POL-024", path, found, "exactly one of field, value and count", "state what is tested, once")
    subject = _subject(subjects[0], keys[subjects[0]], path, reading, level)
    if len(operators) != 1:
        found = " and ".join(f"`{key}`" for key in operators) or "no operator"
        refuse("A-POL-025", path, found, "exactly one operator", "write one condition for each operator")
    operator = OPERATORS[operators[0].lower()]
    operand = keys[operators[0].lower()]
    _check_operand(operator, operand, f"{path}.{operators[0]}", reading, counted=subjects[0] == "count")
    return Condition(subject, operator, operand, path)


def _subject(
    kind: str, value: Any, path: str, reading: Reading, level: int
) -> FieldSubject | ValueSubject | CountSubject:
    where = f"{path}.{kind}"
    if kind == "value":
        check_texts(value, where, reading)
        return ValueSubject(value)
    if kind == "field":
        return FieldSubject(_field(value, where, reading))
    return _count(value, where, reading, level)


def _field(value: Any, where: str, reading: Reading) -> str:
    if not isinstance(value, str) or not value.strip():
        refuse("A-POL-026", where, kind_of(value), "the name of a field or alias", "name the field")
    if is_expression(value):
        check_expression(value, where, reading)
        return value
    name = literal_text(value)
    check_field_name(name, where, reading)
    return name


def _count(value: Any, where: str, reading: Reading, level: int) -> CountSubject:
    keys = keys_of(need_object(value, where, "`field` or `value`, and `where`"), where)
    for key in keys:
        if key not in ("field", "value", "name", "where"):
            refuse(
                "A-POL-027",
                f"{where}.{key}",
                f"`{key}`",
                "field or value, name, where",
                "put the operator beside `count`, not into it",
            )
    if ("field" in keys) is ("value" in keys):
        found = "both `field` and `value`" if "field" in keys else "neither `field` nor `value`"
        refuse("A-POL-028", where, found, "exactly one of field and value", "count an alias or an array")
    field, name = None, keys.get("name")
    if "field" in keys:
        if name is not None:
            refuse("A-POL-029", f"{where}.name", "`name` of a field count", "`name` with `value` only", "remove it")
        field = _field(keys["field"], f"{where}.field", reading)
        if not is_expression(field) and "[*]" not in field:
            refuse("A-POL-030", f"{where}.field", f"`{field}`", "an alias with `[*]`", f"write `{field}[*]`")
        scope = field.lower()
    else:
        scope = _count_name(name, where, reading)
        _check_counted(keys["value"], f"{where}.value", reading)
    inner = None
    if keys.get("where") is not None:
        inner = parse_condition(keys["where"], f"{where}.where", reading.inside(scope), level + 1)
    return CountSubject(field, keys.get("value"), name, inner)


def _count_name(name: Any, where: str, reading: Reading) -> str:
    if name is None:
        if reading.counts:
            refuse("A-POL-031", where, "no `name`", "a name for a count inside of another", "name the count")
        return "default"
    if not isinstance(name, str) or not name.strip():
        refuse("A-POL-031", f"{where}.name", kind_of(name), "letters and digits", "name the count")
    if name.lower() in reading.counts:
        refuse("A-POL-031", f"{where}.name", f"`{name}` again", "another name than the counts around it", "rename it")
    return name.lower()


def _check_counted(value: Any, where: str, reading: Reading) -> None:
    if not isinstance(value, list) and not is_expression(value):
        refuse("A-POL-032", where, kind_of(value), "an array, or an expression that gives one", "list the values")
    check_texts(value, where, reading)
    parameter = single_parameter(value, reading)
    if parameter and parameter.type not in ("array",):
        refuse("A-POL-032", where, f"the {parameter.type} parameter `{parameter.name}`", "an array", "change its type")


def _check_operand(operator: Operator, operand: Any, where: str, reading: Reading, *, counted: bool) -> None:
    check_texts(operand, where, reading)
    if counted and operator.name not in _NUMERIC:
        refuse("A-POL-033", where, f"`{operator.name}` on a count", ", ".join(_NUMERIC), "compare with a number")
    if is_expression(operand):
        parameter = single_parameter(operand, reading)
        if parameter:
            _check_parameter_type(operator, parameter.type, parameter.name, where)
        return
    kinds: dict[str, tuple[tuple[type, ...], str]] = {
        "plain": ((str, int, float, bool, type(None)), "a plain value"),
        "text": ((str, int, float, bool), "a string"),
        "array": ((list,), "an array"),
        "order": ((str, int, float), "a number, a string or a date"),
        "truth": ((str, bool), "true or false"),
    }
    accepted, words = kinds[operator.operand]
    wrong = not isinstance(operand, accepted) or (operator.operand == "order" and isinstance(operand, bool))
    if wrong or (operator.operand == "truth" and truth_of(operand) is None):
        found = f"`{operand}`" if isinstance(operand, str) else kind_of(operand)
        remedy = "use `in` or `notIn` for an array" if isinstance(operand, list) else f"give {words}"
        refuse("A-POL-034", where, found, f"{words} for `{operator.name}`", remedy)
    if operator.operand == "text" and isinstance(operand, str):
        _check_wildcards(operator, operand, where, reading)


def _check_parameter_type(operator: Operator, kind: str, name: str, where: str) -> None:
    array_wanted = operator.operand == "array"
    if array_wanted is (kind == "array"):
        return
    if not array_wanted and kind != "array":
        return
    wanted = "an array" if array_wanted else "a plain value"
    remedy = "use `in` or `notIn`" if kind == "array" else "use `equals`, or make the parameter an array"
    refuse("A-POL-035", where, f"the {kind} parameter `{name}`", f"{wanted} for `{operator.name}`", remedy)


def _check_wildcards(operator: Operator, operand: str, where: str, reading: Reading) -> None:
    stars = operand.count("*")
    if operator.name in ("like", "notLike") and stars > 1:
        reading.warn("A-POL-036", where, f"{stars} wildcards", "one `*` in `like`", "split the condition")
    if operator.name in ("contains", "notContains") and stars:
        reading.warn("A-POL-036", where, "`*` in `contains`", "a text without `*`", "use `like`")

"""Parameters: how they are declared, and which values fit."""

from collections.abc import Mapping
from typing import Any, NoReturn

from arm.policy.errors import ParameterError, Problem
from arm.policy.model import Parameter
from arm.policy.ordering import parse_date
from arm.policy.reading import keys_of, nearest, need_object, refuse
from arm.policy.schema_check import schema_problems
from arm.policy.values import has_unknown, kind_of, same_exactly
from arm.unknown import UNKNOWN

TYPES = ("String", "Array", "Object", "Boolean", "Integer", "Float", "DateTime")
_KINDS: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "array": (list,),
    "object": (dict,),
    "boolean": (bool,),
    "integer": (int,),
    "float": (int, float),
    "datetime": (str,),
}


def parse_parameters(value: Any, where: str) -> dict[str, Parameter]:
    """The declared parameters by name."""
    if value is None:
        return {}
    declared = need_object(value, where, "parameters by name")
    keys_of(declared, where)
    return {name: _parameter(name, entry, f"{where}.{name}") for name, entry in declared.items()}


def _parameter(name: str, entry: Any, where: str) -> Parameter:
    keys = keys_of(need_object(entry, where, "type, defaultValue, allowedValues, metadata"), where)
    kind = keys.get("type")
    if not isinstance(kind, str) or kind.lower() not in _KINDS:
        found = "no `type`" if kind is None else f"`{kind}`"
        refuse("A-POL-070", f"{where}.type", found, ", ".join(TYPES), nearest(str(kind), TYPES))
    allowed = keys.get("allowedvalues")
    if allowed is not None and not isinstance(allowed, list):
        refuse("A-POL-071", f"{where}.allowedValues", kind_of(allowed), "an array", "list the values")
    schema = keys.get("schema")
    return Parameter(
        name=name,
        type=kind.lower(),
        default=keys.get("defaultvalue"),
        has_default="defaultvalue" in keys,
        allowed=None if allowed is None else tuple(allowed),
        schema=schema if isinstance(schema, dict) else None,
        metadata=keys["metadata"] if isinstance(keys.get("metadata"), dict) else {},
    )


def plain_values(given: Mapping[str, Any] | None) -> dict[str, Any]:
    """Values by name, from plain ones or from `{"value": ...}`."""
    return {name: next(iter(value.values())) if _is_wrapped(value) else value for name, value in (given or {}).items()}


def _is_wrapped(value: Any) -> bool:
    return isinstance(value, dict) and len(value) == 1 and next(iter(value)).lower() == "value"


def bind_parameters(
    declared: Mapping[str, Parameter], given: Mapping[str, Any] | None, where: str = "parameters"
) -> dict[str, Any]:
    """The value of every parameter, by name in lower case. Raises `ParameterError` for one that does not fit."""
    values = {name.lower(): value for name, value in plain_values(given).items()}
    bound: dict[str, Any] = {}
    for parameter in declared.values():
        key = parameter.name.lower()
        if key in values:
            check_value(parameter, values[key], f"{where}.{parameter.name}")
            bound[key] = values[key]
        elif parameter.has_default:
            bound[key] = parameter.default
        else:
            _refuse_missing(parameter.name, f"a value of type {parameter.type}, because there is no default", where)
    return bound


def bind_undeclared(used: frozenset[str], given: Mapping[str, Any] | None, where: str = "parameters") -> dict[str, Any]:
    """The values of a bare rule, which declares no parameters but needs a value for each that it names."""
    values = {name.lower(): value for name, value in plain_values(given).items()}
    for name in sorted(used - values.keys()):
        _refuse_missing(name, "a value, because the rule names the parameter", where)
    return values


def _refuse_missing(name: str, accepted: str, where: str) -> NoReturn:
    raise ParameterError(
        Problem(
            code="A-POL-072",
            where=f"{where}.{name}",
            found="no value",
            accepted=accepted,
            remedy=f"give a value for `{name}`",
        )
    )


def check_value(parameter: Parameter, value: Any, where: str) -> None:
    """Raise `ParameterError` when a value has another type or is not allowed."""
    if value is UNKNOWN:
        return
    fits = isinstance(value, _KINDS[parameter.type])
    if isinstance(value, bool) and parameter.type != "boolean":
        fits = False
    if parameter.type == "datetime" and isinstance(value, str) and value and parse_date(value) is None:
        fits = False
    if not fits:
        _refuse_value("A-POL-073", where, f"{kind_of(value)} `{value}`", f"a value of type {parameter.type}")
    problem = next(schema_problems(value, parameter.schema), None) if parameter.schema else None
    if problem:
        _refuse_value("A-POL-075", where, problem, "a value that fits the schema of the parameter")
    if parameter.allowed is None or has_unknown(value):
        return
    parts = value if isinstance(value, list) and not _among(parameter, value) else [value]
    for part in parts:
        if not _among(parameter, part):
            allowed = ", ".join(f"`{item}`" for item in parameter.allowed)
            _refuse_value("A-POL-074", where, f"`{part}`", allowed)


def _among(parameter: Parameter, value: Any) -> bool:
    return any(same_exactly(value, item) is True for item in parameter.allowed or ())


def _refuse_value(code: str, where: str, found: str, accepted: str) -> None:
    problem = Problem(code=code, where=where, found=found, accepted=accepted, remedy="give an accepted value")
    raise ParameterError(problem)

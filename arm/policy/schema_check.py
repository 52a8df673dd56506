"""The JSON schema of object parameters: the keywords that assignments are checked against."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from arm.policy.values import kind_of, same_exactly
from arm.unknown import UNKNOWN

_KINDS: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "array": (list,),
    "object": (dict,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "null": (type(None),),
}


def schema_problems(value: Any, schema: Any, where: str = "") -> Iterator[str]:
    """What in a value does not fit a schema, each with its path. Keywords that are not known ask nothing."""
    if value is UNKNOWN or schema is True or not isinstance(schema, Mapping):
        if schema is False:
            yield f"{where or 'the value'} is not accepted"
        return
    kinds = schema.get("type")
    names = [kinds] if isinstance(kinds, str) else kinds if isinstance(kinds, list) else []
    if names and not any(_is(value, str(name)) for name in names):
        yield f"{where or 'the value'} is {kind_of(value)}, not {' or '.join(map(str, names))}"
        return
    yield from _choices(value, schema, where)
    for kind, check in _BY_KIND:
        if _is(value, kind):
            yield from check(value, schema, where)


def _is(value: Any, name: str) -> bool:
    expected = _KINDS.get(name.lower())
    if expected is None:
        return True
    if isinstance(value, bool):
        return bool in expected
    return isinstance(value, expected) or (name == "integer" and isinstance(value, float) and value.is_integer())


def _choices(value: Any, schema: Mapping[str, Any], where: str) -> Iterator[str]:
    allowed = schema.get("enum")
    if isinstance(allowed, list) and not any(same_exactly(value, item) is True for item in allowed):
        yield f"{where or 'the value'} is not one of {allowed}"
    if "const" in schema and same_exactly(value, schema["const"]) is not True:
        yield f"{where or 'the value'} is not {schema['const']!r}"
    for part in schema.get("allOf") or []:
        yield from schema_problems(value, part, where)
    for keyword in ("anyOf", "oneOf"):
        parts = schema.get(keyword)
        if isinstance(parts, list) and parts and all(any(schema_problems(value, part, where)) for part in parts):
            yield f"{where or 'the value'} fits none of {keyword}"


def _object(value: Mapping[str, Any], schema: Mapping[str, Any], where: str) -> Iterator[str]:
    known = schema.get("properties")
    properties: Mapping[str, Any] = known if isinstance(known, Mapping) else {}
    for name in schema.get("required") or []:
        if name not in value:
            yield f"{where}.{name} is missing"
    further = schema.get("additionalProperties", True)
    for name, member in value.items():
        if name in properties:
            yield from schema_problems(member, properties[name], f"{where}.{name}")
        elif further is False:
            yield f"{where}.{name} is not accepted"
        else:
            yield from schema_problems(member, further, f"{where}.{name}")


def _array(value: list[Any], schema: Mapping[str, Any], where: str) -> Iterator[str]:
    yield from _size(len(value), schema, "Items", where)
    for index, item in enumerate(value):
        yield from schema_problems(item, schema.get("items", True), f"{where}[{index}]")


def _string(value: str, schema: Mapping[str, Any], where: str) -> Iterator[str]:
    yield from _size(len(value), schema, "Length", where)
    pattern = schema.get("pattern")
    if isinstance(pattern, str):
        try:
            fits = re.search(pattern, value) is not None
        except re.error:
            fits = True
        if not fits:
            yield f"{where or 'the value'} does not match `{pattern}`"


def _number(value: float, schema: Mapping[str, Any], where: str) -> Iterator[str]:
    least, most = schema.get("minimum"), schema.get("maximum")
    if isinstance(least, int | float) and value < least:
        yield f"{where or 'the value'} is less than {least}"
    if isinstance(most, int | float) and value > most:
        yield f"{where or 'the value'} is more than {most}"


def _size(size: int, schema: Mapping[str, Any], what: str, where: str) -> Iterator[str]:
    least, most = schema.get(f"min{what}"), schema.get(f"max{what}")
    if isinstance(least, int) and size < least:
        yield f"{where or 'the value'} is shorter than {least}"
    if isinstance(most, int) and size > most:
        yield f"{where or 'the value'} is longer than {most}"


_BY_KIND: tuple[tuple[str, Callable[[Any, Mapping[str, Any], str], Iterator[str]]], ...] = (
    ("object", _object),
    ("array", _array),
    ("string", _string),
    ("number", _number),
)

"""Which resource types a rule can speak of: the pack looks at a rule only for those."""

from collections.abc import Iterable, Mapping
from typing import Any

Types = frozenset[str] | None
"""Resource types in lower case; `None` for any type."""


def applicable_types(condition: Mapping[str, Any], parameters: Mapping[str, Any]) -> Types:
    """Types for which a condition may be true. Wider than the truth at times, never narrower."""
    keys = {key.lower(): key for key in condition}
    if "allof" in keys:
        return _both(applicable_types(child, parameters) for child in condition[keys["allof"]])
    if "anyof" in keys:
        return _either(applicable_types(child, parameters) for child in condition[keys["anyof"]])
    if str(condition.get(keys.get("field", ""))).lower() != "type":
        return None
    if "equals" in keys:
        return _texts([condition[keys["equals"]]], parameters)
    if "in" in keys:
        listed = condition[keys["in"]]
        return _texts(listed if isinstance(listed, list) else [listed], parameters)
    return None


def _texts(values: Iterable[Any], parameters: Mapping[str, Any]) -> Types:
    found: set[str] = set()
    for value in values:
        text = str(value)
        if not text.startswith("["):
            found.add(text.lower())
            continue
        name = text.removeprefix("[parameters('").removesuffix("')]")
        given = parameters.get(name)
        if given is None:
            return None
        found.update(str(each).lower() for each in (given if isinstance(given, list) else [given]))
    return frozenset(found)


def _both(parts: Iterable[Types]) -> Types:
    result: Types = None
    for part in parts:
        if part is not None:
            result = part if result is None else result & part
    return result


def _either(parts: Iterable[Types]) -> Types:
    result: frozenset[str] = frozenset()
    for part in parts:
        if part is None:
            return None
        result |= part
    return result

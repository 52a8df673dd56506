"""Reading JSON objects: keys without regard to case, and problems with their path."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any, NoReturn

from arm.policy.errors import DefinitionError, Problem
from arm.policy.values import kind_of


def refuse(code: str, where: str, found: str, accepted: str, remedy: str) -> NoReturn:
    """Refuse the document."""
    raise DefinitionError(Problem(code=code, where=where, found=found, accepted=accepted, remedy=remedy))


def need_object(value: Any, where: str, what: str) -> dict[str, Any]:
    """The value as an object."""
    if isinstance(value, dict):
        return value
    refuse("A-POL-001", where, f"{kind_of(value)}", f"an object: {what}", "write an object in braces")


def keys_of(value: Mapping[str, Any], where: str) -> dict[str, Any]:
    """The members by their names in lower case; two that differ only in case are refused."""
    found: dict[str, Any] = {}
    for key, member in value.items():
        lowered = key.lower()
        if lowered in found:
            refuse(
                "A-POL-002", f"{where}.{key}", f"`{key}` twice", "each key once, without regard to case", "remove one"
            )
        found[lowered] = member
    return found


def need_text(keys: Mapping[str, Any], key: str, where: str) -> str:
    """A member that must be a text."""
    value = keys.get(key.lower())
    if isinstance(value, str) and value:
        return value
    found = f"no `{key}`" if value is None else f"`{key}` is {kind_of(value) if value != '' else 'empty'}"
    refuse("A-POL-003", f"{where}.{key}", found, f"`{key}` as a string", f"state `{key}`")


def optional_text(keys: Mapping[str, Any], key: str) -> str:
    """A member that may be a text; empty when it is not there."""
    value = keys.get(key.lower())
    return value if isinstance(value, str) else ""


def optional_object(keys: Mapping[str, Any], key: str, where: str) -> dict[str, Any]:
    """A member that may be an object; empty when it is null or not there."""
    value = keys.get(key.lower())
    return {} if value is None else need_object(value, f"{where}.{key}", f"`{key}`")


def optional_list(keys: Mapping[str, Any], key: str, where: str) -> list[Any]:
    """A member that may be an array; empty when it is null or not there."""
    value = keys.get(key.lower())
    if value is None:
        return []
    if isinstance(value, list):
        return value
    refuse("A-POL-001", f"{where}.{key}", kind_of(value), f"`{key}` as an array", "write an array in brackets")


def nearest(name: str, known: Iterable[str]) -> str:
    """Advice for a name that is not known: what was probably meant."""
    by_key = {candidate.lower(): candidate for candidate in known}
    close = get_close_matches(name.lower(), by_key, n=3, cutoff=0.6)
    meant = ", ".join(f"`{by_key[key]}`" for key in close)
    return f"use {meant}" if meant else "use one of the accepted names"

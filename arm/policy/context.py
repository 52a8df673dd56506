"""Reading the context of an evaluation from JSON."""

from collections.abc import Mapping
from typing import Any

from arm.policy.errors import PolicyError, Problem
from arm.policy.run import NO_CONTEXT, Context
from arm.policy.values import MISSING, kind_of, member
from arm.unknown import UNKNOWN, Unknown


def load_context(document: Any) -> Context:
    """A context from `resourceGroup`, `subscription`, `requestContext`, `policy`, `utcNow` and `related`."""
    if document is None or document == {}:
        return NO_CONTEXT
    if not isinstance(document, Mapping):
        raise PolicyError(_bad("$.context", document, "an object"))
    now = member(document, "utcNow")
    return Context(
        resource_group=_object(document, "resourceGroup"),
        subscription=_object(document, "subscription"),
        request=_object(document, "requestContext"),
        policy=_object(document, "policy"),
        now=now if isinstance(now, str | Unknown) else None,
        related=_related(member(document, "related")),
    )


def _object(document: Mapping[str, Any], name: str) -> Mapping[str, Any] | Unknown:
    value = member(document, name)
    if value is MISSING or value is None or value is UNKNOWN:
        return UNKNOWN
    if isinstance(value, Mapping):
        return value
    raise PolicyError(_bad(f"$.context.{name}", value, "an object"))


def _related(value: Any) -> tuple[Mapping[str, Any], ...] | None:
    if value is MISSING or value is None or value is UNKNOWN:
        return None
    found = [value] if isinstance(value, Mapping) else value
    if isinstance(found, list) and all(item is None or isinstance(item, Mapping) for item in found):
        return tuple(item for item in found if item is not None)
    raise PolicyError(_bad("$.context.related", value, "an array of resources"))


def _bad(where: str, value: Any, accepted: str) -> Problem:
    return Problem(code="A-POL-097", where=where, found=kind_of(value), accepted=accepted, remedy="correct the context")

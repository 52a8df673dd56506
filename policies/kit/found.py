"""What was found, in the words of a message."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from arm.policy.aliases import resolver
from arm.policy.evaluation import Reason
from arm.policy.fields import Field, compile_field
from arm.policy.run import Run
from arm.policy.values import MISSING
from policies.kit.messages import shown

COUNT = "count of "
FIELD = "field "


def found_texts(shows: Iterable[str], resource: Mapping[str, Any], reasons: Iterable[Reason]) -> tuple[str, ...]:
    """The values that a rule shows, or else those that its conditions met."""
    wanted = tuple(shows)
    values = tuple(_shown_fields(wanted, resource))
    if values:
        return values
    told = tuple(dict.fromkeys(text for reason in reasons if (text := _told(reason))))
    absent = tuple(f"`{short_name(name)}` absent" for name in wanted[:1])
    return told or absent or (f"`type` {shown(resource.get('type'))}",)


def short_name(field: str) -> str:
    """A field without its resource type."""
    return field.rsplit("/", 1)[-1]


def _shown_fields(shows: Iterable[str], resource: Mapping[str, Any]) -> Iterator[str]:
    run = Run(resource)
    for name in shows:
        value = _field(name).select(run)
        if value is not MISSING and value is not None and value != []:
            yield f"`{short_name(name)}` {_values(value)}"


@lru_cache(maxsize=256)
def _field(name: str) -> Field:
    return compile_field(name, (), resolver())


def _values(value: Any) -> str:
    if isinstance(value, Mapping | list):
        return ", ".join(shown(each) for each in value) or "empty"
    return shown(value)


def _told(reason: Reason) -> str | None:
    text = reason.text
    if text.startswith(f"{FIELD}type "):
        return None
    if text.startswith(COUNT):
        name = text.removeprefix(COUNT).split(" ")[0]
        return f"{reason.found} in `{short_name(name).removesuffix('[*]')}`" if "[*]" in name else None
    if text.startswith(FIELD):
        return f"`{short_name(text.removeprefix(FIELD).split(' ')[0])}` {_values(reason.found)}"
    return None

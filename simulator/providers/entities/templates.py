"""Templates in rules: `{name}` is a value, `{parent.name}` a value of the entity named, `{guid:part}` a made-up id."""

import re
from collections.abc import Callable, Mapping
from typing import Any

NAME = re.compile(r"\{([A-Za-z:.-]+)\}")


def filled(template: Any, look_up: Callable[[str], Any], guid: Callable[[str], str]) -> Any:
    """A template with its names replaced; one that is a single name keeps the value's type."""
    if isinstance(template, Mapping):
        return {key: filled(item, look_up, guid) for key, item in template.items()}
    if isinstance(template, list):
        return [filled(item, look_up, guid) for item in template]
    if not isinstance(template, str):
        return template
    whole = NAME.fullmatch(template)
    if whole:
        return _value(whole.group(1), look_up, guid)
    return NAME.sub(lambda match: str(_value(match.group(1), look_up, guid)), template)


def _value(name: str, look_up: Callable[[str], Any], guid: Callable[[str], str]) -> Any:
    return guid(name.removeprefix("guid:")) if name.startswith("guid:") else look_up(name)

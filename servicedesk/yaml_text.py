"""Writing the estate's YAML: new files in the estate's style, and edits that leave comments where they stand."""

import io
from collections.abc import Callable, Mapping
from typing import Any

from ruamel.yaml import YAML

from config.load import STACK_KEY


def stack_text(value: Mapping[str, Any]) -> str:
    """The text of a new stack file."""
    return _dump({"config": {STACK_KEY: dict(value)}})


def loaded(text: str) -> Any:
    """The data of a text; an empty map where there is none."""
    return _yaml().load(text) or {}


def edited(text: str, edit: Callable[[Any], None]) -> str:
    """A text after an edit of its data; everything else stays as it is written."""
    data = _yaml().load(text)
    edit(data)
    return _dump(data)


def edited_stack(text: str, edit: Callable[[Any], None]) -> str:
    """A stack file's text after an edit of the stack's value."""
    return edited(text, lambda data: edit(data["config"][STACK_KEY]))


def plain_text(value: Mapping[str, Any]) -> str:
    """The text of a new file of the estate that is not a stack's."""
    return _dump(dict(value))


def _yaml() -> YAML:
    yaml = YAML(typ="rt")
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 10_000
    yaml.preserve_quotes = True
    return yaml


def _dump(data: Any) -> str:
    stream = io.StringIO()
    _yaml().dump(data, stream)
    return stream.getvalue()

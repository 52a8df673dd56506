"""What to write for services that people know by another name, or that a team does not make itself."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def _table() -> Mapping[str, str]:
    raw = json.loads(files("config").joinpath("data/other_names.json").read_text(encoding="utf-8"))
    return {name: advice for name, advice in raw.items() if name != "source"}


def known_as(kind: str) -> str | None:
    """Advice for a name such as `openai`; None for any other name."""
    return _table().get(kind.lower().replace("_", "-").replace(" ", "-"))

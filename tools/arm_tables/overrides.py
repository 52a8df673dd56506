"""Reviewed corrections where the two SDKs disagree or fall silent, each with its reason."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "overrides.json"


@dataclass(frozen=True)
class Overrides:
    """Corrections by resource and by property; remembers which were used."""

    resources: Mapping[str, Mapping[str, Any]]
    properties: Mapping[str, Mapping[str, Any]]
    used: set[str] = field(default_factory=set)

    def resource(self, token: str) -> Mapping[str, Any]:
        """What is corrected about a resource: `id`, `parameters`, `package`."""
        return self.resources.get(token, {})

    def of(self, token: str, owner: str, client: str) -> Mapping[str, Any]:
        """What is corrected about a property of a class: `<module>:<Class>.<client name>`."""
        key = f"{token.split(':')[1]}:{owner}.{client}"
        if key in self.properties:
            self.used.add(key)
        return self.properties.get(key, {})

    def unused(self) -> list[str]:
        """Property corrections that met nothing: they may go."""
        return sorted(set(self.properties) - self.used)


@cache
def load() -> Overrides:
    """The corrections of `overrides.json`."""
    raw = json.loads(_FILE.read_text(encoding="utf-8"))
    return Overrides(raw["resources"], raw["properties"])

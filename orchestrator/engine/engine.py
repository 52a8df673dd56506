"""An engine that is ready to run: the Pulumi CLI and where it came from."""

import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

VERSION = "3.255.0"
"""The version that is installed or built, and the oldest that is accepted."""

LANGUAGE_HOST = "pulumi-language-python"
LANGUAGE_EXECUTOR = "pulumi-language-python-exec"


class Origin(StrEnum):
    """Where an engine came from."""

    PATH = "found on PATH"
    CACHE = "kept in the cache"
    OFFICIAL = "official installer"
    BUILT = "built from its Go modules"


@dataclass(frozen=True)
class Engine:
    """A Pulumi CLI of a known version."""

    command: Path
    """The executable."""
    version: str
    origin: Origin

    @property
    def directory(self) -> Path:
        """The folder of the executable and of what belongs to it."""
        return self.command.parent


def cache_directory() -> Path:
    """Where engines are kept, by version, for all checkouts of this user."""
    base = os.environ.get("XDG_CACHE_HOME") or ""
    root = Path(base) if Path(base).is_absolute() else Path.home() / ".cache"
    return root / "data-estate" / "engine"

"""What every verb is given: the estate's folder, and how to speak to who called."""

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import typer
from rich.console import Console

from orchestrator.engine.workspace import CHECKOUT


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The global options, and the two ways out: results on standard output, talk on standard error."""

    estate_dir: Path = CHECKOUT / "estate"
    as_json: bool = False
    """Whether a machine reads: results are one JSON value on standard output, and nothing else."""
    color: bool = True
    out: Console = field(init=False)
    """For results; use `show` where `--json` has a meaning."""
    note: Console = field(init=False)
    """For progress and remarks; never part of a result."""

    def __post_init__(self) -> None:
        no_color = None if self.color else True  # None: by NO_COLOR and by whether a person reads
        object.__setattr__(self, "out", Console(file=sys.stdout, no_color=no_color, soft_wrap=True, highlight=False))
        object.__setattr__(self, "note", Console(file=sys.stderr, no_color=no_color, soft_wrap=True, highlight=False))

    def show(self, value: Any, text: Any) -> None:
        """Show a result: `value` as JSON to machines, `text` (anything rich can print) to people."""
        if self.as_json:
            sys.stdout.write(json.dumps(value, indent=2, default=str) + "\n")
        else:
            self.out.print(text)


def settings_of(context: typer.Context) -> Settings:
    """The settings of the running command."""
    settings = context.find_object(Settings)
    if settings is None:
        raise RuntimeError("a verb was called outside the `estate` command")
    return settings

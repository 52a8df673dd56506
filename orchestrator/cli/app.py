"""The `estate` command itself: global options, the verbs, and how it ends."""

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from orchestrator.cli.errors import report
from orchestrator.cli.settings import Settings
from orchestrator.cli.verbs import VERBS
from orchestrator.engine.workspace import CHECKOUT

_FLAGS = ("--json", "--no-color")
_ESTATE = "--estate"


class Verbs(TyperGroup):
    """Finds verbs by name and imports a verb's module only when it is called or listed."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """The names, as `--help` lists them."""
        return list(VERBS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """The command of a verb."""
        if cmd_name not in VERBS:
            return None
        command = get_command(importlib.import_module(VERBS[cmd_name]).app)
        command.name = cmd_name
        return command


app = typer.Typer(
    cls=Verbs,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    epilog="Exit codes: 0 done, 1 failed, 2 invalid input, 3 drift, 4 guardrail refused, 130 interrupted.",
)


@app.callback(help="Deploy, judge and operate an Azure data estate, simulated or real.")
def estate(
    context: typer.Context,
    estate_dir: Annotated[
        Path, typer.Option(_ESTATE, metavar="DIR", help="The estate's folder.", show_default="estate/")
    ] = CHECKOUT / "estate",
    json: Annotated[bool, typer.Option("--json", help="Give results as JSON on standard output.")] = False,
    no_color: Annotated[bool, typer.Option("--no-color", help="No colour; NO_COLOR does the same.")] = False,
) -> None:
    """Keep the global options for the verb."""
    context.obj = Settings(estate_dir=estate_dir, as_json=json, color=not no_color)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `estate` and leave with one of the documented exit codes."""
    line = global_options_first(list(sys.argv[1:] if arguments is None else arguments))
    try:
        get_command(app)(args=line, prog_name="estate")
    except Exception as error:
        sys.exit(report(error, as_json="--json" in line))


def global_options_first(arguments: list[str]) -> list[str]:
    """Let the global options stand anywhere on the line, such as `estate up --estate DIR`."""
    first: list[str] = []
    rest: list[str] = []
    remaining = iter(arguments)
    for argument in remaining:
        if argument == "--":
            return [*first, *rest, argument, *remaining]
        if argument in _FLAGS or argument.startswith(f"{_ESTATE}="):
            first.append(argument)
        elif argument == _ESTATE:
            first += [argument, *([value] if (value := next(remaining, None)) is not None else [])]
        else:
            rest.append(argument)
    return first + rest

"""`estate policies`: Azure Policy definitions, judged here."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from arm.policy.alias_table import load_aliases
from arm.policy.batch import evaluate_lines, evaluate_one, read_json
from arm.policy.errors import PolicyError
from orchestrator.cli.settings import settings_of
from orchestrator.problems import InvalidInputError

app = typer.Typer(no_args_is_help=True)


@app.callback(help="Azure Policy definitions: evaluate them without Azure.")
def policies() -> None:
    """Keep the verbs of policies together."""


@app.command()
def evaluate(
    context: typer.Context,
    definition: Annotated[Path | None, typer.Argument(help="A definition, its properties, or its rule.")] = None,
    resource: Annotated[Path | None, typer.Argument(help="A resource as Azure shows it.")] = None,
    parameters: Annotated[Path | None, typer.Option(help="Values by name, plain or as `value`.")] = None,
    aliases: Annotated[Path | None, typer.Option(help="Aliases, as Azure's tools print them.")] = None,
    surroundings: Annotated[
        Path | None,
        typer.Option("--context", help="resourceGroup, subscription, requestContext, policy, utcNow, related."),
    ] = None,
    batch: Annotated[bool, typer.Option("--batch", help="One request as JSON on each line of standard input.")] = False,
) -> None:
    """Say which effect a definition has on a resource, and why.

    A value that is not known yet is written {"$unknown": true}; the fields that decide are then listed.
    """
    if batch:
        _evaluate_input(aliases)
        return
    if definition is None or resource is None:
        raise InvalidInputError(
            code="E-POL-001",
            where="estate policies evaluate",
            found="no definition or no resource",
            accepted="two files, or --batch",
            remedy="name both files",
        )
    settings = settings_of(context)
    try:
        found = evaluate_one(
            _read(definition),
            _read(resource),
            parameters=_read(parameters),
            aliases=_read(aliases),
            context=_read(surroundings),
        )
    except PolicyError as error:
        raise _invalid(error) from None
    settings.show(found, Text(_as_text(found)))


def _evaluate_input(aliases: Path | None) -> None:
    try:
        table = load_aliases(_read(aliases) if aliases else {})
    except PolicyError as error:
        raise _invalid(error) from None
    for line in evaluate_lines(_lines(), table):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def _lines() -> Iterator[str]:
    for line in sys.stdin.buffer:
        yield line.decode("utf-8-sig", errors="replace")


def _read(path: Path | None) -> Any:
    if path is None:
        return None
    try:
        return read_json(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise InvalidInputError(
            code="E-POL-002",
            where=str(path),
            found=str(error),
            accepted="a JSON file that can be read",
            remedy="correct the path or the file",
        ) from None


def _invalid(error: PolicyError) -> InvalidInputError:
    problem = error.problem
    return InvalidInputError(
        code=problem.code,
        where=problem.where,
        found=problem.found,
        accepted=problem.accepted,
        remedy=problem.remedy,
    )


def _as_text(found: dict[str, Any]) -> str:
    lines = [f"{found['compliance']}: {found['effect'] or 'no effect'}"]
    lines += [f"  cannot be evaluated: {found['error']}"] if found["error"] else []
    lines += [f"  not known: {name}" for name in found["undecided"]]
    for reason in found["reasons"]:
        lines.append(f"  {reason['path']}: {reason['condition']} is {reason['verdict']} (found {reason['found']!r})")
    lines += [f"  {note}" for note in found.get("notes", [])]
    return "\n".join(lines)

"""`estate policies`: Azure Policy definitions, judged here."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markdown import Markdown
from rich.table import Table
from rich.text import Text

from arm.policy.alias_table import load_aliases
from arm.policy.batch import evaluate_lines, evaluate_one, read_json
from arm.policy.errors import PolicyError
from config.load import load_estate
from orchestrator.cli.compliance import compliance
from orchestrator.cli.settings import Settings, settings_of
from orchestrator.engine.workspace import CHECKOUT
from orchestrator.exit_codes import ExitCode
from orchestrator.problems import InvalidInputError
from orchestrator.report.catalogue import catalogue_of
from orchestrator.report.page import catalogue_page
from policies.bring_your_own import load_own
from policies.bring_your_own.describe import explain_own, find_own, record, told
from policies.describe import UnknownRuleError, definition_of, effect_of, every_rule, explain, find_any
from policies.packs import all_rules
from policies.testing import run_cases, run_own_cases

app = typer.Typer(no_args_is_help=True)
app.command()(compliance)

Folder = Annotated[
    Path | None, typer.Option("--folder", help="A folder of Azure Policy JSON, instead of the guardrails.")
]


@app.callback(help="The guardrails, and any Azure Policy definition, judged without Azure.")
def policies() -> None:
    """Keep the verbs of policies together."""


@app.command("list")
def list_rules(context: typer.Context, folder: Folder = None) -> None:
    """List every guardrail: id, name, what it protects, severity, and the effect that it has by default."""
    settings = settings_of(context)
    if folder is not None:
        _list_own(settings, folder)
        return
    found = [
        {
            "id": rule.id,
            "name": rule.name,
            "area": str(rule.area),
            "severity": str(rule.severity),
            "effect": effect_of(rule),
            "title": rule.title,
        }
        for rule in every_rule()
    ]
    table = Table("Id", "Guardrail", "Area", "Severity", "Effect")
    for one in found:
        table.add_row(one["id"], one["title"], one["area"], one["severity"], one["effect"])
    settings.show(found, table)


def _list_own(settings: Settings, folder: Path) -> None:
    found = [told(bound) for bound in load_own(folder)]
    table = Table("Policy", "Title", "Effect", "Assigned by", "File")
    for one in found:
        table.add_row(one["name"], one["title"], one["effect"], one["assignedBy"] or "-", one["file"])
    settings.show(found, table)


@app.command("explain")
def explain_rule(
    context: typer.Context,
    guardrail: Annotated[str, typer.Argument(help="Its id or name, such as G-STO-001.")],
    folder: Folder = None,
) -> None:
    """Say what a guardrail asks for, why, where to change it, and which controls it serves."""
    settings = settings_of(context)
    try:
        if folder is not None:
            bound = find_own(load_own(folder), guardrail)
            settings.show(record(bound), Markdown(explain_own(bound)))
            return
        rule, text = find_any(guardrail), explain(guardrail)
    except UnknownRuleError as error:
        raise InvalidInputError(
            code="E-POL-003",
            where="command line",
            found=f"no guardrail `{guardrail}`",
            accepted="an id or a name of `estate policies list`",
            remedy=f"write `{error.near[0]}`" if error.near else "see the list",
        ) from None
    settings.show({"id": rule.id, "name": rule.name, "definition": dict(definition_of(rule))}, Markdown(text))


@app.command()
def page(
    context: typer.Context,
    output: Annotated[Path, typer.Option("--output", "-o", help="Where to write it.")] = Path("guardrails.html"),
) -> None:
    """Write the guardrails as one searchable page: reason, fix, controls, where each holds, who is exempt."""
    settings = settings_of(context)
    catalogue = catalogue_of(load_estate(settings.estate_dir))
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(catalogue_page(catalogue), encoding="utf-8")
    found = {"page": str(output), "rules": len(catalogue.entries), "exemptions": catalogue.exempt}
    settings.show(found, f"{found['rules']} rules and {found['exemptions']} exemptions in {output}")


@app.command("test")
def run_rule_cases(
    context: typer.Context,
    cases: Annotated[
        Path | None, typer.Option(help="The folder of the cases; absent: the guardrails', or `cases` in --folder.")
    ] = None,
    folder: Folder = None,
) -> None:
    """Run every case of every guardrail. A rule without its four kinds of case fails, but for those of --folder."""
    settings = settings_of(context)
    if folder is None:
        total = len(all_rules())
        count, problems = run_cases(cases or CHECKOUT / "tests" / "policy_cases")
    else:
        own = load_own(folder)
        total = len(own)
        count, problems = run_own_cases(cases or folder / "cases", own)
    listed = "\n".join(str(problem) for problem in problems)
    settings.show(
        {"cases": count, "rules": total, "problems": [str(problem) for problem in problems]},
        Text(listed or f"{count} cases of {total} rules come out as they should"),
    )
    if problems:
        raise typer.Exit(ExitCode.FAILURE)


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

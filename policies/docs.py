"""The page of all guardrails, generated from the catalogue."""

from collections.abc import Iterator

from policies.catalogue import initiatives, rules
from policies.describe import controls_text, parameter_text
from policies.estate_rules import RULES
from policies.kit.python_rule import PythonRule
from policies.model import Initiative, Rule

HEAD = """# Guardrails

<!-- Generated from `policies/definitions/` and `policies/initiatives/`: edit those, then run `make docs`. -->

A guardrail is an Azure Policy definition.
The pack in `policies/guardrails/` judges every planned resource by it at preview;
the `platform` stack deploys the same file to Azure.
`Deny` refuses, `Audit` reports, `AuditIfNotExists` reports that a related resource is missing.
`estate policies explain <id>` prints one of them, `estate policies page` writes all as a page to search;
`estate request policy-exemption` asks for an exemption.

"""


PYTHON = """## Rules that Azure Policy cannot express

The pack in `policies/estate_rules/` judges the resources of a stack together, by what the data says of others.
Azure does not know them: they hold at preview and at every deployment from here.

"""


def render_catalogue() -> str:
    """The reference page in Markdown."""
    by_name = {rule.name: rule for rule in rules()}
    parts = [HEAD, *_overview(by_name)]
    for initiative in initiatives():
        parts.append(f"## {initiative.title.removeprefix('Data estate: ').capitalize()}\n\n")
        parts.append(f"{initiative.description}\nInitiative `{initiative.name}`.\n\n")
        parts.extend(_section(by_name[name]) for name in initiative.members)
    parts.append(PYTHON)
    parts.extend(_python_section(rule) for rule in RULES)
    return "".join(parts).rstrip() + "\n"


def _overview(by_name: dict[str, Rule]) -> Iterator[str]:
    yield f"{len(by_name)} guardrails in {len(initiatives())} initiatives:\n\n"
    yield "| Initiative | Guardrails | Refuse | Report |\n| --- | --- | --- | --- |\n"
    for initiative in initiatives():
        yield _row(initiative, by_name)
    yield "\n"


def _row(initiative: Initiative, by_name: dict[str, Rule]) -> str:
    refusing = sum(by_name[name].defaults["effect"] == "Deny" for name in initiative.members)
    total = len(initiative.members)
    title = initiative.title.removeprefix("Data estate: ").capitalize()
    return f"| [{title}](#{initiative.area}) | {total} | {refusing} | {total - refusing} |\n"


def _python_section(rule: PythonRule) -> str:
    lines = [
        f"### {rule.id} {rule.title}",
        "",
        rule.obligation,
        rule.reason,
        "",
        f"- Policy: `{rule.name}`",
        f"- Severity: {rule.severity}, {rule.level} at preview",
        f"- Expected: {rule.expected}",
        f"- Where to change it: {rule.fix}",
        f"- Controls: {controls_text(rule)}",
    ]
    return "\n".join(lines) + "\n\n"


def _section(rule: Rule) -> str:
    lines = [
        f"### {rule.id} {rule.title}",
        "",
        rule.obligation,
        rule.reason,
        "",
        f"- Policy: [`{rule.name}`](../../policies/{rule.path}), version {rule.version}",
        f"- Severity: {rule.severity}, effect `{rule.defaults['effect']}`",
        f"- Expected: {rule.expected}",
        f"- Where to change it: {rule.fix}",
    ]
    lines += [
        f"- Parameter `{name}`: {parameter_text(declared)}"
        for name, declared in rule.parameters.items()
        if name != "effect"
    ]
    if rule.controls:
        lines.append(f"- Controls: {controls_text(rule)}")
    lines.append(f"- Follows: {rule.source}")
    return "\n".join(lines) + "\n\n"

"""Running the cases: `estate policies test`, and the unit tests."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from policies.case_files import Case, Kind, holds_unknown, read_cases
from policies.catalogue import rules
from policies.estate_rules import RULES
from policies.kit.bound import BoundRule, bind
from policies.kit.judge import judge
from policies.kit.messages import violation_message
from policies.kit.plan import Plan
from policies.kit.planned import Planned
from policies.kit.python_rule import PythonRule
from policies.kit.related import Related
from policies.kit.report import Reported
from policies.kit.settings import Settings, parse
from policies.kit.verdict import Outcome, Verdict
from policies.model import Rule
from policies.packs import all_rules
from policies.problems import GuardrailDataError, Problem

TODAY = "2026-11-23"
TENANT = "00000000-0000-0000-0000-0000000000f1"
GROUP = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-cts-case"
"""Where a case's resource stands when it does not say."""


def run_cases(folder: Path) -> tuple[int, list[Problem]]:
    """How many cases ran, and every problem: cases that come out otherwise, rules without cases, and so on."""
    cases, problems = read_cases(folder)
    by_name: dict[str, Rule | PythonRule] = {rule.name: rule for rule in rules()}
    by_name |= {rule.name: rule for rule in RULES}
    problems.extend(_strays(cases, by_name))
    problems.extend(_gaps(cases, by_name))
    known = [case for case in cases if case.rule in by_name]
    for case in known:
        problems.extend(_differences(case, by_name[case.rule]))
    return len(known), problems


def run_own_cases(folder: Path, own: Sequence[BoundRule]) -> tuple[int, list[Problem]]:
    """The same for an organisation's own policies, of which not every one needs a case."""
    cases, problems = read_cases(folder)
    by_name = {bound.rule.name: bound for bound in own}
    problems.extend(_strays(cases, by_name))
    known = [case for case in cases if case.rule in by_name]
    for case in known:
        bound = by_name[case.rule]
        problems.extend(_compared(case, bound.rule, _judged(case, bound, parse(case.where, {"today": TODAY}, ()))))
    return len(known), problems


def outcome_of(case: Case, rule: Rule | PythonRule) -> Outcome:
    """What the rule says of the case's resource."""
    settings = parse(
        case.where,
        {
            "today": TODAY,
            "tenantId": TENANT,
            "parameters": {rule.id: dict(case.parameters)} if case.parameters else {},
            "exemptions": list(case.exemptions),
        },
        all_rules(),
    )
    if isinstance(rule, PythonRule):
        resources = tuple(planned_of(entry) for entry in case.plan)
        applies = resources[0].token in rule.tokens
        plan = Plan(resources)
        return rule.judge(resources[0], plan, case.context) if applies else Outcome(verdict=Verdict.NOT_APPLICABLE)
    (bound,) = bind([rule], settings)
    return _judged(case, bound, settings)


def _judged(case: Case, bound: BoundRule, settings: Settings) -> Outcome:
    related = [Related(each, certain=True) for each in case.related]
    return judge(bound, _complete(case.resource or {}), settings, related=related, tells_applicability=True)


def message_of(rule: Reported, outcome: Outcome) -> str:
    """The message that a pack would report for a violation."""
    return violation_message(rule.id, rule.title, outcome.found, rule.expected, rule.fix)


def _complete(resource: Mapping[str, Any]) -> dict[str, Any]:
    kind = resource["type"]
    in_group = f"{GROUP}/providers/{kind}/{resource.get('name')}"
    beside = f"{GROUP.rpartition('/')[0]}/{resource.get('name')}"
    made = beside if kind.lower().endswith("/resourcegroups") else in_group
    return {"id": made, **resource}


def planned_of(entry: Mapping[str, Any]) -> Planned:
    """A planned resource of a case."""
    links = {name: tuple(urns) for name, urns in entry.get("links", {}).items()}
    provider = {"subscriptionId": GROUP.split("/")[2]}
    return Planned(
        urn=entry["urn"],
        token=entry["token"],
        inputs=entry["inputs"],
        provider=provider,
        links=links,
    )


def _differences(case: Case, rule: Rule | PythonRule) -> Iterator[Problem]:
    try:
        outcome = outcome_of(case, rule)
    except GuardrailDataError as error:
        yield _problem("P-CAS-003", case.where, str(error), "settings that the rule accepts", "correct the case")
        return
    yield from _compared(case, rule, outcome)


def _compared(case: Case, rule: Reported, outcome: Outcome) -> Iterator[Problem]:
    if outcome.verdict is not case.verdict:
        yield _unexpected(case, f"{outcome.verdict} ({', '.join(outcome.found + outcome.undecided)})", case.verdict)
        return
    if case.undecided is not None and outcome.undecided != case.undecided:
        yield _unexpected(case, f"undecided {', '.join(outcome.undecided)}", ", ".join(case.undecided))
    message = message_of(rule, outcome)
    if case.message is not None and case.message not in message:
        yield _unexpected(case, message, case.message)


def _strays(cases: Iterable[Case], by_name: Mapping[str, object]) -> Iterator[Problem]:
    for case in cases:
        if case.rule not in by_name:
            yield _problem("P-CAS-002", case.where, f"`{case.rule}`", "the name of a rule", "rename the folder")
        if case.kind is Kind.UNKNOWN and not holds_unknown([case.resource, case.related, case.plan]):
            yield _problem("P-CAS-003", case.where, "no `!unknown` in it", "an unknown value", "add one")


def _gaps(cases: Iterable[Case], by_name: Mapping[str, object]) -> Iterator[Problem]:
    kinds: dict[str, set[Kind]] = defaultdict(set)
    for case in cases:
        kinds[case.rule].add(case.kind)
    for name in sorted(by_name):
        missing = [kind for kind in Kind if kind not in kinds[name]]
        if missing:
            yield _problem("P-CAS-001", name, f"no case of {', '.join(missing)}", "all four kinds", "add them")


def _unexpected(case: Case, found: str, accepted: str) -> Problem:
    return _problem("P-CAS-004", case.where, found, accepted, "correct the rule or the case")


def _problem(code: str, where: str, found: str, accepted: str, remedy: str) -> Problem:
    return Problem(code=code, where=where, found=found, accepted=accepted, remedy=remedy)

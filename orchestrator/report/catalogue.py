"""The guardrails as people look them up: what each asks for, where it holds, and who is exempt until when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from config.estate import Estate
from config.guardrails import assigned_levels, guardrail_parameters, guardrail_settings, policy_folder
from config.hierarchy import management_groups
from policies.bring_your_own import load_own
from policies.bring_your_own.describe import told
from policies.catalogue import initiatives
from policies.describe import AnyRule, every_rule, value_text
from policies.kit.bound import BoundRule
from policies.kit.settings import Settings, parse
from policies.model import FRAMEWORKS, Level, Rule
from policies.packs import all_rules

PLATFORM = "platform"
"""What serves every environment: the platform stack, and peering."""
WORDS = {Level.MANDATORY: "refuses", Level.ADVISORY: "reports", Level.DISABLED: "is off"}
OWN = "own policies"


@dataclass(frozen=True, kw_only=True)
class Leave:
    """One exemption that stands."""

    stack: str
    scope: str
    until: str
    reason: str
    ticket: str
    approver: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One rule."""

    id: str
    name: str
    title: str
    area: str
    severity: str
    obligation: str
    reason: str
    expected: str
    fix: str
    follows: str
    effect: str
    """What a violation does where nothing else is said."""
    controls: tuple[tuple[str, str], ...]
    """Framework and controls."""
    parameters: tuple[tuple[str, str], ...]
    """Values that this estate gives."""
    assigned: tuple[tuple[str, str], ...]
    """Where it is assigned in Azure, and what it does there; none for what only previews judge."""
    levels: tuple[tuple[str, str], ...]
    """Per environment, what a violation does at preview."""
    exemptions: tuple[Leave, ...]

    @property
    def words(self) -> str:
        """What the search looks in, in lower case."""
        parts = [self.id, self.name, self.title, self.area, self.severity, self.obligation, self.reason, self.fix]
        parts += [text for pair in (*self.controls, *self.assigned) for text in pair]
        parts += [text for leave in self.exemptions for text in (leave.stack, leave.scope, leave.ticket)]
        return " ".join(parts).lower()


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Every rule that judges an estate."""

    organization: str
    environments: tuple[str, ...]
    entries: tuple[Entry, ...]

    @property
    def areas(self) -> tuple[str, ...]:
        """Every area that has a rule."""
        return tuple(sorted({entry.area for entry in self.entries}))

    @property
    def severities(self) -> tuple[str, ...]:
        """Every severity that a rule has."""
        return tuple(sorted({entry.severity for entry in self.entries}))

    @property
    def exempt(self) -> int:
        """How many exemptions stand."""
        return sum(len(entry.exemptions) for entry in self.entries)


def catalogue_of(estate: Estate) -> Catalogue:
    """The rules of both packs, and of the estate's own folder. Errors: `GuardrailDataError` of that folder."""
    settings = _settings(estate)
    places = _places(estate)
    folder = policy_folder(estate)
    own = load_own(folder) if folder else []
    return Catalogue(
        organization=estate.settings.organization.name,
        environments=tuple(settings),
        entries=(*(_entry(estate, rule, settings, places) for rule in every_rule()), *map(_own_entry, own)),
    )


def _settings(estate: Estate) -> Mapping[str, Settings]:
    """How one stack of each environment is judged: all stacks of an environment are judged alike."""
    found: dict[str, Settings] = {}
    for name, stack in estate.stacks.items():
        environment = estate.environment_name(stack) or PLATFORM
        if environment not in found:
            found[environment] = parse(name, guardrail_settings(estate, name), all_rules())
    return dict(sorted(found.items()))


def _places(estate: Estate) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Per rule name, the management groups to which its initiative is assigned, and what it does there."""
    names = {group.key: group.name for group in management_groups(estate)}
    assigned = tuple((names[key], str(level)) for key, level in assigned_levels(estate).items())
    return {member: assigned for initiative in initiatives() for member in initiative.members}


def _entry(
    estate: Estate,
    rule: AnyRule,
    settings: Mapping[str, Settings],
    places: Mapping[str, tuple[tuple[str, str], ...]],
) -> Entry:
    return Entry(
        id=rule.id,
        name=rule.name,
        title=rule.title,
        area=str(rule.area),
        severity=str(rule.severity),
        obligation=rule.obligation,
        reason=rule.reason,
        expected=rule.expected,
        fix=rule.fix,
        follows=rule.source if isinstance(rule, Rule) else "",
        effect=str(rule.defaults["effect"]) if isinstance(rule, Rule) else "preview only",
        controls=tuple((FRAMEWORKS[name], ", ".join(controls)) for name, controls in rule.controls.items()),
        parameters=tuple(_parameters(estate, rule)),
        assigned=tuple((group, _in_azure(level, rule)) for group, level in places.get(rule.name, ())),
        levels=tuple((name, WORDS[_level(rule, each)]) for name, each in settings.items()),
        exemptions=tuple(_leaves(estate, rule.id)),
    )


def _level(rule: AnyRule, settings: Settings) -> Level:
    own = rule.level_for(settings.parameters_for(rule)) if isinstance(rule, Rule) else rule.level
    return settings.level_of(rule, own)


def _in_azure(level: str, rule: AnyRule) -> str:
    effect = str(rule.defaults["effect"]) if isinstance(rule, Rule) else ""
    return effect if level == Level.MANDATORY else f"{effect}, not enforced"


def _parameters(estate: Estate, rule: AnyRule) -> Iterable[tuple[str, str]]:
    given = guardrail_parameters(estate)
    values: Mapping[str, Any] = {**given["*"], **given.get(rule.id, {})}
    return ((name, value_text(values[name])) for name in rule.parameters if name in values)


def _leaves(estate: Estate, rule_id: str) -> Iterable[Leave]:
    for each in estate.exemptions:
        if each.guardrail == rule_id:
            yield Leave(
                stack=each.stack,
                scope=each.scope,
                until=each.expires.isoformat(),
                reason=each.reason,
                ticket=each.ticket,
                approver=each.approver,
            )


def _own_entry(bound: BoundRule) -> Entry:
    rule, facts = bound.rule, told(bound)
    return Entry(
        id=rule.id,
        name=rule.name,
        title=rule.title,
        area=OWN,
        severity=str(rule.severity),
        obligation=rule.obligation,
        reason="",
        expected=rule.expected,
        fix=rule.fix,
        follows=facts["file"],
        effect=facts["effect"],
        controls=(),
        parameters=tuple((name, value_text(value)) for name, value in bound.parameters.items()),
        assigned=((facts["assignedBy"], facts["effect"]),) if facts["assignedBy"] else (),
        levels=(("every environment", WORDS[bound.level]),),
        exemptions=(),
    )

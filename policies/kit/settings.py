"""What an organisation decides about its guardrails, as the pack receives it.

The environment variable `DATA_ESTATE_GUARDRAILS` names a JSON file that the orchestrator writes:

    {
      "levels": {"default": "mandatory", "G-STO-003": "advisory", "cost": "disabled"},
      "parameters": {"*": {"allowedLocations": ["westeurope"]},
                     "G-NET-013": {"allowedResourceGroups": ["rg-dns"]}},
      "exemptions": [{"guardrail": "G-NET-001", "scope": "/subscriptions/…", "reason": "…", "ticket": "CHG-1",
                      "approver": "security@contoso.example", "expires": "2027-06-30"}],
      "tenantId": "6b8f9a52-5f0e-4c1d-9a63-1d6a7c6f2e10",
      "context": {"environment": "prod", "dnsRegistration": "template"},
      "policyFolder": "/estate/azure-policy",
      "today": "2026-11-23"
    }

Every key may be left out. `levels` names rules by id or name, areas, or `default`; the most specific entry
wins. `default` is the level of rules that refuse; rules that only report stay advisory unless an entry for
the rule or its area says otherwise. `parameters` under `*` go to every rule that has a parameter of that
name. `context` is for the estate's own rules, `policyFolder` for the pack of an organisation's own policies.
Without the variable every rule keeps its own defaults: what refuses is mandatory, what reports is advisory,
lists of allowed scopes are empty.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Protocol

from policies.definition_checks import fits
from policies.kit.exemptions import Exemption, read_exemptions
from policies.model import Area, Level, Rule
from policies.problems import GuardrailDataError, Problem
from policies.reading import read_object

VARIABLE = "DATA_ESTATE_GUARDRAILS"
KEYS = {"levels", "parameters", "exemptions", "tenantId", "context", "policyFolder", "today"}


class Configurable(Protocol):
    """What settings need of a rule, of either pack."""

    @property
    def id(self) -> str:
        """The permanent id."""

    @property
    def name(self) -> str:
        """The policy's name."""

    @property
    def area(self) -> Area:
        """What the rule protects."""

    @property
    def parameters(self) -> Mapping[str, Mapping[str, Any]]:
        """Parameter declarations by name."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings, checked against the catalogue."""

    levels: Mapping[str, Level] = field(default_factory=dict)
    parameters: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    exemptions: tuple[Exemption, ...] = ()
    tenant_id: str | None = None
    context: Mapping[str, Any] = field(default_factory=dict)
    policy_folder: str | None = None
    today: date

    def parameters_for(self, rule: Rule) -> dict[str, Any]:
        """Every parameter value of a rule."""
        shared = {name: value for name, value in self.parameters.get("*", {}).items() if name in rule.parameters}
        own = {**self.parameters.get(rule.name, {}), **self.parameters.get(rule.id, {})}
        return {**rule.defaults, **shared, **own}

    def level_of(self, rule: Configurable, own: Level) -> Level:
        """The level at which violations of a rule are reported, given the rule's own."""
        if own is Level.DISABLED:
            return own
        for key in (rule.id, rule.name, rule.area):
            if key in self.levels:
                return self.levels[key]
        return self.levels.get("default", own) if own is Level.MANDATORY else own


def settings_from(environment: Mapping[str, str], rules: Sequence[Configurable]) -> Settings:
    """The settings that the environment names, or the defaults; raises `GuardrailDataError`."""
    named = environment.get(VARIABLE)
    if not named:
        return Settings(today=datetime.now(UTC).date())
    try:
        loaded = read_object(Path(named))
    except ValueError as error:
        raise GuardrailDataError(
            [
                Problem(
                    code="P-SET-001",
                    where=f"{VARIABLE}={named}",
                    found=str(error),
                    accepted="a JSON object",
                    remedy="let `estate` write the file, or unset the variable",
                )
            ]
        ) from error
    return parse(named, loaded, rules)


def parse(where: str, loaded: Mapping[str, Any], rules: Sequence[Configurable]) -> Settings:
    """Settings from a JSON object; raises `GuardrailDataError` with every problem."""
    problems = list(_shape(where, loaded))
    if problems:
        raise GuardrailDataError(problems)
    today = _day(loaded.get("today"))
    if today is None:
        problems.append(_refused(f"{where} today", loaded.get("today"), "a date such as `2026-11-23`"))
        today = datetime.now(UTC).date()
    problems.extend(_check_levels(where, loaded.get("levels", {}), rules))
    problems.extend(_check_parameters(where, loaded.get("parameters", {}), rules))
    names = {key: rule.id for rule in rules for key in (rule.id, rule.name)}
    exemptions, found = read_exemptions(f"{where} exemptions", loaded.get("exemptions", []), names)
    problems.extend(found)
    if problems:
        raise GuardrailDataError(problems)
    return Settings(
        levels={key: Level(value) for key, value in loaded.get("levels", {}).items()},
        parameters=loaded.get("parameters", {}),
        exemptions=exemptions,
        tenant_id=loaded.get("tenantId"),
        context=loaded.get("context", {}),
        policy_folder=loaded.get("policyFolder"),
        today=today,
    )


def _shape(where: str, loaded: Mapping[str, Any]) -> Iterator[Problem]:
    for key in sorted(loaded.keys() - KEYS):
        yield _refused(where, key, "the keys " + ", ".join(f"`{name}`" for name in sorted(KEYS)))
    for key, kind, accepted in (
        ("levels", dict, "an object of levels"),
        ("parameters", dict, "an object of objects"),
        ("exemptions", list, "a list of exemptions"),
        ("context", dict, "an object"),
        ("tenantId", str, "a tenant id"),
        ("policyFolder", str, "the path of a folder"),
    ):
        if key in loaded and not isinstance(loaded[key], kind):
            yield _refused(f"{where} {key}", loaded[key], accepted)
    parameters = loaded.get("parameters")
    for key, values in parameters.items() if isinstance(parameters, dict) else ():
        if not isinstance(values, dict):
            yield _refused(f"{where} parameters.{key}", values, "an object of parameter values")


def _check_levels(where: str, levels: Mapping[str, Any], rules: Sequence[Configurable]) -> Iterator[Problem]:
    known = {key for rule in rules for key in (rule.id, rule.name)} | set(Area) | {"default"}
    for key, level in levels.items():
        if key not in known:
            yield _unknown(f"{where} levels", key, "an id, a name, an area or `default`")
        if level not in tuple(Level):
            yield _refused(f"{where} levels.{key}", level, "one of " + ", ".join(f"`{choice}`" for choice in Level))


def _check_parameters(
    where: str, parameters: Mapping[str, Mapping[str, Any]], rules: Sequence[Configurable]
) -> Iterator[Problem]:
    owners: dict[str, list[Configurable]] = {"*": list(rules)}
    for rule in rules:
        owners[rule.id] = owners[rule.name] = [rule]
    for key, values in parameters.items():
        if key not in owners:
            yield _unknown(f"{where} parameters", key, "an id, a name or `*`")
            continue
        for name, value in values.items():
            declared = [rule.parameters[name] for rule in owners[key] if name in rule.parameters]
            at = f"{where} parameters.{key}"
            if not declared:
                choices = sorted({parameter for rule in owners[key] for parameter in rule.parameters})
                yield _unknown(at, name, "one of " + ", ".join(f"`{choice}`" for choice in choices))
            for declaration in declared:
                allowed = declaration.get("allowedValues")
                if not fits(declaration["type"], value) or (allowed and value not in allowed):
                    yield _refused(
                        f"{at}.{name}",
                        value,
                        "one of " + ", ".join(f"`{v}`" for v in allowed)
                        if allowed
                        else f"a value of type {declaration['type']}",
                    )


def _day(value: object) -> date | None:
    if value is None:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _refused(where: str, found: object, accepted: str) -> Problem:
    return Problem(code="P-SET-003", where=where, found=f"`{found}`", accepted=accepted, remedy="correct the value")


def _unknown(where: str, found: str, accepted: str) -> Problem:
    return Problem(
        code="P-SET-002",
        where=where,
        found=f"`{found}`",
        accepted=accepted,
        remedy="see `estate policies list`",
    )

"""Exemptions: who may break which guardrail where, why, and until when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from arm.ids import InvalidResourceId, parse
from policies.problems import Problem

FIELDS = ("guardrail", "scope", "reason", "ticket", "approver", "expires")


@dataclass(frozen=True, kw_only=True)
class Exemption:
    """One approved exemption."""

    guardrail: str
    """Id of the rule."""
    scope: str
    """ARM id: everything at or below it is exempt."""
    reason: str
    ticket: str
    approver: str
    expires: date
    """The last day on which it holds."""

    def holds_on(self, day: date) -> bool:
        """Whether it is still in force."""
        return day <= self.expires

    def covers(self, guardrail: str, resource_id: str | None) -> bool:
        """Whether it speaks of this guardrail on this resource."""
        return self.guardrail == guardrail and within(self.scope, resource_id)

    def __str__(self) -> str:
        approval = f"{self.ticket}, approved by {self.approver}, until {self.expires}"
        return f"{self.guardrail} at {self.scope} ({approval})"


def within(scope: str, resource_id: str | None) -> bool:
    """Whether an id is the scope or lies below it; ids are compared without regard to case."""
    if resource_id is None:
        return False
    outer, inner = scope.rstrip("/").lower(), resource_id.rstrip("/").lower()
    return inner == outer or inner.startswith(outer + "/")


def standing(exemptions: Iterable[Exemption], guardrail: str, resource_id: str | None, today: date) -> Exemption | None:
    """The exemption that lets a resource pass today, if there is one."""
    for exemption in exemptions:
        if exemption.covers(guardrail, resource_id) and exemption.holds_on(today):
            return exemption
    return None


def read_exemptions(
    where: str, loaded: Sequence[Any], guardrails: Mapping[str, str]
) -> tuple[tuple[Exemption, ...], list[Problem]]:
    """Exemptions from JSON, and every problem in them. `guardrails` maps ids and names to ids."""
    good: list[Exemption] = []
    problems: list[Problem] = []
    for index, entry in enumerate(loaded):
        found = _problems(f"{where}[{index}]", entry, guardrails)
        problems.extend(found)
        if not found:
            good.append(
                Exemption(
                    guardrail=guardrails[entry["guardrail"]],
                    scope=entry["scope"],
                    reason=entry["reason"],
                    ticket=entry["ticket"],
                    approver=entry["approver"],
                    expires=date.fromisoformat(entry["expires"]),
                )
            )
    return tuple(good), problems


def _problems(where: str, entry: Any, guardrails: Mapping[str, str]) -> list[Problem]:
    if not isinstance(entry, dict) or set(entry) != set(FIELDS):
        return [_refused(where, entry, "an object with " + ", ".join(f"`{name}`" for name in FIELDS))]
    problems = [
        _refused(f"{where}.{name}", entry[name], "a text")
        for name in FIELDS
        if not isinstance(entry[name], str) or not entry[name].strip()
    ]
    if problems:
        return problems
    if entry["guardrail"] not in guardrails:
        problems.append(
            Problem(
                code="P-SET-002",
                where=f"{where}.guardrail",
                found=f"`{entry['guardrail']}`",
                accepted="the id or name of a guardrail",
                remedy="see `estate policies list`",
            )
        )
    try:
        parse(entry["scope"])
    except InvalidResourceId as error:
        problems.append(_refused(f"{where}.scope", entry["scope"], f"an ARM id ({error})"))
    try:
        date.fromisoformat(entry["expires"])
    except ValueError:
        problems.append(_refused(f"{where}.expires", entry["expires"], "a date such as `2027-06-30`"))
    return problems


def _refused(where: str, found: object, accepted: str) -> Problem:
    return Problem(code="P-SET-003", where=where, found=f"`{found}`", accepted=accepted, remedy="correct the exemption")

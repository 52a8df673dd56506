"""Exemptions from guardrails: in force, of a stack that stands, and once."""

from collections.abc import Iterator
from datetime import date, timedelta

from arm.ids import InvalidResourceId, parse
from config.estate import EXEMPTIONS_FILE, Estate
from config.problems import Problem
from config.wording import listed, nearest


def check_exemptions(estate: Estate, today: date) -> Iterator[Problem]:
    """Every exemption holds today and concerns its stack's subscription (C-EXM-001 to C-EXM-004)."""
    seen: set[tuple[str, str]] = set()
    for index, exemption in enumerate(estate.exemptions):

        def problem(code: str, field: str, found: str, accepted: str, remedy: str, *, at: int = index) -> Problem:
            return estate.sources[EXEMPTIONS_FILE].problem(
                code, ("exemptions", at, field), found=found, accepted=accepted, remedy=remedy
            )

        if exemption.expires < today:
            yield problem(
                "C-EXM-001",
                "expires",
                f"`{exemption.guardrail}` was exempt until {exemption.expires}",
                "exemptions that are in force",
                "remove it and repair what it covered, or renew it with `estate request new policy-exemption`",
            )
        longest = estate.settings.longest_exemption_days
        if longest and exemption.expires > today + timedelta(days=longest):
            yield problem(
                "C-EXM-004",
                "expires",
                f"`{exemption.guardrail}` is exempt until {exemption.expires}",
                f"an end within {longest} days, as `longest_exemption_days` says",
                "shorten it, and renew it in time",
            )
        same = (exemption.guardrail, exemption.scope.rstrip("/").lower())
        if same in seen:
            yield problem(
                "C-EXM-002",
                "guardrail",
                f"a second exemption from `{exemption.guardrail}` at `{exemption.scope}`",
                "one exemption for a guardrail and a scope",
                "remove one of the two",
            )
        seen.add(same)
        yield from (problem(*parts) for parts in _misplaced(estate, exemption.stack, exemption.scope))


def _misplaced(estate: Estate, stack: str, scope: str) -> Iterator[tuple[str, str, str, str, str]]:
    if stack not in estate.stacks:
        remedy = nearest(stack, estate.stacks, "choose one of these, or remove the exemption")
        yield "C-REF-001", "stack", f"no stack `{stack}`", listed(sorted(estate.stacks)), remedy
        return
    try:
        subscription = parse(scope).subscription_id
    except InvalidResourceId as error:
        yield "C-EXM-003", "scope", str(error), "the id of a resource, a group or a subscription", "correct the id"
        return
    own = estate.subscription_id(estate.stacks[stack])
    if subscription is None or subscription.lower() != own:
        yield (
            "C-EXM-003",
            "scope",
            f"`{scope}`",
            f"an id in the subscription of `{stack}`, `{own}`",
            "name the resource of that stack, as narrowly as can be",
        )

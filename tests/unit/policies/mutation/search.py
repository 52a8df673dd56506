"""The search: fewest edits first, until the rule says that the resource breaks it."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Any

from policies.kit.bound import BoundRule
from policies.kit.judge import judge
from policies.kit.related import Related
from policies.kit.settings import Settings
from policies.kit.verdict import Verdict
from tests.unit.policies.mutation.edits import edits
from tests.unit.policies.mutation.places import Edit, edited

MOST = 3
"""Edits at once."""
TRIES = 20_000


def breaks(bound: BoundRule, resource: dict[str, Any], settings: Settings, related: Sequence[Related] = ()) -> bool:
    """Whether the rule says that the resource breaks it; a rule that cannot be evaluated says nothing."""
    outcome = judge(bound, resource, settings, related=related)
    return outcome.verdict is Verdict.VIOLATION and not any("cannot be evaluated" in text for text in outcome.found)


def mutations(
    bound: BoundRule, resource: dict[str, Any], broken: Callable[[dict[str, Any]], bool]
) -> Iterator[tuple[Edit, ...]]:
    """Sets of edits that break the rule, the smallest first."""
    known = edits(bound, resource)
    tried = 0
    for count in range(1, MOST + 1):
        for chosen in combinations(known, count):
            if len({edit.steps for edit in chosen}) < count:
                continue
            tried += 1
            if tried > TRIES:
                return
            if broken(edited(resource, chosen)):
                yield chosen

"""Every published policy has its answer, and what an answer names is there."""

from collections import Counter

import pytest

from policies.catalogue import rules
from policies.estate_rules import RULES
from tools.policy_parity_page import answer, published

IDS = {*(rule.id for rule in rules()), *(rule.id for rule in RULES)}


def test_all_of_them_are_listed() -> None:
    kinds = Counter(one["group"] if one["group"] in ("Diagnostics", "DNS") else "services" for one in published())
    assert kinds == {"services": 134, "Diagnostics": 35, "DNS": 40}
    assert len({one["name"] for one in published()}) == 209


@pytest.mark.parametrize("one", published(), ids=lambda one: one["name"])
def test_each_has_an_answer(one: dict[str, object]) -> None:
    told = answer(one)
    assert told.startswith(("[G-", "[E-", "`diagnostics-", "made from the facts", "none: "))
    assert not told.endswith(("none: ", "is unknown")), told
    assert set(one.get("guardrails") or ()) <= IDS  # type: ignore[call-overload]


def test_few_are_left_out() -> None:
    left_out = [one["name"] for one in published() if answer(one).startswith("none: ")]
    assert len(left_out) <= 24, left_out

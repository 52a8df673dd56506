"""The register of rules: every rule cites what there is, has a case, and stands on the page."""

from pathlib import Path

import pytest

from simulator.core import coverage
from simulator.core.rules import BEHAVIOURS, REFUSALS, fact_rows, fact_table, refusal

PAGE = Path("docs/reference/simulator-coverage.md")
CASES = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == coverage.render(), "run `make docs`"


def test_every_code_has_a_case() -> None:
    carried = {row["code"] for row in fact_rows("faults")}
    carried |= {row["taken_code"] for row in fact_rows("services")}
    codes = {rule.code for rule in REFUSALS} - carried
    assert sorted(code for code in codes if f'"{code}"' not in CASES) == []


def test_rules_cite_rows_or_sources() -> None:
    assert all(rule.facts or rule.source for rule in REFUSALS)
    assert all(rule.facts or rule.source for rule in BEHAVIOURS)
    with pytest.raises(ValueError, match="cites a row"):
        refusal("Nothing", 400, "nothing")


def test_codes_and_statuses_of_rules_agree_with_the_rows_they_cite() -> None:
    table = fact_table("refusals")
    wrong = [
        (rule.code, key)
        for rule in REFUSALS
        for key in rule.facts
        if table[key]["status"] and int(table[key]["status"]) != rule.status
    ]
    assert wrong == []

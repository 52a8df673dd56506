"""Every code that the API tells is explained, has a status, and is used."""

import re
from http import HTTPStatus
from pathlib import Path

from api.problems import explained, registry, status_of
from config.problems import registry as of_the_estate
from servicedesk.problems import Problem
from servicedesk.problems import registry as of_the_service_desk

ROOT = Path(__file__).parents[3]


def _problem(code: str) -> Problem:
    return Problem(code=code, where="a", found="b", accepted="c", remedy="d")


def test_codes_and_entries_are_the_same() -> None:
    sources = (ROOT / "api").rglob("*.py")
    used = {code for path in sources for code in re.findall(r'"(H-[A-Z]{3}-\d{3})"', path.read_text(encoding="utf-8"))}
    assert used == set(registry())


def test_every_code_has_a_status_and_an_explanation() -> None:
    for code in (*registry(), *of_the_service_desk(), *of_the_estate()):
        assert HTTPStatus(status_of([_problem(code)])).value >= 400
        assert explained(code)


def test_of_several_reasons_the_one_about_the_caller_decides() -> None:
    assert status_of([_problem("D-REQ-004"), _problem("D-REQ-005")]) == 403

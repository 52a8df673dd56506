"""Each broken estate trips its one problem, at its place, and no other."""

from pathlib import Path

import pytest

from config.load import load_estate
from config.problems import EstateErrors, registry
from tests.unit.config.broken import CASES, case_of
from tests.unit.config.reference import REFERENCE, copy_estate


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_bad_case(case: Path) -> None:
    expect, problems = case_of(case)
    code = case.name.split(".")[1]
    assert (code, expect["file"], expect["path"]) in {(item.code, item.file, item.path) for item in problems}
    assert {problem.code for problem in problems} == {code}


SHOWN_ELSEWHERE = {
    "C-FRZ-001": "test_frozen: takes a stack that stands",
    "C-RET-001": "test_retention: takes a hundred datasets",
    "C-RET-005": "test_earlier: takes a stack that stands",
    "C-LIM-001": "test_limits: takes hundreds of zones",
    "C-LIM-002": "test_limits: takes a hundred data factories",
    "C-NAM-001": "test_naming: the models keep estates from it",
    "C-NAM-002": "test_naming: the models keep estates from it",
    "C-NAM-003": "test_naming: the table of names keeps estates from it",
    "C-NAM-004": "test_naming: the models keep estates from it",
}


def test_every_code_has_a_case_and_an_entry() -> None:
    assert {case.name.split(".")[1] for case in CASES} | set(SHOWN_ELSEWHERE) == set(registry())


def test_the_reference_estate_is_valid() -> None:
    estate = load_estate(REFERENCE)
    assert set(estate.stacks) == {
        "platform", "management", "sales-dev", "logistics-prod", "peering", "crm", "telematics",
        "customer-360", "churn-model", "fleet-live", "route-insights",
    }  # fmt: skip


def test_problems_are_reported_together_and_sorted(tmp_path: Path) -> None:
    folder = copy_estate(
        tmp_path,
        change={"Pulumi.crm.yaml": {"subnet_slot": -1}, "Pulumi.sales-dev.yaml": {"region": "mars"}},
        remove={"estate.yaml": ["teams"]},
    )
    with pytest.raises(EstateErrors) as caught:
        load_estate(folder)
    problems = caught.value.problems
    assert [problem.file for problem in problems] == [
        "Pulumi.crm.yaml",
        "Pulumi.sales-dev.yaml",
        "estate.yaml",
    ]
    assert list(problems) == sorted(problems)
    assert all(len(str(problem).split(" · ")) == 5 for problem in problems)

"""What stands is not deleted earlier than before, unless both keys are turned."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from config.earlier import check_earlier
from config.estate import Estate
from config.frozen import configuration
from config.load import load_estate
from config.problems import Problem
from tests.unit.config.reference import REFERENCE, copy_estate

FILES, FOLDERS = {"by": "files", "days": 730}, ("contacts-enriched-sensitive", "contacts-raw-sensitive")


@pytest.fixture(name="estate", scope="module")
def _estate() -> Estate:
    return load_estate(REFERENCE)


def earlier(estate: Estate) -> list[Problem]:
    """The problems of an estate whose contacts were kept for good before."""
    return list(check_earlier(estate, {"crm": _deployed(estate, dict.fromkeys(FOLDERS))}))


def _deployed(estate: Estate, deletions: Mapping[str, Any]) -> dict[str, Any]:
    """What the owner of the contacts was deployed with."""
    return {**configuration(estate, "crm"), "deletions": deletions}


def test_an_estate_deletes_nothing_earlier_than_itself(estate: Estate) -> None:
    assert not list(check_earlier(estate, {name: configuration(estate, name) for name in estate.stacks}))


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (None, "kept for good"),
        ({"by": "files", "days": 731}, "files go after 731 days"),
        ({"by": "changed_at", "days": 730}, "rows go by `changed_at` after 730 days"),
    ],
)
def test_a_new_or_shorter_retention_or_one_over_former_tables_is_refused(
    estate: Estate, before: Any, told: str
) -> None:
    (problem,) = check_earlier(estate, {"crm": _deployed(estate, dict.fromkeys(FOLDERS, before))})
    assert (problem.code, problem.found) == ("C-RET-005", f"files go after 730 days; before: {told}")
    assert problem.path.endswith("datasets.contacts.retention_days")
    assert problem.line


@pytest.mark.parametrize("days", [730, 30])
def test_as_many_days_and_more_are_let_through(estate: Estate, days: int) -> None:
    known = _deployed(estate, {key: {**FILES, "days": days} for key in FOLDERS})
    assert not list(check_earlier(estate, {"crm": known}))


def test_a_folder_that_was_not_there_has_nothing_to_lose(estate: Estate) -> None:
    assert not list(check_earlier(estate, {"crm": _deployed(estate, {}), "gone": {}}))
    assert len(list(check_earlier(estate, {"crm": _deployed(estate, {FOLDERS[1]: None})}))) == 1


def test_days_that_an_older_version_only_wrote_into_the_contract_are_new(estate: Estate) -> None:
    known = configuration(estate, "crm")
    del known["deletions"]
    assert known["stack"]["datasets"]["contacts"]["retention_days"] == 730
    assert [problem.code for problem in check_earlier(estate, {"crm": known})] == ["C-RET-005"]
    known["stack"]["datasets"] = {}
    assert not list(check_earlier(estate, {"crm": known}))


def test_another_column_ages_other_rows() -> None:
    everything = Path(__file__).parents[2] / "everything"
    estate = load_estate(everything)
    known = configuration(estate, "integration")
    known["deletions"]["contacts-enriched-sensitive"]["by"] = "written_at"
    turned = list(check_earlier(estate, {"integration": known}))
    assert [problem.found for problem in turned] == [
        "rows go by `changed_at` after 1095 days; before: rows go by `written_at` after 1095 days"
    ]


@pytest.mark.parametrize(
    ("environment", "stack", "refused"), [(True, True, False), (True, False, True), (False, True, True)]
)
def test_it_takes_both_keys(tmp_path: Path, environment: bool, stack: bool, refused: bool) -> None:
    change = {
        "estate.yaml": {"environments": {"dev": {"data_removal": environment}}},
        "Pulumi.crm.yaml": {"allow_data_removal": stack},
    }
    assert bool(earlier(load_estate(copy_estate(tmp_path, change=change)))) is refused


@pytest.mark.parametrize(("before", "refused"), [(None, True), (366, True), (365, False), (30, False)])
def test_a_whole_lake_is_not_emptied_earlier_either(tmp_path: Path, before: int | None, refused: bool) -> None:
    change = {"Pulumi.sales-dev.yaml": {"lakes": {"workspace": {"lifecycle": {"delete_after_days": 365}}}}}
    estate = load_estate(copy_estate(tmp_path, change=change))
    known = configuration(estate, "sales-dev")
    known["stack"]["lakes"]["workspace"]["lifecycle"]["delete_after_days"] = before
    paths = [problem.path for problem in check_earlier(estate, {"sales-dev": known})]
    assert paths == ["config.data-estate:stack.lakes.workspace.lifecycle.delete_after_days"] * refused

"""How long data are kept: what deletes them, and that nothing deletes them earlier than before without both keys."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from config.checks.retention import check_retention
from config.estate import Estate
from config.frozen import check_frozen, configuration
from config.load import load_estate
from config.retention import expiries, kept, table_retentions
from tests.unit.config.reference import REFERENCE, copy_estate

EVERYTHING = Path(__file__).parents[2] / "everything"
STACKS = ("sales-dev", "crm")
KEYS = {
    "estate.yaml": {"environments": {"dev": {"data_removal": True}}},
    "Pulumi.crm.yaml": {"allow_data_removal": True},
}


@pytest.fixture(name="everything", scope="module")
def _everything() -> Estate:
    return load_estate(EVERYTHING)


def _with(folder: Path, contacts: Mapping[str, Any], *more: Mapping[str, Any]) -> Estate:
    change: dict[str, Any] = {"Pulumi.crm.yaml": {"datasets": {"contacts": contacts}}}
    for one in more:
        change = {key: {**change.get(key, {}), **one.get(key, {})} for key in change.keys() | one.keys()}
    return load_estate(copy_estate(folder, change=change))


def test_files_expire_by_the_folder_of_their_dataset() -> None:
    assert expiries(load_estate(REFERENCE), "sales-dev") == {
        "raw": {730: ("raw/Sensitive/crm/contacts/",)},
        "enriched-curated": {730: ("enriched/crm/Transactional/Sensitive/contacts/",)},
    }


def test_no_file_of_a_table_expires_by_itself(everything: Estate) -> None:
    (table,) = table_retentions(everything, "integration")
    assert (table.schema, table.column) == ("integration__contacts_enriched_sensitive", "changed_at")
    assert expiries(everything, "zone")["raw"][table.days] == ("landing/Sensitive/integration/contacts/",)
    paths = [path for found in expiries(everything, "zone")["enriched-curated"].values() for path in found]
    assert not [path for path in paths if "integration" in path]


def test_what_a_team_deletes_itself_is_left_to_it(tmp_path: Path) -> None:
    estate = _with(tmp_path, {"retention_by": "team"})
    assert expiries(estate, "sales-dev") == {}
    assert kept(estate, "crm") == {"crm/contacts": None}


@pytest.mark.parametrize("before", [None, 731])
def test_fewer_days_take_both_keys(tmp_path: Path, before: int | None) -> None:
    estate = load_estate(REFERENCE)
    deployed = {name: {**configuration(estate, name), "kept": {"crm/contacts": before}} for name in STACKS}
    problems = set(check_frozen(estate, deployed))
    assert {(problem.code, problem.path.rsplit(".", 2)[1]) for problem in problems} == {("C-RET-005", "contacts")}
    turned = _with(tmp_path, {}, KEYS)
    assert turned.may_remove_data(turned.stacks["crm"])
    assert not list(check_frozen(turned, deployed))


@pytest.mark.parametrize("before", [730, 30])
def test_as_many_days_and_more_take_none(before: int) -> None:
    estate = load_estate(REFERENCE)
    deployed = {name: {**configuration(estate, name), "kept": {"crm/contacts": before}} for name in STACKS}
    assert not list(check_frozen(estate, deployed))


def test_a_lake_takes_so_many_rules() -> None:
    estate = load_estate(REFERENCE)
    crm = estate.teams["crm"]
    one = crm.datasets["contacts"]
    many = {f"contacts_{days}": one.model_copy(update={"retention_days": days}) for days in range(1, 101)}
    stacks = {**estate.stacks, "crm": crm.model_copy(update={"datasets": many})}
    full = Estate(estate.folder, estate.settings, stacks, estate.sources)
    assert {problem.code for problem in check_retention(full)} == {"C-RET-001"}

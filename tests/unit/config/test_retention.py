"""How long data are kept: what deletes them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from config.checks.retention import check_retention
from config.estate import Estate
from config.load import load_estate
from config.retention import deletions, expiries, table_retentions
from tests.unit.config.reference import REFERENCE, copy_estate

EVERYTHING = Path(__file__).parents[2] / "everything"


@pytest.fixture(name="everything", scope="module")
def _everything() -> Estate:
    return load_estate(EVERYTHING)


def _with(folder: Path, contacts: Mapping[str, Any]) -> Estate:
    return load_estate(copy_estate(folder, change={"Pulumi.crm.yaml": {"datasets": {"contacts": contacts}}}))


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
    assert deletions(estate, "crm") == {"contacts-raw-sensitive": None, "contacts-enriched-sensitive": None}


@pytest.mark.parametrize(
    ("change", "lakes"),
    [
        ({"format": "CSV"}, {"raw", "enriched-curated"}),
        ({"layers": ["raw"], "format": "delta"}, {"raw"}),
        ({"layers": ["raw"], "format": "iceberg", "retention_by": "team"}, set()),
        ({"status": "retired"}, {"raw", "enriched-curated"}),
    ],
)
def test_only_files_that_stand_by_themselves_expire(tmp_path: Path, change: dict[str, Any], lakes: set[str]) -> None:
    assert set(expiries(_with(tmp_path, change), "sales-dev")) == lakes


def test_a_lake_takes_so_many_rules() -> None:
    estate = load_estate(REFERENCE)
    crm = estate.teams["crm"]
    one = crm.datasets["contacts"]
    many = {f"contacts_{days}": one.model_copy(update={"retention_days": days}) for days in range(1, 101)}
    stacks = {**estate.stacks, "crm": crm.model_copy(update={"datasets": many})}
    full = Estate(estate.folder, estate.settings, stacks, estate.sources)
    assert {problem.code for problem in check_retention(full)} == {"C-RET-001"}

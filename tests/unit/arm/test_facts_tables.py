"""Every fact table parses, cites dated sources, and keeps the shape that its module relies on."""

import re
from datetime import UTC, date, datetime
from importlib.resources import files

import pytest

from arm.fact_table import rows, sources, words

TABLES = sorted(
    entry.name.removesuffix(".csv")
    for entry in files("arm").joinpath("facts").iterdir()
    if entry.name.endswith(".csv") and entry.name != "sources.csv"
)


@pytest.mark.parametrize("table", TABLES)
def test_every_row_has_every_column_and_a_known_source(table: str) -> None:
    found = rows(table)
    assert found
    for row in found:
        assert None not in row
        assert None not in row.values()
        cited = words(row["sources"])
        assert cited, row
        assert set(cited) <= set(sources()), row


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_written_twice(table: str) -> None:
    seen = [tuple(row.values()) for row in rows(table)]
    assert len(seen) == len(set(seen))


def test_sources_are_dated_and_all_cited() -> None:
    cited = {key for table in TABLES for row in rows(table) for key in words(row["sources"])}
    assert cited == set(sources())
    for source in sources().values():
        assert date(2015, 1, 1) < source.date <= datetime.now(UTC).date()
        assert source.dated_by in {"edition", "reading"}
        assert source.title


@pytest.mark.parametrize("table", TABLES)
def test_names_of_types_are_namespace_and_type(table: str) -> None:
    shape = re.compile(r"(\*|[A-Za-z]+\.[A-Za-z.]+(/[A-Za-z0-9]+)+)(@[A-Za-z]+)?")
    for row in rows(table):
        if row.get("arm_type"):
            assert shape.fullmatch(row["arm_type"]), row

"""Rows of access logs in each form in which Azure hands them out."""

import json
from typing import Any

import pytest

from servicedesk.problems import Refusal
from servicedesk.telemetry.rows import Reading, readings

ROW = {
    "TimeGenerated": "2026-11-20T08:26:02.1234567Z",
    "AccountName": "stlake",
    "OperationName": "ReadFile",
    "AuthenticationType": "OAuth",
    "RequesterObjectId": "960A0C08-133d-4733-afe4-742a79e5ef79",
    "StatusCode": "200",
    "ObjectKey": "/stlake/curated/shop/orders/part-1.parquet",
    "ResponseBodySize": 100,
}


def read(*values: Any) -> tuple[Reading, ...]:
    found = readings(json.dumps(value) for value in values)
    assert not isinstance(found, Refusal), found
    return found


def test_a_row_a_batch_and_an_answer_of_a_query_say_the_same() -> None:
    answer = {"tables": [{"columns": [{"name": name} for name in ROW], "rows": [list(ROW.values())]}]}
    (row,), (batch,), (table,) = read(ROW), read({"records": [ROW]}), read(answer)
    assert row == batch == table
    assert (row.account, row.path) == ("stlake", "curated/shop/orders/part-1.parquet")
    assert (row.reader, row.size, row.count) == ("960a0c08-133d-4733-afe4-742a79e5ef79", 100, 1)
    assert row.at.isoformat() == "2026-11-20T08:26:02.123456+00:00"
    assert read({**ROW, "Count": 12, "TimeGenerated": "2026-11-20T00:00:00+00:00"})[0].count == 12


@pytest.mark.parametrize(
    "other",
    [
        {"OperationName": "AppendFile"},
        {"OperationName": "GetBlobProperties"},
        {"StatusCode": "403"},
        {"AuthenticationType": "TrustedAccess"},
    ],
)
def test_what_is_no_use_of_data_is_left_out(other: dict[str, str]) -> None:
    assert read({**ROW, **other}) == ()
    assert len(read({**ROW, "StatusCode": 206})) == 1


def test_everything_that_cannot_be_read_is_told_at_once() -> None:
    lines = [json.dumps(ROW), "", "{", json.dumps({**ROW, "ObjectKey": "elsewhere"}), "[1]", json.dumps({"a": 1})]
    found = readings(lines)
    assert isinstance(found, Refusal)
    assert [problem.where for problem in found.problems] == ["line 3", "line 4", "line 5", "line 6"]
    assert {problem.code for problem in found.problems} == {"D-TEL-001"}
    many = readings(["{"] * 1000)
    assert isinstance(many, Refusal)
    assert len(many.problems) == 20

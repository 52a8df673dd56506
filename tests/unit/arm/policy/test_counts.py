"""count: over aliases and values, nested, with `current()`, and with members that are not known."""

from typing import Any

import pytest

from tests.unit.arm.policy.asking import LAB, box, holds

UNKNOWN_VALUE = {"$unknown": True}
ROWS = box(
    {
        "strings": ["a", "b", "c"],
        "rows": [
            {"dir": "in", "port": 80, "ports": [22]},
            {"dir": "out", "port": 22, "ports": []},
            {"dir": "in", "port": 443, "ports": [8080, 9090]},
        ],
    },
    tags={"env": "prod"},
)


def count_of(tail: str, where: Any = None) -> dict[str, Any]:
    found: dict[str, Any] = {"field": f"{LAB}/{tail}"}
    return {**found, "where": where} if where else found


def number_of(count: dict[str, Any], resource: dict[str, Any]) -> int:
    for number in range(12):
        if holds({"count": count, "equals": number}, resource) == "true":
            return number
    raise AssertionError("no number fits")


@pytest.mark.parametrize(
    ("tail", "where", "expected"),
    [
        ("strings[*]", None, 3),
        ("missing[*]", None, 0),
        ("rows[*].ports[*]", None, 3),
        ("rows[*]", {"field": f"{LAB}/rows[*].dir", "equals": "in"}, 2),
        ("strings[*]", {"field": f"{LAB}/strings[*]", "equals": "A"}, 1),
        ("strings[*]", {"field": "tags.env", "equals": "prod"}, 3),
        ("strings[*]", {"field": f"{LAB}/strings[*]", "equals": f"[field('{LAB}/strings[*]')]"}, 0),
        ("strings[*]", {"field": f"{LAB}/strings[*]", "equals": f"[first(field('{LAB}/strings[*]'))]"}, 3),
        ("strings[*]", {"value": f"[current('{LAB}/strings[*]')]", "in": ["a", "c"]}, 2),
        ("strings[*]", {"value": "[current()]", "equals": "b"}, 1),
        ("strings[*]", {"value": f"[length(field('{LAB}/strings'))]", "equals": 3}, 3),
        ("rows[*]", {"value": f"[current('{LAB}/rows[*].port')]", "greater": 50}, 2),
        ("rows[*]", {"value": f"[current('{LAB}/ROWS[*]').dir]", "equals": "out"}, 1),
        ("rows[*]", {"field": f"{LAB}/rows[*].ports[*]", "greater": 1000}, 2),
        ("rows[*].ports[*]", {"field": f"{LAB}/rows[*].dir", "equals": "in"}, 3),
        ("rows[*].ports[*]", {"field": f"{LAB}/rows[*].ports[*]", "greater": 8080}, 1),
        ("rows[*].ports[*]", {"value": f"[current('{LAB}/rows[*].ports[*]')]", "less": 100}, 1),
        ("rows[*].dir", {"value": "[current()]", "equals": "in"}, 2),
    ],
)
def test_members_are_counted_one_at_a_time(tail: str, where: Any, expected: int) -> None:
    assert number_of(count_of(tail, where), ROWS) == expected


def test_all_conditions_look_at_the_same_member() -> None:
    where = {"allOf": [{"field": f"{LAB}/rows[*].dir", "equals": "in"}, {"field": f"{LAB}/rows[*].port", "equals": 22}]}
    assert number_of(count_of("rows[*]", where), ROWS) == 0


def test_a_count_inside_of_a_count() -> None:
    inner = {"count": count_of("rows[*].ports[*]", {"field": f"{LAB}/rows[*].ports[*]", "greater": 1000}), "equals": 0}
    assert number_of(count_of("rows[*]", inner), ROWS) == 2


def test_a_value_count_over_a_field_count() -> None:
    inside = f"[ipRangeContains(current('net'), current('{LAB}/ranges[*]'))]"
    inner = {"count": count_of("ranges[*]", {"value": inside, "equals": True}), "greater": 0}
    count = {"value": ["10.0.0.0/8", "192.168.0.0/16"], "name": "net", "where": inner}
    assert number_of(count, box({"ranges": ["10.1.0.0/16", "10.2.0.0/16"]})) == 1


def test_a_field_count_over_a_value_count() -> None:
    inside = f"[ipRangeContains(current('approved'), current('{LAB}/ranges[*]'))]"
    inner = {"count": {"value": "[parameters('nets')]", "name": "approved", "where": {"value": inside, "equals": True}}}
    condition = {"count": count_of("ranges[*]", {**inner, "equals": 0}), "greater": 0}
    resource = box({"ranges": ["10.1.0.0/16", "172.16.0.0/24"]})
    assert holds(condition, resource, {"nets": ["10.0.0.0/8"]}) == "true"
    assert holds(condition, resource, {"nets": ["10.0.0.0/8", "172.16.0.0/12"]}) == "false"


def test_members_of_an_array_parameter_with_properties() -> None:
    same = [
        {"field": f"{LAB}/rows[*].dir", "equals": "[current('wanted').dir]"},
        {"field": f"{LAB}/rows[*].port", "equals": "[current('wanted').port]"},
    ]
    condition = {
        "count": {
            "value": "[parameters('wanted')]",
            "name": "wanted",
            "where": {"count": count_of("rows[*]", {"allOf": same}), "equals": 1},
        },
        "equals": "[length(parameters('wanted'))]",
    }
    assert holds(condition, ROWS, {"wanted": [{"dir": "IN", "port": 80}, {"dir": "out", "port": 22}]}) == "true"
    assert holds(condition, ROWS, {"wanted": [{"dir": "in", "port": 81}]}) == "false"


def test_names_of_fields_may_come_from_members() -> None:
    tag = "[concat('tags[', current('tag'), ']')]"
    count = {"value": ["env", "owner"], "name": "tag", "where": {"field": tag, "exists": True}}
    assert number_of(count, ROWS) == 1


def test_an_unnamed_value_count() -> None:
    count = {"value": ["bo*", "x*"], "where": {"field": "name", "like": "[current()]"}}
    assert number_of(count, ROWS) == 1
    assert number_of({**count, "where": {"field": "name", "like": "[current('default')]"}}, ROWS) == 1


def test_the_count_of_a_value_that_is_no_array_fails() -> None:
    condition = {"count": {"value": "[parameters('p')]"}, "equals": 0}
    assert holds(condition, ROWS, {"p": "text"}) == "error"


def test_an_error_in_a_member_is_an_error_of_the_count() -> None:
    where = {"value": f"[substring(current('{LAB}/strings[*]'), 0, 2)]", "equals": "x"}
    assert holds({"count": count_of("strings[*]", where), "equals": 0}, ROWS) == "error"


IS_A = {"field": f"{LAB}/zones[*]", "equals": "a"}


@pytest.mark.parametrize(
    ("zones", "operator", "operand", "expected"),
    [
        (["a", UNKNOWN_VALUE], "greaterOrEquals", 1, "true"),
        (["a", UNKNOWN_VALUE], "greater", 1, "undecided"),
        (["a", UNKNOWN_VALUE], "greater", 2, "false"),
        (["a", UNKNOWN_VALUE], "less", 1, "false"),
        (["a", UNKNOWN_VALUE], "less", 3, "true"),
        (["a", UNKNOWN_VALUE], "lessOrEquals", 1, "undecided"),
        (["a", UNKNOWN_VALUE], "equals", 0, "false"),
        (["a", UNKNOWN_VALUE], "equals", 1, "undecided"),
        (["a", UNKNOWN_VALUE], "equals", 3, "false"),
        (["a", UNKNOWN_VALUE], "notEquals", 0, "true"),
        (["a", UNKNOWN_VALUE], "notEquals", 2, "undecided"),
        (["a", UNKNOWN_VALUE], "in", [0, 3], "false"),
        (["a", UNKNOWN_VALUE], "in", [1, 2], "true"),
        (["a", UNKNOWN_VALUE], "in", [2], "undecided"),
        (["a", UNKNOWN_VALUE], "notIn", [0, 3], "true"),
        (["b", UNKNOWN_VALUE], "equals", f"[length(field('{LAB}/zones[*]'))]", "false"),
        (["a", "a"], "equals", f"[length(field('{LAB}/zones[*]'))]", "true"),
        (UNKNOWN_VALUE, "greaterOrEquals", 0, "true"),
        (UNKNOWN_VALUE, "greater", 0, "undecided"),
        (UNKNOWN_VALUE, "less", 0, "false"),
        (UNKNOWN_VALUE, "equals", f"[length(field('{LAB}/zones[*]'))]", "undecided"),
    ],
)
def test_unknown_members_give_bounds(zones: Any, operator: str, operand: Any, expected: str) -> None:
    assert holds({"count": count_of("zones[*]", IS_A), operator: operand}, box({"zones": zones})) == expected


def test_a_number_written_as_text_is_a_number() -> None:
    assert holds({"count": count_of("strings[*]"), "greater": "2"}, ROWS) == "true"
    assert holds({"count": count_of("strings[*]"), "equals": "3"}, ROWS) == "true"


def test_unknown_values_to_count() -> None:
    condition = {"count": {"value": f"[field('{LAB}/zones')]", "name": "z"}, "greater": 0}
    assert holds(condition, box({"zones": UNKNOWN_VALUE})) == "undecided"

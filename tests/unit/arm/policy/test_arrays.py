"""Aliases with `[*]`: which values they select, and the implicit allOf over them."""

from typing import Any

import pytest

from arm.policy.switches import Switches
from tests.unit.arm.policy.asking import LAB, box, holds, value_of

RULES = {
    "ipRules": [
        {"value": "127.0.0.1", "action": "Allow"},
        {"value": "192.168.1.1", "action": "Allow"},
    ]
}
TABLE = {
    "strings": ["a", "b", "c"],
    "objects": [{"property": "value1", "nested": [1, 2]}, {"property": "value2", "nested": [3, 4]}],
}


@pytest.mark.parametrize(
    ("negated", "operator", "value", "expected"),
    [
        (False, "notEquals", "127.0.0.1", "false"),
        (False, "notEquals", "10.0.4.1", "true"),
        (True, "notEquals", "127.0.0.1", "true"),
        (True, "notEquals", "10.0.4.1", "false"),
        (True, "equals", "127.0.0.1", "true"),
        (True, "equals", "10.0.4.1", "true"),
        (False, "equals", "127.0.0.1", "false"),
        (False, "equals", "10.0.4.1", "false"),
    ],
)
def test_the_documented_table_of_conditions_on_elements(
    negated: bool, operator: str, value: str, expected: str
) -> None:
    inner = {"field": f"{LAB}/ipRules[*].value", operator: value}
    guard = {"field": f"{LAB}/ipRules", "exists": "true"}
    condition = {"allOf": [guard, {"not": inner} if negated else inner]}
    assert holds(condition, box(RULES)) == expected


@pytest.mark.parametrize(
    ("alias", "expected"),
    [
        ("missing", ""),
        ("missing[*]", []),
        ("missing[*].property", []),
        ("strings", ["a", "b", "c"]),
        ("strings[*]", ["a", "b", "c"]),
        ("objects[*]", TABLE["objects"]),
        ("objects[*].property", ["value1", "value2"]),
        ("objects[*].nested", [[1, 2], [3, 4]]),
        ("objects[*].nested[*]", [1, 2, 3, 4]),
        ("objects[*].absent", []),
    ],
)
def test_the_documented_table_of_the_field_function(alias: str, expected: Any) -> None:
    assert value_of(f"[field('{LAB}/{alias}')]", box(TABLE)) == expected


@pytest.mark.parametrize("operator", ["equals", "notEquals", "like", "notLike", "contains", "notContains", "match"])
@pytest.mark.parametrize("properties", [{}, {"zones": None}, {"zones": []}])
def test_nothing_violates_a_condition_on_an_empty_collection(operator: str, properties: dict[str, Any]) -> None:
    condition = {"field": f"{LAB}/zones[*]", operator: "a"}
    assert holds(condition, box(properties)) == "true"
    assert holds({"not": condition}, box(properties)) == "false"
    assert holds(condition, box(properties), switches=Switches(empty_collection=False)) == "false"


@pytest.mark.parametrize("operand", [True, False])
def test_exists_on_an_empty_collection(operand: bool) -> None:
    assert holds({"field": f"{LAB}/zones[*]", "exists": operand}, box({"zones": []})) == "true"


def test_an_element_without_the_property_counts_as_null() -> None:
    rows = box({"rows": [{"mode": "shut"}, {}]})
    assert holds({"field": f"{LAB}/rows[*].mode", "notEquals": "open"}, rows) == "true"
    assert holds({"field": f"{LAB}/rows[*].mode", "equals": "shut"}, rows) == "false"
    assert holds({"field": f"{LAB}/rows[*].mode", "exists": "false"}, rows) == "false"
    assert holds({"field": f"{LAB}/rows[*].mode", "exists": "true"}, rows) == "false"
    assert (
        holds(
            {"field": f"{LAB}/rows[*].mode", "equals": "shut"}, rows, switches=Switches(element_without_property="drop")
        )
        == "true"
    )
    assert value_of(f"[field('{LAB}/rows[*].mode')]", rows) == ["shut"]


def test_interfaces_without_public_address_pass_the_rule_that_refuses_them() -> None:
    rule = {"not": {"field": f"{LAB}/configurations[*].publicAddress.id", "notLike": "*"}}
    private, public = {"properties": {"privateAddress": "10.0.0.4"}}, {"properties": {"publicAddress": {"id": "/x"}}}
    assert holds(rule, box({"configurations": [private]})) == "false"
    assert holds(rule, box({"configurations": [private, public]})) == "true"
    assert holds(rule, box({"configurations": []})) == "false"


def test_two_stars_flatten() -> None:
    rows = box({"rows": [{"ports": [1, 2]}, {"ports": []}, {}, {"ports": [443]}]})
    assert holds({"field": f"{LAB}/rows[*].ports[*]", "less": 500}, rows) == "true"
    assert holds({"field": f"{LAB}/rows[*].ports[*]", "less": 100}, rows) == "false"
    assert value_of(f"[field('{LAB}/rows[*].ports[*]')]", rows) == [1, 2, 443]


def test_an_array_alias_without_star_is_one_value() -> None:
    zones = box({"zones": ["a", "b"]})
    assert holds({"field": f"{LAB}/zones", "equals": "a"}, zones) == "false"
    assert holds({"field": f"{LAB}/zones", "in": ["a", "b"]}, zones) == "false"
    assert holds({"field": f"{LAB}/zones", "exists": True}, zones) == "true"
    assert holds({"field": f"{LAB}/zones", "contains": "B"}, zones) == "true"


def test_star_on_something_that_is_no_array_selects_nothing() -> None:
    assert holds({"field": f"{LAB}/zones[*]", "equals": "a"}, box({"zones": "b"})) == "true"
    assert holds({"count": {"field": f"{LAB}/zones[*]"}, "equals": 0}, box({"zones": "b"})) == "true"


@pytest.mark.parametrize(
    ("zones", "operator", "expected"),
    [
        (["b", {"$unknown": True}], "equals", "false"),
        (["a", {"$unknown": True}], "equals", "undecided"),
        ({"$unknown": True}, "equals", "undecided"),
        ({"$unknown": True}, "notEquals", "undecided"),
        (["a", {"$unknown": True}], "notEquals", "false"),
    ],
)
def test_unknown_elements(zones: Any, operator: str, expected: str) -> None:
    assert holds({"field": f"{LAB}/zones[*]", operator: "a"}, box({"zones": zones})) == expected

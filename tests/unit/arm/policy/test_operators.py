"""Operators on single values: text comparison, patterns, order, presence, and missing values."""

from typing import Any

import pytest

from arm.policy.switches import Switches
from tests.unit.arm.policy.asking import LAB, box, holds

PRESENT = [
    ("equals", "abc", "ABC", "true"),
    ("equals", "abc", "abd", "false"),
    ("notEquals", "abc", "ABC", "false"),
    ("equals", True, "true", "true"),
    ("equals", "TRUE", True, "true"),
    ("equals", False, "true", "false"),
    ("equals", 3, "3", "true"),
    ("equals", 3, "03", "false"),
    ("equals", 3, "3.0", "false"),
    ("equals", 1.0, "1", "true"),
    ("equals", 1.5, "1.5", "true"),
    ("equals", ["a"], "a", "false"),
    ("notEquals", ["a"], "a", "true"),
    ("equals", {"a": 1}, "a", "false"),
    ("equals", "straße", "STRASSE", "true"),
    ("contains", "Die Straße", "STRASSE", "true"),
    ("like", "Straße 1", "STRASSE*", "true"),
    ("in", "ﬃce", ["OFFICE", "FFICE"], "true"),
    ("equals", "e\u0301", "É", "true"),
    ("equals", "münchen", "MÜNCHEN", "true"),
    ("like", "abcde", "AB*", "true"),
    ("like", "abcde", "*de", "true"),
    ("like", "abcde", "a*e", "true"),
    ("like", "abcde", "a*f", "false"),
    ("like", "ab", "ab*", "true"),
    ("like", "ab", "ab", "true"),
    ("like", "aba", "ab*ba", "false"),
    ("like", "a?c", "a?c", "true"),
    ("like", "abc", "a?c", "false"),
    ("like", "axbxc", "a*b*c", "true"),
    ("like", 42, "4*", "true"),
    ("notLike", "abc", "b*", "true"),
    ("match", "ab1", "??#", "true"),
    ("match", "ab1", "ab.", "true"),
    ("match", "ab12", "ab#", "false"),
    ("match", "Ab1", "ab#", "false"),
    ("match", "a11", "??#", "false"),
    ("match", "", "", "true"),
    ("matchInsensitively", "Ab1", "aB#", "true"),
    ("notMatch", "Ab1", "ab#", "true"),
    ("notMatchInsensitively", "Ab1", "ab#", "false"),
    ("contains", "abcdef", "CD", "true"),
    ("contains", "abcdef", "ce", "false"),
    ("contains", ["abc", "D"], "d", "true"),
    ("contains", ["abc"], "b", "false"),
    ("contains", {"a": 1}, "a", "false"),
    ("notContains", "abc", "z", "true"),
    ("in", "B", ["a", "b"], "true"),
    ("in", "c", ["a", "b"], "false"),
    ("in", 3, ["1", "3"], "true"),
    ("in", True, ["true"], "true"),
    ("in", ["a"], ["a"], "false"),
    ("in", ["a"], [["A"], "b"], "true"),
    ("in", "a", [], "false"),
    ("notIn", "c", ["a"], "true"),
    ("containsKey", {"Owner": ""}, "owner", "true"),
    ("containsKey", {"Owner": ""}, "cost", "false"),
    ("containsKey", "owner", "owner", "false"),
    ("notContainsKey", {"a": None}, "A", "false"),
    ("less", 3, 4, "true"),
    ("less", 4, 4, "false"),
    ("lessOrEquals", 4, 4, "true"),
    ("greater", 4.5, 4, "true"),
    ("greaterOrEquals", 4, 4, "true"),
    ("less", "1.10", "1.2", "true"),
    ("less", "a", "B", "true"),
    ("less", "9", "A", "true"),
    ("greater", "2021-06-01-preview", "2021-06-01", "true"),
    ("less", "2021-06-01T23:00:00Z", "2021-06-02", "true"),
    ("equals", "2021-06-01", "2021-06-01T00:00:00Z", "false"),
    ("greaterOrEquals", "2021-06-01T02:00:00+02:00", "2021-06-01T00:00:00Z", "true"),
    ("greater", "7", 5, "error"),
    ("less", True, 5, "error"),
    ("less", ["a"], "b", "error"),
    ("exists", "", True, "true"),
    ("exists", [], "true", "true"),
    ("exists", {}, "True", "true"),
    ("exists", False, "false", "false"),
    ("exists", 0, False, "false"),
]

MISSING = [
    ("exists", True, "false"),
    ("exists", "false", "true"),
    ("equals", "a", "false"),
    ("notEquals", "a", "true"),
    ("equals", "", "true"),
    ("notEquals", "", "false"),
    ("equals", None, "true"),
    ("in", ["a"], "false"),
    ("in", ["a", ""], "true"),
    ("notIn", ["a"], "true"),
    ("like", "a*", "false"),
    ("like", "*", "false"),
    ("notLike", "*", "true"),
    ("like", "", "true"),
    ("match", "#", "false"),
    ("notMatch", "#", "true"),
    ("matchInsensitively", "a", "false"),
    ("notMatchInsensitively", "a", "true"),
    ("contains", "a", "false"),
    ("notContains", "a", "true"),
    ("containsKey", "a", "false"),
    ("notContainsKey", "a", "true"),
    ("less", 7, "false"),
    ("lessOrEquals", 7, "false"),
    ("greater", 7, "false"),
    ("greaterOrEquals", "2020-01-01", "false"),
]


@pytest.mark.parametrize(("operator", "left", "right", "expected"), PRESENT)
def test_a_present_value(operator: str, left: Any, right: Any, expected: str) -> None:
    assert holds({"field": f"{LAB}/p", operator: right}, box({"p": left})) == expected


@pytest.mark.parametrize(("operator", "left", "right", "expected"), PRESENT)
def test_a_value_condition_answers_as_a_field_condition(operator: str, left: Any, right: Any, expected: str) -> None:
    assert holds({"value": left, operator: right}, box()) == expected


@pytest.mark.parametrize(("operator", "right", "expected"), MISSING)
def test_a_missing_value(operator: str, right: Any, expected: str) -> None:
    assert holds({"field": f"{LAB}/p", operator: right}, box()) == expected


@pytest.mark.parametrize(("operator", "right", "expected"), MISSING)
def test_null_is_as_good_as_missing(operator: str, right: Any, expected: str) -> None:
    assert holds({"field": f"{LAB}/p", operator: right}, box({"p": None})) == expected
    assert holds({"value": None, operator: right}, box()) == expected


@pytest.mark.parametrize(
    ("switches", "condition", "expected"),
    [
        (Switches(missing_like_star=True), {"like": "*"}, "true"),
        (Switches(missing_equals_empty=False), {"equals": ""}, "false"),
        (Switches(missing_equals_empty=False), {"in": [""]}, "false"),
        (Switches(missing_ordering="error"), {"less": 3}, "error"),
    ],
)
def test_switches_for_missing_values(switches: Switches, condition: dict[str, Any], expected: str) -> None:
    assert holds({"field": f"{LAB}/p", **condition}, box(), switches=switches) == expected


def test_a_number_and_a_text_can_be_ordered_when_a_switch_says_so() -> None:
    condition = {"field": f"{LAB}/p", "greater": 5}
    assert holds(condition, box({"p": "7"}), switches=Switches(order_number_text="convert")) == "true"


def test_operators_and_keys_ignore_case() -> None:
    assert holds({"Field": f"{LAB}/p", "NOTEQUALS": "a"}, box({"p": "b"})) == "true"
    assert holds({"ALLOF": [{"field": "name", "Like": "BOX*"}]}, box()) == "true"


@pytest.mark.parametrize("operand", ["West Europe", "westeurope", "WESTEUROPE"])
def test_locations_are_normalised_on_both_sides(operand: str) -> None:
    assert holds({"field": "location", "equals": operand}, box(location="West Europe")) == "true"
    assert holds({"field": "location", "in": [operand]}, box()) == "true"
    assert holds({"field": "location", "notIn": "[parameters('p')]"}, box(), {"p": [operand]}) == "false"


def test_only_the_location_field_is_normalised() -> None:
    assert holds({"field": f"{LAB}/p", "equals": "West Europe"}, box({"p": "westeurope"})) == "false"


def test_an_operand_of_the_wrong_kind_fails_the_evaluation() -> None:
    assert holds({"field": "name", "in": "[parameters('p')]"}, box(), {"p": "box1"}) == "error"
    assert holds({"field": "name", "like": "[parameters('p')]"}, box(), {"p": ["box1"]}) == "error"
    assert holds({"field": "name", "exists": "[parameters('p')]"}, box(), {"p": "maybe"}) == "error"

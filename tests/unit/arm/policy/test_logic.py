"""allOf, anyOf and not: nesting, order, errors."""

from typing import Any

import pytest

from tests.unit.arm.policy.asking import LAB, box, holds

T = {"field": "name", "equals": "box1"}
F = {"field": "name", "equals": "other"}
U = {"field": f"{LAB}/u", "equals": "x"}
E = {"value": "[substring(field('name'), 9, 1)]", "equals": "x"}
RESOURCE = box({"u": {"$unknown": True}})


@pytest.mark.parametrize(
    ("children", "all_of", "any_of"),
    [
        ([T, T], "true", "true"),
        ([T, F], "false", "true"),
        ([F, F], "false", "false"),
        ([T, U], "undecided", "true"),
        ([U, T], "undecided", "true"),
        ([F, U], "false", "undecided"),
        ([U, F], "false", "undecided"),
        ([U, U], "undecided", "undecided"),
        ([F, E], "false", "error"),
        ([T, E], "error", "true"),
        ([E, F], "error", "error"),
        ([U, E], "undecided", "undecided"),
    ],
)
def test_connectives(children: list[dict[str, Any]], all_of: str, any_of: str) -> None:
    assert holds({"allOf": children}, RESOURCE) == all_of
    assert holds({"anyOf": children}, RESOURCE) == any_of


@pytest.mark.parametrize(("child", "expected"), [(T, "false"), (F, "true"), (U, "undecided"), (E, "error")])
def test_not(child: dict[str, Any], expected: str) -> None:
    assert holds({"not": child}, RESOURCE) == expected


def test_nesting_is_free() -> None:
    condition = {"not": {"anyOf": [F, {"allOf": [T, {"not": {"anyOf": [T]}}]}]}}
    assert holds(condition, RESOURCE) == "true"

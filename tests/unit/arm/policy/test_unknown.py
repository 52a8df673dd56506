"""Functions and reasons where something is not known yet."""

from typing import Any

import pytest

from arm.policy.evaluate import evaluate
from arm.policy.explain import describe
from arm.policy.model import conditions
from arm.policy.parse_definition import load_definition
from arm.unknown import UNKNOWN
from tests.unit.arm.policy.asking import LAB, box, holds, value_of

U = f"field('{LAB}/u')"
PART = f"field('{LAB}/part')"
ITEMS = f"field('{LAB}/items')"
STARS = f"field('{LAB}/u[*]')"
RESOURCE = box(
    {
        "u": {"$unknown": True},
        "items": ["a", {"$unknown": True}],
        "part": {"known": "k", "open": {"$unknown": True}, "deep": {"x": 1}},
    }
)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (f"[toLower({U})]", UNKNOWN),
        (f"[concat('a', {U})]", UNKNOWN),
        (f"[concat({ITEMS}, createArray('c'))]", ["a", UNKNOWN, "c"]),
        (f"[concat({STARS}, createArray('c'))]", UNKNOWN),
        (f"[length({ITEMS})]", 2),
        (f"[length({U})]", UNKNOWN),
        (f"[length({STARS})]", UNKNOWN),
        (f"[length({PART})]", 3),
        (f"[empty({ITEMS})]", False),
        (f"[empty({U})]", UNKNOWN),
        (f"[empty({STARS})]", UNKNOWN),
        (f"[first({ITEMS})]", "a"),
        (f"[last({ITEMS})]", UNKNOWN),
        (f"[first({STARS})]", UNKNOWN),
        (f"[take({STARS}, 1)]", UNKNOWN),
        (f"[skip({ITEMS}, 1)]", [UNKNOWN]),
        (f"[{ITEMS}[0]]", "a"),
        (f"[{ITEMS}[1]]", UNKNOWN),
        (f"[{U}.a]", UNKNOWN),
        (f"[{PART}.known]", "k"),
        (f"[contains({ITEMS}, 'a')]", True),
        (f"[contains({ITEMS}, 'z')]", UNKNOWN),
        (f"[contains({PART}, 'open')]", True),
        (f"[contains({U}, 'a')]", UNKNOWN),
        (f"[contains('a', {U})]", UNKNOWN),
        (f"[indexOf({ITEMS}, 'a')]", UNKNOWN),
        (f"[indexOf('abc', {U})]", UNKNOWN),
        (f"[join({ITEMS}, ',')]", UNKNOWN),
        (f"[min({ITEMS})]", UNKNOWN),
        (f"[string({PART})]", UNKNOWN),
        (f"[format('{{0}}', {U})]", UNKNOWN),
        ("[format('{0:C}', 5)]", UNKNOWN),
        (f"[equals({PART}, createObject('known', 'other', 'open', 1, 'deep', 2))]", False),
        (f"[equals({ITEMS}, createArray('a', 'b'))]", UNKNOWN),
        (f"[equals({ITEMS}, createArray('a'))]", False),
        (f"[and(false(), {U})]", False),
        (f"[and(true(), {U})]", UNKNOWN),
        (f"[or(true(), {U})]", True),
        (f"[or(false(), {U})]", UNKNOWN),
        (f"[if({U}, 'same', 'same')]", "same"),
        (f"[if({U}, 'one', 'other')]", UNKNOWN),
        (f"[if({U}, substring('a', 5), 'other')]", UNKNOWN),
        (f"[if(true(), 'one', {U})]", "one"),
        (f"[coalesce('x', {U})]", "x"),
        (f"[coalesce(null(), {U})]", UNKNOWN),
        (f"[array({U})]", UNKNOWN),
        (f"[createArray({U})]", [UNKNOWN]),
        (f"[createObject('a', {U})]", {"a": UNKNOWN}),
        (f"[createObject({U}, 'a')]", UNKNOWN),
        (f"[union({PART}, createObject('open', 'now'))]", {"known": "k", "open": "now", "deep": {"x": 1}}),
        (
            f"[union({PART}, createObject('open', createObject('y', 1)))]",
            {"known": "k", "open": UNKNOWN, "deep": {"x": 1}},
        ),
        (f"[union({ITEMS}, createArray('b'))]", UNKNOWN),
        (f"[intersection({ITEMS}, createArray('b'))]", UNKNOWN),
        (f"[shallowMerge(createArray(createObject('a', 1), {U}))]", UNKNOWN),
        (f"[tryGet({PART}, 'deep', 'x')]", 1),
        (f"[tryGet({PART}, 'open', 'x')]", UNKNOWN),
        (f"[tryGet({PART}, 'none', 'x')]", None),
        (f"[tryIndexFromEnd({STARS}, 1)]", UNKNOWN),
        (f"[field({U})]", UNKNOWN),
        (f"[parameters({U})]", UNKNOWN),
        ("[guid('a')]", UNKNOWN),
        ("[uniqueString('a')]", UNKNOWN),
    ],
)
def test_functions_keep_what_is_known(expression: str, expected: Any) -> None:
    assert value_of(expression, RESOURCE) == expected


def test_a_parameter_that_is_not_known() -> None:
    condition = {"field": "name", "equals": "[parameters('p')]"}
    found = evaluate({"if": condition, "then": {"effect": "deny"}}, box(), {"p": UNKNOWN})
    assert found.undecided == ("parameters('p')",)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"field": f"[{U}]", "equals": "x"}, "undecided"),
        ({"field": f"[if(empty({U}), 'name', 'kind')]", "equals": "x"}, "undecided"),
        ({"field": f"[{PART}]", "equals": "x"}, "error"),
        ({"field": f"[{PART}.known]", "equals": "x"}, "error"),
        ({"field": "name", "in": f"[{U}]"}, "undecided"),
        ({"field": "name", "in": ["box1", f"[{U}]"]}, "true"),
        ({"field": "name", "in": ["x", f"[{U}]"]}, "undecided"),
        ({"field": "name", "notIn": ["x", f"[{U}]"]}, "undecided"),
        ({"field": f"{LAB}/u", "in": []}, "false"),
        ({"field": f"{LAB}/items", "in": [["a", "b"]]}, "undecided"),
        ({"field": f"{LAB}/items", "contains": "A"}, "true"),
        ({"field": f"{LAB}/items", "contains": "b"}, "undecided"),
        ({"field": f"{LAB}/items", "equals": "a"}, "false"),
        ({"field": f"{LAB}/u", "like": "*"}, "undecided"),
        ({"field": "name", "like": f"[{U}]"}, "undecided"),
        ({"field": "name", "match": f"[{U}]"}, "undecided"),
        ({"field": "name", "contains": f"[{U}]"}, "undecided"),
        ({"field": "name", "exists": f"[{U}]"}, "undecided"),
        ({"field": "tags", "containsKey": f"[{U}]"}, "false"),
        ({"field": f"{LAB}/part", "containsKey": f"[{U}]"}, "undecided"),
        ({"field": f"{LAB}/u", "containsKey": "a"}, "undecided"),
        ({"field": f"{LAB}/u", "less": 5}, "undecided"),
        ({"field": f"{LAB}/none", "less": f"[{U}]"}, "false"),
        ({"field": f"{LAB}/u.deep.er", "exists": True}, "undecided"),
        ({"field": f"{LAB}/u.list[*].x", "equals": "a"}, "undecided"),
        ({"field": f"{LAB}/items[*].x", "equals": "a"}, "false"),
        ({"field": f"{LAB}/items[*].x", "notEquals": "a"}, "undecided"),
    ],
)
def test_conditions(condition: dict[str, Any], expected: str) -> None:
    assert holds(condition, RESOURCE) == expected


def test_properties_that_are_not_known_at_all() -> None:
    resource = {**box(sku={"name": "S1"}), "properties": UNKNOWN}
    assert holds({"field": f"{LAB}/a", "equals": "x"}, resource) == "undecided"
    assert holds({"field": f"{LAB}/sku.name", "equals": "S1"}, resource) == "true"
    assert holds({"field": f"{LAB}/a[*].b", "equals": "x"}, resource) == "undecided"


def test_bodies_without_properties() -> None:
    bare = {"type": LAB, "name": "box1", "mode": "x", "list": [{"a": 1}]}
    assert holds({"field": f"{LAB}/mode", "equals": "x"}, bare) == "true"
    assert holds({"field": f"{LAB}/list[*].a", "equals": 1}, bare) == "true"
    assert holds({"field": f"{LAB}/name", "exists": True}, bare) == "false"
    assert holds({"field": f"{LAB}/name[*]", "equals": 1}, bare) == "true"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("properties.deep.list[1].v", "true"),
        ("properties.deep.list[5].v", "false"),
        ("deep.list[1]['v']", "true"),
        ("sku.name", "false"),
    ],
)
def test_plain_paths(path: str, expected: str) -> None:
    resource = box({"deep": {"list": [{"v": 0}, {"v": 1}]}}, sku={"name": 0})
    assert holds({"field": path, "equals": 1}, resource) == expected


def test_reasons_for_what_is_undecided_or_fails() -> None:
    failing = {"value": f"[int({PART}.known)]", "equals": 1}
    undecided = {"field": f"{LAB}/items[*]", "equals": "a"}
    counting = {"count": {"field": f"{LAB}/items[*]", "where": undecided}, "greater": 1}
    rule = {"if": {"allOf": [undecided, {"not": counting}]}, "then": {"effect": "audit"}}
    found = evaluate(rule, RESOURCE)
    assert [(reason.path, reason.verdict) for reason in found.reasons] == [
        ("$.if.allOf[0]", "undecided"),
        ("$.if.allOf[1].not", "undecided"),
    ]
    assert found.reasons[0].found == ["a", UNKNOWN]
    assert found.reasons[1].found is UNKNOWN
    failed = evaluate({"if": {"allOf": [failing]}, "then": {"effect": "audit"}}, RESOURCE)
    assert [(reason.verdict, str(reason.found)[:6]) for reason in failed.reasons] == [("error", "error:")]
    doubtful = evaluate({"if": {"allOf": [undecided, failing]}, "then": {"effect": "audit"}}, RESOURCE)
    assert doubtful.compliance == "undecided"
    assert doubtful.notes[0].startswith("may fail: `int`")


def test_conditions_in_one_line() -> None:
    rule = {
        "if": {
            "allOf": [
                {"field": "name", "in": ["a", "b"]},
                {"value": "[field('kind')]", "exists": True},
                {"count": {"value": [1, 2], "name": "n", "where": {"value": "[current('n')]", "less": 2}}, "equals": 1},
                {"field": "name", "equals": "x" * 200},
            ]
        },
        "then": {"effect": "audit"},
    }
    lines = [describe(condition) for condition in conditions(load_definition(rule).rule.condition)]
    assert lines[:4] == [
        'field name in ["a", "b"]',
        "value [field('kind')] exists true",
        "count of n where … equals 1",
        "value [current('n')] less 2",
    ]
    assert lines[4].endswith("…")

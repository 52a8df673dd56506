"""Definitions that Azure refuses: with which code, where, and with which advice."""

from typing import Any

import pytest

from arm.policy.errors import DefinitionError, Problem
from arm.policy.parse_definition import load_definition
from tests.unit.arm.policy.asking import LAB

IF = {"field": "name", "equals": "box1"}
THEN = {"effect": "audit"}


def refused(document: Any) -> Problem:
    with pytest.raises(DefinitionError) as caught:
        load_definition(document)
    return caught.value.problem


REFUSED_CONDITIONS = [
    ("text", "A-POL-001", "$.if"),
    ([IF], "A-POL-001", "$.if"),
    ({}, "A-POL-024", "$.if"),
    ({"field": "name"}, "A-POL-025", "$.if"),
    ({"equals": "x"}, "A-POL-024", "$.if"),
    ({"field": "name", "value": "x", "equals": "y"}, "A-POL-024", "$.if"),
    ({"field": "name", "equals": "x", "in": ["x"]}, "A-POL-025", "$.if"),
    ({"field": "name", "equal": "x"}, "A-POL-023", "$.if.equal"),
    ({"field": "name", "equals": "x", "extra": 1}, "A-POL-023", "$.if.extra"),
    ({"source": "action", "like": "x"}, "A-POL-023", "$.if.source"),
    ({"field": "name", "equals": "x", "Equals": "y"}, "A-POL-002", "$.if.Equals"),
    ({"allOf": []}, "A-POL-022", "$.if.allOf"),
    ({"allOf": "x"}, "A-POL-022", "$.if.allOf"),
    ({"anyOf": IF}, "A-POL-022", "$.if.anyOf"),
    ({"not": [IF]}, "A-POL-001", "$.if.not"),
    ({"allOf": [IF], "anyOf": [IF]}, "A-POL-021", "$.if"),
    ({"allOf": [IF], "field": "name", "equals": "x"}, "A-POL-021", "$.if"),
    ({"allOf": [IF, {"anyOf": [{"field": "name"}]}]}, "A-POL-025", "$.if.allOf[1].anyOf[0]"),
    ({"field": "colour", "equals": "x"}, "A-POL-037", "$.if.field"),
    ({"field": 5, "equals": "x"}, "A-POL-026", "$.if.field"),
    ({"field": "", "equals": "x"}, "A-POL-026", "$.if.field"),
    ({"field": "name", "in": "x"}, "A-POL-034", "$.if.in"),
    ({"field": "name", "equals": ["x"]}, "A-POL-034", "$.if.equals"),
    ({"field": "name", "like": {"a": 1}}, "A-POL-034", "$.if.like"),
    ({"field": "name", "exists": "maybe"}, "A-POL-034", "$.if.exists"),
    ({"field": "name", "less": True}, "A-POL-034", "$.if.less"),
    ({"count": {}, "equals": 0}, "A-POL-028", "$.if.count"),
    ({"count": {"field": f"{LAB}/z[*]", "value": []}, "equals": 0}, "A-POL-028", "$.if.count"),
    ({"count": {"field": f"{LAB}/z"}, "equals": 0}, "A-POL-030", "$.if.count.field"),
    ({"count": {"field": f"{LAB}/z[*]", "name": "n"}, "equals": 0}, "A-POL-029", "$.if.count.name"),
    ({"count": {"field": f"{LAB}/z[*]", "greater": 0}}, "A-POL-027", "$.if.count.greater"),
    ({"count": {"field": f"{LAB}/z[*]"}}, "A-POL-025", "$.if"),
    ({"count": {"field": f"{LAB}/z[*]"}, "like": "1"}, "A-POL-033", "$.if.like"),
    ({"count": {"value": "x"}, "equals": 0}, "A-POL-032", "$.if.count.value"),
    ({"count": {"value": [], "name": 5}, "equals": 0}, "A-POL-031", "$.if.count.name"),
    ({"count": [], "equals": 0}, "A-POL-001", "$.if.count"),
    (
        {
            "count": {"value": [1], "name": "n", "where": {"count": {"value": [1], "where": IF}, "equals": 1}},
            "equals": 0,
        },
        "A-POL-031",
        "$.if.count.where.count",
    ),
    (
        {
            "count": {
                "value": [1],
                "name": "n",
                "where": {"count": {"value": [1], "name": "N", "where": IF}, "equals": 1},
            },
            "equals": 0,
        },
        "A-POL-031",
        "$.if.count.where.count.name",
    ),
    ({"value": "[parameters('x']", "equals": "y"}, "A-POL-010", "$.if.value"),
    ({"field": "name", "equals": "[concat('a']"}, "A-POL-010", "$.if.equals"),
    ({"value": "[nonsense('a')]", "equals": "y"}, "A-POL-011", "$.if.value"),
    ({"value": "[reference('a')]", "equals": "y"}, "A-POL-012", "$.if.value"),
    ({"value": "[listKeys('a', 'b')]", "equals": "y"}, "A-POL-012", "$.if.value"),
    ({"value": "[contoso.mine('a')]", "equals": "y"}, "A-POL-012", "$.if.value"),
    ({"value": "[toLower()]", "equals": "y"}, "A-POL-013", "$.if.value"),
    ({"value": "[if(true(), 1)]", "equals": "y"}, "A-POL-013", "$.if.value"),
    ({"value": "[current()]", "equals": "y"}, "A-POL-015", "$.if.value"),
    (
        {"count": {"value": [1], "name": "n", "where": {"value": "[current('m')]", "equals": 1}}, "equals": 0},
        "A-POL-015",
        "$.if.count.where.value",
    ),
    ({"field": "name", "in": ["a", "[nonsense()]"]}, "A-POL-011", "$.if.in[1]"),
]


@pytest.mark.parametrize(("condition", "code", "where"), REFUSED_CONDITIONS)
def test_conditions_that_are_refused(condition: Any, code: str, where: str) -> None:
    problem = refused({"if": condition, "then": THEN})
    assert (problem.code, problem.where) == (code, where)
    assert problem.found
    assert problem.accepted
    assert problem.remedy


REFUSED_ENDS = [
    ({}, "A-POL-040", "$.then.effect"),
    ("deny", "A-POL-001", "$.then"),
    ({"effect": "refuse"}, "A-POL-041", "$.then.effect"),
    ({"effect": 5}, "A-POL-040", "$.then.effect"),
    ({"effect": "[parameters("}, "A-POL-041", "$.then.effect"),
    ({"effect": "[nonsense()]"}, "A-POL-011", "$.then.effect"),
    ({"effect": "[field('kind')]"}, "A-POL-012", "$.then.effect"),
    ({"effect": "auditIfNotExists"}, "A-POL-042", "$.then.details"),
    ({"effect": "auditIfNotExists", "details": {}}, "A-POL-043", "$.then.details.type"),
    ({"effect": "deployIfNotExists", "details": {"name": "x"}}, "A-POL-043", "$.then.details.type"),
    (
        {"effect": "auditIfNotExists", "details": {"type": "a/b", "existenceScope": "tenant"}},
        "A-POL-044",
        "$.then.details.existenceScope",
    ),
    (
        {"effect": "auditIfNotExists", "details": {"type": "a/b", "existenceCondition": {}}},
        "A-POL-024",
        "$.then.details.existenceCondition",
    ),
    ({"effect": "modify"}, "A-POL-042", "$.then.details"),
    ({"effect": "modify", "details": {}}, "A-POL-046", "$.then.details.operations"),
    ({"effect": "modify", "details": {"operations": []}}, "A-POL-046", "$.then.details.operations"),
    (
        {"effect": "modify", "details": {"operations": [{"operation": "set", "field": "tags.a", "value": 1}]}},
        "A-POL-048",
        "$.then.details.operations[0].operation",
    ),
    (
        {"effect": "modify", "details": {"operations": [{"operation": "add", "value": 1}]}},
        "A-POL-049",
        "$.then.details.operations[0].field",
    ),
    (
        {"effect": "modify", "details": {"operations": [{"operation": "add", "field": "tags.a"}]}},
        "A-POL-048",
        "$.then.details.operations[0].value",
    ),
    (
        {"effect": "modify", "details": {"operations": [{"operation": "remove", "field": f"{LAB}/a"}]}},
        "A-POL-048",
        "$.then.details.operations[0].field",
    ),
    (
        {
            "effect": "modify",
            "details": {
                "operations": [
                    {"operation": "add", "field": "tags.a", "value": 1, "condition": "[empty(field('name'))]"}
                ]
            },
        },
        "A-POL-012",
        "$.then.details.operations[0].condition",
    ),
    (
        {
            "effect": "modify",
            "details": {"operations": [{"operation": "add", "field": "tags.a", "value": 1}], "conflictEffect": "win"},
        },
        "A-POL-047",
        "$.then.details.conflictEffect",
    ),
    ({"effect": "append"}, "A-POL-050", "$.then.details"),
    ({"effect": "append", "details": [{"field": "tags.a"}]}, "A-POL-050", "$.then.details[0].value"),
    ({"effect": "append", "details": [{"value": 1}]}, "A-POL-049", "$.then.details[0].field"),
    ({"effect": "denyAction", "details": {}}, "A-POL-051", "$.then.details.actionNames"),
    ({"effect": "denyAction", "details": {"actionNames": ["write"]}}, "A-POL-051", "$.then.details.actionNames"),
    ({"effect": "deny", "details": {"x": "[nonsense()]"}}, "A-POL-011", "$.then.details.x"),
]


@pytest.mark.parametrize(("then", "code", "where"), REFUSED_ENDS)
def test_effects_that_are_refused(then: Any, code: str, where: str) -> None:
    problem = refused({"if": IF, "then": then})
    assert (problem.code, problem.where) == (code, where)

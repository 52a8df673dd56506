"""One request a line: forms of input, answers, and lines that cannot be evaluated."""

import json
from typing import Any

import pytest

from arm.policy.batch import Evaluator, decode_unknown, encode_unknown, evaluate_lines, evaluate_one
from arm.policy.errors import PolicyError
from arm.policy.values import MISSING, Collection
from arm.unknown import UNKNOWN
from tests.unit.arm.policy.asking import LAB

RULE = {"if": {"field": f"{LAB}/a", "equals": "[parameters('p')]"}, "then": {"effect": "Deny"}}
RESOURCE = {"type": LAB, "name": "b", "properties": {"a": "x"}}


def answers(*requests: Any) -> list[dict[str, Any]]:
    lines = [request if isinstance(request, str) else json.dumps(request) for request in requests]
    return [json.loads(line) for line in evaluate_lines(lines)]


@pytest.mark.parametrize("parameters", [{"p": "x"}, {"p": {"value": "x"}}, {"P": "X"}])
def test_parameters_in_both_forms(parameters: dict[str, Any]) -> None:
    (found,) = answers({"definition": RULE, "resource": RESOURCE, "parameters": parameters})
    assert found == {"effect": "deny", "compliance": "non-compliant", "details": None, "undecided": [], "error": None}


def test_lines_have_their_own_aliases_and_context() -> None:
    request = {"definition": RULE, "resource": RESOURCE, "parameters": {"p": "x"}}
    moved, plain = answers({**request, "aliases": {f"{LAB}/a": "properties.b"}}, request)
    assert (moved["effect"], plain["effect"]) == (None, "deny")
    rule = {"if": {"value": "[resourceGroup().name]", "equals": "rg"}, "then": {"effect": "audit"}}
    given, unknown = answers(
        {"definition": rule, "resource": RESOURCE, "context": {"resourceGroup": {"name": "rg"}}},
        {"definition": rule, "resource": RESOURCE},
    )
    assert given["effect"] == "audit"
    assert (unknown["compliance"], unknown["undecided"]) == ("undecided", ["resourceGroup()"])


def test_what_is_unknown_is_written_and_read_alike() -> None:
    rule = {
        "if": {"field": "type", "equals": LAB},
        "then": {"effect": "append", "details": [{"field": "tags.a", "value": f"[field('{LAB}/a')]"}]},
    }
    unknown = {"$unknown": True}
    (found,) = answers({"definition": rule, "resource": {**RESOURCE, "properties": {"a": unknown}}})
    assert found["details"] == [{"field": "tags.a", "value": unknown}]
    assert encode_unknown(decode_unknown({"a": [unknown, 1]})) == {"a": [unknown, 1]}
    assert decode_unknown({"$unknown": False}) == {"$unknown": False}
    assert encode_unknown([MISSING, Collection(complete=False), (1, UNKNOWN)]) == [None, unknown, [1, unknown]]


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        "[1]",
        "{}",
        '"text"',
        '{"definition": {}}',
        '{"definition": 5, "resource": {}}',
        '{"definition": {}, "resource": {}}',
        json.dumps({"definition": RULE, "resource": RESOURCE, "parameters": ["p"]}),
        json.dumps({"definition": RULE, "resource": RESOURCE, "parameters": {"p": "x"}, "context": 5}),
        json.dumps({"definition": RULE, "resource": RESOURCE, "parameters": {"p": "x"}, "aliases": 5}),
        json.dumps({"definition": {**RULE, "then": {}}, "resource": RESOURCE}),
        "[" * 100_000,
    ],
)
def test_a_line_that_cannot_be_evaluated_never_stops_the_others(line: str) -> None:
    good = {"definition": RULE, "resource": RESOURCE, "parameters": {"p": "x"}}
    first, bad, last = answers(good, line, good)
    assert (first["effect"], last["effect"]) == ("deny", "deny")
    assert bad["error"]
    assert (bad["effect"], bad["compliance"]) == (None, None)


def test_empty_lines_have_no_answer() -> None:
    assert answers("", "  \n") == []


def test_a_rule_that_fails_says_why() -> None:
    (found,) = answers(
        {"definition": {"if": {"value": "[int('x')]", "equals": 1}, "then": {"effect": "audit"}}, "resource": RESOURCE}
    )
    assert found["effect"] == "deny"
    assert "`int`" in found["error"]


def test_definitions_are_compiled_once_and_forgotten_in_time() -> None:
    evaluator = Evaluator(remembered=2)
    first = evaluator.compiled(RULE, {"p": "x"}, None)
    assert evaluator.compiled(RULE, {"p": "x"}, None) is first
    for value in ("y", "z"):
        assert evaluator.compiled(RULE, {"p": value}, None) is not first
    assert evaluator.compiled(RULE, {"p": "x"}, None) is not first


def test_a_definition_that_was_refused_is_refused_again() -> None:
    evaluator = Evaluator()
    for _ in range(2):
        with pytest.raises(PolicyError, match="A-POL-060"):
            evaluator.compiled({"properties": {}}, None, None)


def test_one_evaluation_with_its_reasons() -> None:
    found = evaluate_one(RULE, RESOURCE, parameters={"p": "x"})
    assert found["applicable"] is True
    assert found["reasons"] == [
        {
            "path": "$.if",
            "condition": f"field {LAB}/a equals [parameters('p')]",
            "verdict": "true",
            "found": "x",
        }
    ]

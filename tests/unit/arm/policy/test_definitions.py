"""Reading definitions: what loads, and what is refused, where and with which advice."""

from typing import Any

import pytest

from arm.policy.errors import DefinitionError, ParameterError
from arm.policy.evaluate import CompiledPolicy, evaluate
from arm.policy.parse_definition import load_definition
from tests.unit.arm.policy.asking import box

IF = {"field": "name", "equals": "box1"}
THEN = {"effect": "audit"}
RULE = {"if": IF, "then": THEN}


def refused(document: Any) -> Any:
    with pytest.raises(DefinitionError) as caught:
        load_definition(document)
    return caught.value.problem


def test_three_forms_load() -> None:
    for document in (RULE, {"policyRule": RULE}, {"properties": {"mode": "All", "policyRule": RULE}, "id": "/x"}):
        assert evaluate(document, box()).effect == "audit"


def test_everything_is_kept() -> None:
    found = load_definition(
        {
            "id": "/d",
            "name": "n",
            "type": "Microsoft.Authorization/policyDefinitions",
            "properties": {
                "displayName": "D",
                "description": "text",
                "policyType": "BuiltIn",
                "mode": "indexed",
                "Version": "1.0.0",
                "metadata": {"category": "Lab"},
                "unheardOf": 1,
                "parameters": {"p": {"type": "string", "defaultValue": "x", "metadata": {"strongType": "location"}}},
                "policyRule": RULE,
            },
        }
    )
    assert (found.id, found.name, found.display_name, found.mode) == ("/d", "n", "D", "Indexed")
    assert (found.policy_type, found.version, found.metadata) == ("BuiltIn", "1.0.0", {"category": "Lab"})
    assert found.parameters is not None
    assert found.parameters["p"].default == "x"
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("document", "code", "where"),
    [
        ("text", "A-POL-001", "$"),
        ([], "A-POL-001", "$"),
        ({}, "A-POL-060", "$.policyRule"),
        ({"properties": {}}, "A-POL-060", "$.properties.policyRule"),
        ({"then": THEN}, "A-POL-062", "$.if"),
        ({"if": IF}, "A-POL-062", "$.then"),
        ({"policyRule": {"if": IF}}, "A-POL-062", "$.policyRule.then"),
        ({"policyRule": "x"}, "A-POL-001", "$.policyRule"),
        ({"mode": "Some", "policyRule": RULE}, "A-POL-061", "$.mode"),
        ({"parameters": [], "policyRule": RULE}, "A-POL-001", "$.parameters"),
        ({"parameters": {"p": {}}, "policyRule": RULE}, "A-POL-070", "$.parameters.p.type"),
        ({"parameters": {"p": {"type": "text"}}, "policyRule": RULE}, "A-POL-070", "$.parameters.p.type"),
        (
            {"parameters": {"p": {"type": "String", "allowedValues": "x"}}, "policyRule": RULE},
            "A-POL-071",
            "$.parameters.p.allowedValues",
        ),
        (
            {"policyRule": {"if": {"field": "name", "equals": "[parameters('p')]"}, "then": THEN}},
            "A-POL-014",
            "$.policyRule.if.equals",
        ),
        (
            {
                "parameters": {"p": {"type": "Array"}},
                "policyRule": {"if": {"field": "name", "equals": "[parameters('p')]"}, "then": THEN},
            },
            "A-POL-035",
            "$.policyRule.if.equals",
        ),
        (
            {
                "parameters": {"p": {"type": "String"}},
                "policyRule": {"if": {"field": "name", "in": "[parameters('p')]"}, "then": THEN},
            },
            "A-POL-035",
            "$.policyRule.if.in",
        ),
        (
            {
                "parameters": {"e": {"type": "String", "allowedValues": ["Audit", "Shout"]}},
                "policyRule": {"if": IF, "then": {"effect": "[parameters('e')]"}},
            },
            "A-POL-041",
            "$.policyRule.then.effect",
        ),
    ],
)
def test_documents_that_are_refused(document: Any, code: str, where: str) -> None:
    problem = refused(document)
    assert (problem.code, problem.where) == (code, where)


def test_a_problem_is_one_line_in_five_parts() -> None:
    problem = refused({"if": {"field": "name", "equal": "x"}, "then": THEN})
    assert str(problem) == ("A-POL-023 · $.if.equal · `equal` · a subject and an operator · use `equals`, `notEquals`")


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ({"if": {"field": "properties.a", "equals": "x"}, "then": THEN}, "A-POL-038"),
        ({"if": {"field": "name", "like": "a*b*"}, "then": THEN}, "A-POL-036"),
        ({"if": {"field": "name", "contains": "a*"}, "then": THEN}, "A-POL-036"),
        (
            {
                "if": IF,
                "then": {
                    "effect": "modify",
                    "details": {"operations": [{"operation": "Add", "field": "tags.a", "value": "x"}]},
                },
            },
            "A-POL-045",
        ),
    ],
)
def test_what_is_accepted_with_a_warning(rule: dict[str, Any], code: str) -> None:
    assert [problem.code for problem in load_definition(rule).warnings] == [code]


def test_a_definition_without_mode_is_warned_about() -> None:
    assert [problem.code for problem in load_definition({"policyRule": RULE}).warnings] == ["A-POL-061"]


DECLARED = {
    "mode": "All",
    "parameters": {
        "text": {"type": "String", "defaultValue": "x", "allowedValues": ["x", "Y"]},
        "many": {"type": "array", "defaultValue": [], "allowedValues": ["a", "b"]},
        "number": {"type": "Integer", "defaultValue": 1},
        "part": {"type": "Float", "defaultValue": 1.5},
        "truth": {"type": "Boolean", "defaultValue": True},
        "thing": {"type": "Object", "defaultValue": {}},
        "date": {"type": "DateTime", "defaultValue": "2024-01-01"},
    },
    "policyRule": RULE,
}


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"text": "Y"},
        {"TEXT": {"value": "x"}},
        {"many": ["b", "a"]},
        {"number": 3, "part": 2, "truth": False},
        {"thing": {"a": 1}, "date": "2024-01-01T00:00:00Z"},
        {"unused": "given all the same"},
    ],
)
def test_values_that_fit(values: dict[str, Any]) -> None:
    CompiledPolicy(load_definition(DECLARED), values)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"text": "y"}, "A-POL-074"),
        ({"text": 5}, "A-POL-073"),
        ({"many": "a"}, "A-POL-073"),
        ({"many": ["a", "c"]}, "A-POL-074"),
        ({"number": "3"}, "A-POL-073"),
        ({"number": True}, "A-POL-073"),
        ({"part": "x"}, "A-POL-073"),
        ({"truth": "true"}, "A-POL-073"),
        ({"thing": []}, "A-POL-073"),
        ({"date": "tomorrow"}, "A-POL-073"),
    ],
)
def test_values_that_do_not_fit(values: dict[str, Any], code: str) -> None:
    with pytest.raises(ParameterError, match=code):
        CompiledPolicy(load_definition(DECLARED), values)


def test_a_required_value_is_missing() -> None:
    document = {"mode": "All", "parameters": {"p": {"type": "String"}}, "policyRule": RULE}
    with pytest.raises(ParameterError, match=r"A-POL-072 · parameters\.p"):
        CompiledPolicy(load_definition(document))


def test_a_bare_rule_needs_a_value_for_each_parameter_that_it_names() -> None:
    rule = {"if": {"field": "name", "equals": "[parameters('p')]"}, "then": THEN}
    assert evaluate(rule, box(), {"P": "box1"}).effect == "audit"
    with pytest.raises(ParameterError, match=r"A-POL-072 · parameters\.p"):
        evaluate(rule, box())


def test_an_effect_that_a_parameter_names_must_exist() -> None:
    with pytest.raises(ParameterError, match="A-POL-091"):
        evaluate({"if": IF, "then": {"effect": "[parameters('e')]"}}, box(), {"e": "shout"})

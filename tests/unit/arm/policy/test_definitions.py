"""Reading definitions: what loads, and what is refused, where and with which advice."""

from typing import Any

import pytest

from arm.policy.errors import DefinitionError, ParameterError
from arm.policy.evaluate import CompiledPolicy, evaluate
from arm.policy.parse_definition import load_definition
from tests.unit.arm.policy.asking import LAB, box

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

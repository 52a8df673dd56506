"""Effects: which one applies, its details, compliance, and the modes of providers."""

from typing import Any

import pytest

from arm.policy.evaluate import evaluate
from arm.policy.run import Context
from arm.unknown import UNKNOWN
from tests.unit.arm.policy.asking import LAB, box

IF = {"field": "type", "equals": LAB}
TAGGED = {"operation": "addOrReplace", "field": "[concat('tags[', parameters('t'), ']')]", "value": "[field('name')]"}


@pytest.mark.parametrize(
    ("written", "expected", "compliance"),
    [
        ("Deny", "deny", "non-compliant"),
        ("AUDIT", "audit", "non-compliant"),
        ("manual", "manual", "undecided"),
        ("disabled", None, "compliant"),
        ("Disabled", None, "compliant"),
    ],
)
def test_the_effect_of_a_rule_that_is_hit(written: str, expected: str | None, compliance: str) -> None:
    for then, parameters in (({"effect": written}, None), ({"effect": "[parameters('e')]"}, {"e": written})):
        found = evaluate({"if": IF, "then": then}, box(), parameters)
        assert (found.effect, found.compliance) == (expected, compliance)


def test_a_rule_that_is_not_hit_has_no_effect() -> None:
    found = evaluate({"if": {"not": IF}, "then": {"effect": "deny"}}, box())
    assert (found.effect, found.compliance, found.details, found.undecided) == (None, "compliant", None, ())


def test_disabled_evaluates_nothing_so_nothing_fails() -> None:
    broken = {"value": "[int('x')]", "equals": 1}
    found = evaluate({"if": broken, "then": {"effect": "disabled"}}, box())
    assert (found.effect, found.error, found.applicable) == (None, None, False)
    assert "disabled" in found.notes[0]


def test_a_rule_that_fails_denies_whatever_its_effect() -> None:
    found = evaluate({"if": {"value": "[int(field('name'))]", "equals": 1}, "then": {"effect": "audit"}}, box())
    assert (found.effect, found.compliance, found.declared_effect) == ("deny", "non-compliant", "audit")
    assert found.error == "`int` takes a whole number, not 'box1'"


def test_static_definitions_are_never_evaluated() -> None:
    document = {"policyType": "Static", "mode": "All", "policyRule": {"if": IF, "then": {"effect": "deny"}}}
    assert evaluate(document, box()).effect is None


@pytest.mark.parametrize(
    ("state", "expected"),
    [("Compliant", "compliant"), ("Non-compliant", "non-compliant"), ("Unknown", "undecided")],
)
def test_manual_has_the_default_state(state: str, expected: str) -> None:
    rule = {"if": IF, "then": {"effect": "manual", "details": {"defaultState": state}}}
    assert evaluate(rule, box()).compliance == expected


def test_deny_action_protects() -> None:
    details = {"actionNames": ["delete"], "cascadeBehaviors": {"resourceGroup": "deny"}}
    found = evaluate({"if": IF, "then": {"effect": "denyAction", "details": details}}, box())
    assert (found.effect, found.compliance, found.details) == ("denyAction", "compliant", details)


def test_the_details_of_modify_are_worked_out() -> None:
    operations = [
        {**TAGGED, "condition": "[greaterOrEquals(requestContext().apiVersion, '2020-01-01')]"},
        {"operation": "remove", "field": "tags['old']", "condition": "[equals(parameters('t'), 'other')]"},
    ]
    details = {"roleDefinitionIds": ["/r"], "conflictEffect": "audit", "operations": operations}
    rule = {"if": IF, "then": {"effect": "modify", "details": details}}
    context = Context(request={"apiVersion": "2021-01-01"})
    found = evaluate(rule, box(), {"t": "who"}, context)
    assert found.effect == "modify"
    assert found.details == {
        "roleDefinitionIds": ["/r"],
        "conflictEffect": "audit",
        "operations": [{"operation": "addOrReplace", "field": "tags[who]", "value": "box1"}],
    }
    assert (
        evaluate(rule, box(), {"t": "who"}, Context(request={"apiVersion": "2019-01-01"})).details["operations"] == []
    )
    unknown = evaluate(rule, box(), {"t": "who"}).details["operations"]
    assert unknown[0]["condition"] is UNKNOWN


def test_the_details_of_append_are_worked_out() -> None:
    details = [{"field": f"{LAB}/rules[*]", "value": {"who": "[field('name')]"}}]
    found = evaluate({"if": IF, "then": {"effect": "append", "details": details}}, box())
    assert found.details == [{"field": f"{LAB}/rules[*]", "value": {"who": "box1"}}]


def test_a_deployment_template_is_left_alone() -> None:
    template = {"resources": [{"name": "[variables('v')]"}], "outputs": {"x": {"value": "[reference('y')]"}}}
    deployment = {
        "location": "westeurope",
        "properties": {"mode": "incremental", "template": template, "parameters": {"n": {"value": "[field('name')]"}}},
    }
    details = {"type": "Contoso.Lab/lids", "roleDefinitionIds": ["/r"], "deployment": deployment}
    rule = {"if": IF, "then": {"effect": "deployIfNotExists", "details": details}}
    found = evaluate(rule, box(), context=Context(related=()))
    assert found.effect == "deployIfNotExists"
    properties = found.details["deployment"]["properties"]
    assert properties["template"] == template
    assert properties["parameters"] == {"n": {"value": "box1"}}


KUBERNETES: dict[str, Any] = {
    "mode": "Microsoft.Kubernetes.Data",
    "policyRule": {
        "if": {"field": "type", "in": ["Microsoft.ContainerService/managedClusters"]},
        "then": {"effect": "deny", "details": {"templateInfo": {"sourceType": "PublicURL", "url": "https://x"}}},
    },
}


def test_objects_inside_of_a_cluster_are_judged_by_the_provider() -> None:
    found = evaluate(KUBERNETES, {"type": "Microsoft.ContainerService/managedClusters", "name": "k"})
    assert (found.effect, found.compliance) == (None, "undecided")
    assert "Microsoft.Kubernetes.Data" in found.undecided[0]
    assert evaluate(KUBERNETES, box()).compliance == "compliant"


def test_components_of_a_provider_mode_can_be_asked_directly() -> None:
    rule = {
        "if": {
            "allOf": [
                {"field": "type", "equals": "Microsoft.KeyVault.Data/vaults/keys"},
                {"field": "Microsoft.KeyVault.Data/vaults/keys/keySize", "less": 2048},
            ]
        },
        "then": {"effect": "audit"},
    }
    document = {"mode": "Microsoft.KeyVault.Data", "policyRule": rule}
    key = {"type": "Microsoft.KeyVault.Data/vaults/keys", "name": "k", "properties": {"keySize": 1024}}
    assert evaluate(document, key).effect == "audit"


def test_network_groups() -> None:
    rule = {
        "if": {"field": "name", "contains": "prod"},
        "then": {"effect": "addToNetworkGroup", "details": {"networkGroupId": "/g"}},
    }
    document = {"mode": "Microsoft.Network.Data", "policyRule": rule}
    found = evaluate(document, {"type": "Microsoft.Network/virtualNetworks", "name": "v-prod"})
    assert (found.effect, found.details) == ("addToNetworkGroup", {"networkGroupId": "/g"})


def test_reasons_lead_to_the_condition_that_decides() -> None:
    rule = {
        "if": {"allOf": [IF, {"not": {"anyOf": [{"field": "name", "equals": "x"}, {"field": "name", "like": "y*"}]}}]},
        "then": {"effect": "deny"},
    }
    found = evaluate(rule, box())
    assert [(reason.path, reason.verdict) for reason in found.reasons] == [
        ("$.if.allOf[0]", "true"),
        ("$.if.allOf[1].not.anyOf[0]", "false"),
        ("$.if.allOf[1].not.anyOf[1]", "false"),
    ]
    missed = evaluate(rule, {**box(), "type": "Contoso.Lab/jars"})
    assert [(reason.path, reason.found) for reason in missed.reasons] == [("$.if.allOf[0]", "Contoso.Lab/jars")]


@pytest.mark.parametrize(
    ("condition", "resource", "expected"),
    [
        ({"field": f"{LAB}/a", "equals": "x"}, box(), True),
        ({"allOf": [IF, {"field": f"{LAB}/a", "equals": "x"}]}, box(), True),
        ({"allOf": [IF, {"field": f"{LAB}/a", "equals": "x"}]}, {**box(), "type": "Contoso.Lab/jars"}, False),
        ({"allOf": [IF, {"field": "name", "equals": "other"}]}, box(), True),
        (
            {"allOf": [IF, {"field": "name", "equals": "other"}, {"field": f"{LAB}/a", "equals": "x"}]},
            box(),
            False,
        ),
        ({"not": {"allOf": [IF, {"field": f"{LAB}/a", "equals": "x"}]}}, box({"a": "x"}), True),
        ({"field": "name", "equals": "other"}, box(), True),
        ({"field": "kind", "equals": "other"}, box(), True),
        (
            {"field": "location", "equals": "x"},
            {"id": "/subscriptions/1", "type": "Microsoft.Resources/subscriptions"},
            False,
        ),
    ],
)
def test_applicability_follows_type_name_and_kind(condition: Any, resource: dict[str, Any], expected: bool) -> None:
    rule = {"if": {"allOf": [condition, {"value": 1, "equals": 2}]}, "then": {"effect": "audit"}}
    bare = {"if": condition, "then": {"effect": "audit"}}
    found = evaluate(bare, resource)
    assert found.applicable is expected
    assert evaluate(rule, resource).effect is None


def test_effects_that_look_for_others_apply_only_where_the_rule_is_hit() -> None:
    rule = {
        "if": {"field": f"{LAB}/a", "equals": "x"},
        "then": {"effect": "auditIfNotExists", "details": {"type": LAB}},
    }
    assert evaluate(rule, box()).applicable is False
    assert evaluate(rule, box({"a": "x"}), context=Context(related=())).applicable is True

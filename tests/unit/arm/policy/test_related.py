"""auditIfNotExists and deployIfNotExists: which resources are looked at, and what satisfies."""

from typing import Any

import pytest

from arm.policy.batch import decode_unknown
from arm.policy.evaluate import evaluate
from arm.policy.run import Context

SUBSCRIPTION = "/subscriptions/s1"
GROUP = f"{SUBSCRIPTION}/resourceGroups/rg1"
SERVER: dict[str, Any] = {
    "id": f"{GROUP}/providers/Microsoft.Sql/servers/srv1",
    "type": "Microsoft.Sql/servers",
    "name": "srv1",
    "location": "westeurope",
}
CHILD = "Microsoft.Sql/servers/auditingSettings"
DEFAULT_SETTINGS: dict[str, Any] = {
    "id": f"{SERVER['id']}/auditingSettings/default",
    "type": CHILD,
    "name": "srv1/default",
    "properties": {"state": "Enabled"},
}


def ask(details: dict[str, Any], related: list[Any] | None, effect: str = "auditIfNotExists") -> Any:
    rule = {"if": {"field": "type", "equals": "Microsoft.Sql/servers"}, "then": {"effect": effect, "details": details}}
    context = Context(related=None if related is None else tuple(decode_unknown(related)))
    return evaluate(rule, SERVER, context=context)


ENABLED = {"field": f"{CHILD}/state", "equals": "Enabled"}


@pytest.mark.parametrize("effect", ["auditIfNotExists", "deployIfNotExists"])
@pytest.mark.parametrize(
    ("details", "related", "expected"),
    [
        ({}, [], "hit"),
        ({}, [DEFAULT_SETTINGS], None),
        ({"existenceCondition": ENABLED}, [DEFAULT_SETTINGS], None),
        ({"existenceCondition": ENABLED}, [{**DEFAULT_SETTINGS, "properties": {"state": "Disabled"}}], "hit"),
        (
            {"existenceCondition": ENABLED},
            [{**DEFAULT_SETTINGS, "properties": {"state": "Disabled"}}, DEFAULT_SETTINGS],
            None,
        ),
        ({}, [{**DEFAULT_SETTINGS, "type": "Microsoft.Sql/servers/databases"}], "hit"),
        ({}, [{**DEFAULT_SETTINGS, "id": DEFAULT_SETTINGS["id"].replace("srv1", "srv2")}], "hit"),
        ({"name": "default"}, [DEFAULT_SETTINGS], None),
        ({"name": "Default"}, [DEFAULT_SETTINGS], None),
        ({"name": "other"}, [DEFAULT_SETTINGS], "hit"),
        ({"name": "[concat(field('name'), '/default')]"}, [DEFAULT_SETTINGS], None),
        ({"name": "[concat(field('name'), '/?')]"}, [DEFAULT_SETTINGS], None),
        ({"name": "other/?"}, [DEFAULT_SETTINGS], "hit"),
        ({}, [{"properties": {"state": "Enabled"}}], None),
        ({"existenceCondition": ENABLED}, [{"properties": {"state": "Enabled"}}], None),
        ({"existenceCondition": {"field": "name", "equals": "default"}}, [DEFAULT_SETTINGS], None),
        ({"existenceCondition": {"value": "[field('name')]", "equals": "srv1"}}, [DEFAULT_SETTINGS], None),
    ],
)
def test_children(effect: str, details: dict[str, Any], related: list[Any], expected: str | None) -> None:
    found = ask({"type": CHILD, **details}, related, effect)
    assert found.effect == (effect if expected else None)
    assert found.compliance == ("non-compliant" if expected else "compliant")
    assert "existenceCondition" not in (found.details or {})


WATCHER: dict[str, Any] = {
    "id": f"{SUBSCRIPTION}/resourceGroups/NetworkWatcherRG/providers/Microsoft.Network/networkWatchers/w",
    "type": "Microsoft.Network/networkWatchers",
    "name": "w",
    "location": "westeurope",
}


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        ({}, "auditIfNotExists"),
        ({"existenceScope": "Subscription"}, None),
        ({"existenceScope": "resourceGroup"}, "auditIfNotExists"),
        ({"resourceGroupName": "networkwatcherrg"}, None),
        ({"ResourceGroupName": "other"}, "auditIfNotExists"),
        (
            {
                "existenceScope": "subscription",
                "existenceCondition": {"field": "location", "equals": "[field('location')]"},
            },
            None,
        ),
    ],
)
def test_resources_elsewhere(details: dict[str, Any], expected: str | None) -> None:
    assert ask({"type": "Microsoft.Network/networkWatchers", **details}, [WATCHER]).effect == expected


def test_other_subscriptions_do_not_count() -> None:
    moved = {**WATCHER, "id": WATCHER["id"].replace("/s1/", "/s2/")}
    details = {"type": "Microsoft.Network/networkWatchers", "existenceScope": "Subscription"}
    assert ask(details, [moved]).effect == "auditIfNotExists"


@pytest.mark.parametrize(
    "kind", ["Microsoft.Insights/diagnosticSettings", "Microsoft.Sql/servers/providers/diagnosticSettings"]
)
def test_extension_resources(kind: str) -> None:
    setting = {
        "id": f"{SERVER['id']}/providers/Microsoft.Insights/diagnosticSettings/d",
        "type": kind,
        "name": "d",
        "properties": {"logs": [{"category": "a", "enabled": True}]},
    }
    condition = {"field": "Microsoft.Insights/diagnosticSettings/logs[*].enabled", "equals": "true"}
    details = {"type": "Microsoft.Insights/diagnosticSettings", "existenceCondition": condition}
    assert ask(details, [setting]).effect is None


def test_a_type_that_is_its_own_related_type_looks_at_itself() -> None:
    details = {
        "type": "Microsoft.Sql/servers",
        "name": "[field('name')]",
        "existenceCondition": {"field": "location", "equals": "westeurope"},
    }
    assert ask(details, []).effect is None
    other = {**details, "existenceCondition": {"field": "location", "equals": "northeurope"}}
    assert ask(other, []).effect == "auditIfNotExists"


def test_nobody_said_what_exists() -> None:
    found = ask({"type": CHILD}, None)
    assert (found.effect, found.compliance) == ("auditIfNotExists", "undecided")
    assert found.undecided == (f"existence of {CHILD}",)


@pytest.mark.parametrize(
    ("related", "compliance"),
    [
        ([{**DEFAULT_SETTINGS, "properties": {"state": {"$unknown": True}}}], "undecided"),
        ([{**DEFAULT_SETTINGS, "properties": {"state": {"$unknown": True}}}, DEFAULT_SETTINGS], "compliant"),
        ([{**DEFAULT_SETTINGS, "type": {"$unknown": True}}], "undecided"),
    ],
)
def test_related_resources_that_are_not_fully_known(related: list[Any], compliance: str) -> None:
    found = ask({"type": CHILD, "existenceCondition": ENABLED}, related)
    assert (found.compliance, found.effect) == (compliance, None)


def test_a_name_that_is_a_hash_is_not_known() -> None:
    found = ask({"type": CHILD, "name": "[uniqueString(field('id'))]"}, [DEFAULT_SETTINGS])
    assert found.compliance == "undecided"
    assert ask({"type": CHILD, "name": "[uniqueString(field('id'))]"}, []).effect == "auditIfNotExists"


def test_counts_in_existence_conditions_look_at_the_related_resource() -> None:
    where = {"field": f"{CHILD}/actions[*]", "in": "[parameters('wanted')]"}
    condition = {"count": {"field": f"{CHILD}/actions[*]", "where": where}, "equals": "[length(parameters('wanted'))]"}
    rule = {
        "if": {"field": "type", "equals": "Microsoft.Sql/servers"},
        "then": {"effect": "auditIfNotExists", "details": {"type": CHILD, "existenceCondition": condition}},
    }
    settings = {**DEFAULT_SETTINGS, "properties": {"actions": ["A", "B", "C"]}}
    context = Context(related=(settings,))
    assert evaluate(rule, SERVER, {"wanted": ["a", "b"]}, context).effect is None
    assert evaluate(rule, SERVER, {"wanted": ["a", "z"]}, context).effect == "auditIfNotExists"

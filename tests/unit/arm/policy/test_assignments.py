"""Initiatives, assignments and exemptions: reading them, and what they mean together."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from arm.policy.assignment import in_scope, load_assignment, message_for, overridden_effect
from arm.policy.errors import DefinitionError, ParameterError, PolicyError
from arm.policy.exemption import exempts, has_expired, load_exemption
from arm.policy.guard import Guard
from arm.policy.initiative import load_initiative, member_parameters
from arm.policy.model import PolicyDefinition
from arm.policy.parse_definition import load_definition
from arm.policy.run import Run
from arm.policy.scope import covers
from arm.policy.switches import Switches
from arm.unknown import UNKNOWN
from tests.unit.arm.policy.asking import LAB

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SUBSCRIPTION = "/subscriptions/s1"
GROUP = f"{SUBSCRIPTION}/resourceGroups/rg1"
BOX: dict[str, Any] = {
    "id": f"{GROUP}/providers/{LAB}/box1",
    "type": LAB,
    "name": "box1",
    "location": "westeurope",
    "properties": {"tls": "1.0"},
}
MARK = "/providers/Microsoft.Authorization"


def definition(effect: str = "[parameters('effect')]", condition: Any = None, **then: Any) -> PolicyDefinition:
    return load_definition(
        {
            "mode": "All",
            "parameters": {
                "effect": {"type": "String", "defaultValue": "Deny"},
                "least": {"type": "String", "defaultValue": "1.2"},
            },
            "policyRule": {
                "if": condition or {"field": f"{LAB}/tls", "less": "[parameters('least')]"},
                "then": {"effect": effect, **then},
            },
        }
    )


def assignment(definition_id: str = "/d/tls", name: str = "a1", **properties: Any) -> Any:
    properties = {"policyDefinitionId": definition_id, "scope": SUBSCRIPTION, **properties}
    return load_assignment({"id": f"{SUBSCRIPTION}{MARK}/policyAssignments/{name}", "properties": properties})


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (SUBSCRIPTION, True),
        ("/SUBSCRIPTIONS/S1", True),
        (GROUP, True),
        (BOX["id"], True),
        (f"{SUBSCRIPTION}/resourceGroups/rg", False),
        ("/subscriptions/s2", False),
        ("/providers/Microsoft.Management/managementGroups/lake", True),
        ("/providers/Microsoft.Management/managementGroups/other", False),
        ("/", True),
    ],
)
def test_scopes_cover_what_lies_under_them(scope: str, expected: bool) -> None:
    assert covers(scope, BOX["id"], ["/providers/Microsoft.Management/managementGroups/Lake"]) is expected


def test_a_scope_and_an_id_that_is_not_known() -> None:
    assert covers(SUBSCRIPTION, "") is UNKNOWN


def selector(kind: str, **lists: Any) -> dict[str, Any]:
    return {"name": "s", "selectors": [{"kind": kind, **lists}]}


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({}, True),
        ({"scope": "/subscriptions/s2"}, False),
        ({"notScopes": [GROUP]}, False),
        ({"notScopes": [f"{GROUP}x"]}, True),
        ({"resourceSelectors": [selector("resourceLocation", **{"in": ["West Europe"]})]}, True),
        ({"resourceSelectors": [selector("resourceLocation", **{"in": ["northeurope"]})]}, False),
        ({"resourceSelectors": [selector("resourceLocation", notIn=["northeurope"])]}, True),
        ({"resourceSelectors": [selector("resourceType", **{"in": ["CONTOSO.LAB/boxes"]})]}, True),
        ({"resourceSelectors": [selector("resourceType", notIn=[LAB])]}, False),
        (
            {"resourceSelectors": [selector("resourceType", notIn=[LAB]), selector("resourceType", **{"in": [LAB]})]},
            True,
        ),
        (
            {"resourceSelectors": [selector("resourceWithoutLocation", **{"in": ["subscriptionLevelResources"]})]},
            False,
        ),
    ],
)
def test_what_an_assignment_is_about(properties: dict[str, Any], expected: bool) -> None:
    assert in_scope(assignment(**properties), Run(BOX)) is expected


def test_an_unknown_location_leaves_a_selector_undecided() -> None:
    about = assignment(resourceSelectors=[selector("resourceLocation", **{"in": ["westeurope"]})])
    assert in_scope(about, Run({**BOX, "location": UNKNOWN})) is UNKNOWN


def test_the_scope_follows_from_the_id() -> None:
    found = load_assignment(
        {
            "id": f"{GROUP}{MARK}/policyAssignments/a",
            "properties": {"policyDefinitionId": "/d", "parameters": {"p": {"value": 1}}},
        }
    )
    assert (found.scope, found.name, found.parameters) == (GROUP, "a", {"p": 1})


@pytest.mark.parametrize(
    ("properties", "code"),
    [
        ({"policyDefinitionId": None}, "A-POL-003"),
        ({"enforcementMode": "Sometimes"}, "A-POL-120"),
        ({"overrides": [{"kind": "policyEffect", "value": "shout"}]}, "A-POL-122"),
        ({"overrides": [{"kind": "mood", "value": "audit"}]}, "A-POL-121"),
        ({"resourceSelectors": [selector("colour", **{"in": ["x"]})]}, "A-POL-111"),
        ({"resourceSelectors": [selector("resourceType")]}, "A-POL-112"),
        ({"resourceSelectors": [selector("resourceType", **{"in": [LAB]})] * 11}, "A-POL-110"),
        ({"notScopes": "x"}, "A-POL-001"),
    ],
)
def test_assignments_that_are_refused(properties: dict[str, Any], code: str) -> None:
    with pytest.raises(DefinitionError, match=code):
        assignment(**properties)


def test_overrides_choose_an_effect_by_member_and_place() -> None:
    by_member = {
        "kind": "policyEffect",
        "value": "Audit",
        "selectors": [{"kind": "policyDefinitionReferenceId", "in": ["tls"]}],
    }
    by_place = {
        "kind": "policyEffect",
        "value": "Disabled",
        "selectors": [{"kind": "resourceLocation", "in": ["westeurope"]}],
    }
    run = Run(BOX)
    assert overridden_effect(assignment(overrides=[by_member]), "TLS", run) == "Audit"
    assert overridden_effect(assignment(overrides=[by_member]), "other", run) is None
    both = assignment(overrides=[by_member, by_place])
    assert overridden_effect(both, "tls", run) == "Audit"
    assert overridden_effect(both, "tls", run, Switches(override_order="last")) == "Disabled"


def test_messages_prefer_the_member() -> None:
    found = assignment(
        nonComplianceMessages=[{"message": "all"}, {"message": "tls only", "policyDefinitionReferenceId": "tls"}]
    )
    assert message_for(found, "TLS") == "tls only"
    assert message_for(found, "x") == "all"
    assert message_for(assignment(), "x") == ""


INITIATIVE = {
    "id": "/i/base",
    "properties": {
        "displayName": "Base",
        "parameters": {"effect": {"type": "String", "defaultValue": "Audit"}, "strict": {"type": "Boolean"}},
        "policyDefinitionGroups": [{"name": "network", "displayName": "Network"}],
        "policyDefinitions": [
            {
                "policyDefinitionId": "/d/tls",
                "policyDefinitionReferenceId": "tls",
                "groupNames": ["network"],
                "parameters": {
                    "effect": {"value": "[if(parameters('strict'), 'Deny', parameters('effect'))]"},
                    "least": {"value": "1.1"},
                },
            },
            {"policyDefinitionId": "/d/tls", "policyDefinitionReferenceId": "again"},
        ],
    },
}


def test_an_initiative_hands_its_parameters_on() -> None:
    found = load_initiative(INITIATIVE)
    assert [member.reference_id for member in found.members] == ["tls", "again"]
    assert found.groups[0].display_name == "Network"
    assert member_parameters(found, found.members[0], {"strict": True}) == {"effect": "Deny", "least": "1.1"}
    assert member_parameters(found, found.members[0], {"strict": False}) == {"effect": "Audit", "least": "1.1"}
    with pytest.raises(ParameterError, match="A-POL-072"):
        member_parameters(found, found.members[0], {})


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"policyDefinitions": []}, "A-POL-100"),
        ({"policyDefinitions": [{"policyDefinitionReferenceId": "x"}]}, "A-POL-003"),
        (
            {
                "policyDefinitions": [
                    {"policyDefinitionId": "/d", "policyDefinitionReferenceId": "x"},
                    {"policyDefinitionId": "/d", "policyDefinitionReferenceId": "X"},
                ]
            },
            "A-POL-101",
        ),
        ({"policyDefinitions": [{"policyDefinitionId": "/d", "groupNames": ["none"]}]}, "A-POL-102"),
        (
            {"policyDefinitions": [{"policyDefinitionId": "/d", "parameters": {"p": {"value": "[parameters('no')]"}}}]},
            "A-POL-014",
        ),
    ],
)
def test_initiatives_that_are_refused(change: dict[str, Any], code: str) -> None:
    with pytest.raises(DefinitionError, match=code):
        load_initiative({"properties": {**INITIATIVE["properties"], **change}})  # type: ignore[dict-item]


def exemption(**properties: Any) -> Any:
    properties = {
        "policyAssignmentId": f"{SUBSCRIPTION}{MARK}/policyAssignments/A1",
        "exemptionCategory": "waiver",
        **properties,
    }
    return load_exemption({"id": f"{GROUP}{MARK}/policyExemptions/e1", "properties": properties})


@pytest.mark.parametrize(
    ("properties", "reference", "expected"),
    [
        ({}, "", True),
        ({"policyDefinitionReferenceIds": ["TLS"]}, "tls", True),
        ({"policyDefinitionReferenceIds": ["other"]}, "tls", False),
        ({"expiresOn": "2026-03-02T00:00:00Z"}, "", True),
        ({"expiresOn": "2026-02-28T00:00:00Z"}, "", False),
        ({"policyAssignmentId": "/other"}, "", False),
        ({"resourceSelectors": [selector("resourceLocation", **{"in": ["northeurope"]})]}, "", False),
    ],
)
def test_what_an_exemption_covers(properties: dict[str, Any], reference: str, expected: bool) -> None:
    assert exempts(exemption(**properties), assignment(), reference, Run(BOX), NOW) is expected


def test_exemptions_cover_only_their_scope() -> None:
    elsewhere = {**BOX, "id": BOX["id"].replace("rg1", "rg2")}
    assert exempts(exemption(), assignment(), "", Run(elsewhere), NOW) is False


def test_expiry() -> None:
    assert not has_expired(exemption(), NOW)
    assert has_expired(exemption(expiresOn="2026-02-01"), NOW)


@pytest.mark.parametrize(
    ("properties", "code"),
    [
        ({"exemptionCategory": "favour"}, "A-POL-130"),
        ({"expiresOn": "soon"}, "A-POL-131"),
        ({"policyAssignmentId": ""}, "A-POL-003"),
    ],
)
def test_exemptions_that_are_refused(properties: dict[str, Any], code: str) -> None:
    with pytest.raises(DefinitionError, match=code):
        exemption(**properties)


def guard(*assignments: Any, definitions: Mapping[str, PolicyDefinition] | None = None, **more: Any) -> Guard:
    return Guard(assignments, definitions or {"/D/TLS": definition()}, **more)


def test_every_denial_is_told() -> None:
    outcome = guard(assignment(), assignment(name="a2"), assignment(name="a3", parameters={"effect": "Audit"})).judge(
        BOX, NOW
    )
    assert outcome.denied
    assert [finding.assignment.name for finding in outcome.denials] == ["a1", "a2"]
    assert len(outcome.findings) == 3


@pytest.mark.parametrize(
    ("properties", "denied"),
    [
        ({}, True),
        ({"enforcementMode": "DoNotEnforce"}, False),
        ({"enforcementMode": "Enroll"}, False),
        ({"notScopes": [GROUP]}, False),
        ({"parameters": {"effect": {"value": "Disabled"}}}, False),
        ({"parameters": {"least": {"value": "1.0"}}}, False),
        ({"overrides": [{"kind": "policyEffect", "value": "audit"}]}, False),
    ],
)
def test_what_keeps_a_denial_away(properties: dict[str, Any], denied: bool) -> None:
    assert guard(assignment(**properties)).judge(BOX, NOW).denied is denied


def test_an_exemption_keeps_a_denial_away_until_it_expires() -> None:
    covered = guard(assignment(), exemptions=[exemption(expiresOn="2026-04-01")])
    outcome = covered.judge(BOX, NOW)
    assert not outcome.denied
    assert outcome.findings[0].exempt is True
    assert covered.judge(BOX, datetime(2026, 5, 1, tzinfo=UTC)).denied


def test_members_of_an_initiative_are_judged_one_by_one() -> None:
    initiatives = {"/i/base": load_initiative(INITIATIVE)}
    given = assignment("/i/base", parameters={"strict": {"value": True}}, nonComplianceMessages=[{"message": "no"}])
    outcome = guard(given, initiatives=initiatives).judge(BOX, NOW)
    assert [(f.reference_id, f.evaluation.effect) for f in outcome.findings] == [("tls", "deny"), ("again", "deny")]
    assert outcome.denials[0].message == "no"


def test_a_definition_that_is_not_given() -> None:
    with pytest.raises(PolicyError, match="A-POL-140"):
        guard(assignment("/d/none"))


def test_the_function_policy_tells_of_the_assignment() -> None:
    condition = {"value": "[policy().assignmentId]", "contains": "policyAssignments/a1"}
    outcome = guard(assignment(), definitions={"/d/tls": definition(condition=condition)}).judge(BOX, NOW)
    assert outcome.denied


def modifying(operations: list[dict[str, Any]], conflict: str = "deny") -> PolicyDefinition:
    details = {"roleDefinitionIds": ["/r"], "conflictEffect": conflict, "operations": operations}
    return definition("modify", {"field": "type", "equals": LAB}, details=details)


SET_TLS = {"operation": "addOrReplace", "field": f"{LAB}/tls", "value": "1.3"}


def test_changes_come_before_denials() -> None:
    definitions = {"/d/tls": definition(), "/d/set": modifying([SET_TLS])}
    outcome = guard(assignment(), assignment("/d/set", name="a2"), definitions=definitions).judge(BOX, NOW)
    assert not outcome.denied
    assert outcome.resource["properties"] == {"tls": "1.3"}
    assert BOX["properties"] == {"tls": "1.0"}


@pytest.mark.parametrize(
    ("first", "second", "denied", "tls"),
    [
        ("deny", "deny", True, "1.0"),
        ("deny", "audit", False, "1.3"),
        ("audit", "deny", False, "1.1"),
        ("audit", "audit", False, "1.0"),
    ],
)
def test_two_policies_that_set_one_property(first: str, second: str, denied: bool, tls: str) -> None:
    definitions = {"/d/1": modifying([SET_TLS], first), "/d/2": modifying([{**SET_TLS, "value": "1.1"}], second)}
    assignments = (assignment("/d/1"), assignment("/d/2", name="a2"))
    outcome = guard(*assignments, definitions=definitions).judge(BOX, NOW)
    assert outcome.denied is denied
    assert outcome.resource["properties"]["tls"] == tls


def test_two_policies_that_agree_do_not_conflict() -> None:
    definitions = {"/d/1": modifying([SET_TLS]), "/d/2": modifying([SET_TLS])}
    outcome = guard(assignment("/d/1"), assignment("/d/2", name="a2"), definitions=definitions).judge(BOX, NOW)
    assert not outcome.denied
    assert outcome.resource["properties"]["tls"] == "1.3"


def test_an_append_that_would_replace_denies() -> None:
    appending = definition(
        "append", {"field": "type", "equals": LAB}, details=[{"field": f"{LAB}/tls", "value": "1.3"}]
    )
    assert guard(assignment(), definitions={"/d/tls": appending}).judge(BOX, NOW).denied


def test_what_is_not_known_is_told_apart() -> None:
    outcome = guard(assignment()).judge({**BOX, "properties": {"tls": UNKNOWN}}, NOW)
    assert not outcome.denied
    assert [finding.evaluation.undecided for finding in outcome.undecided] == [(f"{LAB}/tls",)]


def test_a_resource_whose_place_is_not_known() -> None:
    outcome = guard(assignment()).judge({key: value for key, value in BOX.items() if key != "id"}, NOW)
    assert not outcome.denied
    assert outcome.undecided[0].evaluation.undecided == ("scope of the assignment",)

"""Initiatives, assignments and exemptions: reading them, and what they mean together."""

from typing import Any

import pytest

from arm.policy.assignment import in_scope, load_assignment, message_for, overridden_effect
from arm.policy.errors import DefinitionError, ParameterError
from arm.policy.exemption import exempts, has_expired
from arm.policy.initiative import load_initiative, member_parameters
from arm.policy.run import Run
from arm.policy.scope import covers
from arm.policy.switches import Switches
from arm.unknown import UNKNOWN
from tests.unit.arm.policy.asking import LAB
from tests.unit.arm.policy.assigning import BOX, GROUP, INITIATIVE, MARK, NOW, SUBSCRIPTION, assignment, exemption


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

"""All assignments on one resource: what is refused, changed, reported."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from arm.policy.errors import PolicyError
from arm.policy.guard import Guard
from arm.policy.initiative import load_initiative
from arm.policy.model import PolicyDefinition
from arm.policy.parse_definition import load_definition
from arm.unknown import UNKNOWN
from tests.unit.arm.policy.asking import LAB
from tests.unit.arm.policy.assigning import BOX, GROUP, INITIATIVE, NOW, assignment, exemption


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


def test_what_may_be_changed_is_not_known_to_those_who_come_after() -> None:
    details = {"roleDefinitionIds": ["/r"], "operations": [SET_TLS]}
    doubtful = definition("modify", {"field": f"{LAB}/other", "equals": "x"}, details=details)
    definitions = {"/d/tls": definition(), "/d/set": doubtful}
    resource = {**BOX, "properties": {"tls": "1.0", "other": UNKNOWN}}
    outcome = guard(assignment(), assignment("/d/set", name="a2"), definitions=definitions).judge(resource, NOW)
    assert not outcome.denied
    assert outcome.resource["properties"]["tls"] is UNKNOWN
    assert {finding.assignment.name for finding in outcome.undecided} == {"a1", "a2"}


def test_what_is_not_known_is_told_apart() -> None:
    outcome = guard(assignment()).judge({**BOX, "properties": {"tls": UNKNOWN}}, NOW)
    assert not outcome.denied
    assert [finding.evaluation.undecided for finding in outcome.undecided] == [(f"{LAB}/tls",)]


def test_a_resource_whose_place_is_not_known() -> None:
    outcome = guard(assignment()).judge({key: value for key, value in BOX.items() if key != "id"}, NOW)
    assert not outcome.denied
    assert outcome.undecided[0].evaluation.undecided == ("scope of the assignment",)

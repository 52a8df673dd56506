"""Guardrails in Azure: what is stored, what is assigned, and which identity may write."""

from typing import Any

import pytest

from components._errors import ArgumentError
from components.governance.plan import check_assignments, check_catalogue, needed_roles
from tests.unit.components.before import MONITORING_ROLE_ID, RESOURCE_GROUP_ID, policy_id
from tests.unit.components.built import built
from tests.unit.components.variants.guardrails import READER_ID, definition, initiative, writing

_EFFECT = {"parameters": {"effect": {"type": "String", "defaultValue": "modify"}}}


def test_an_initiative_holds_the_definitions_that_are_stored_beside_it() -> None:
    made = built("GuardrailCatalogue", "max").one("PolicySetDefinitionAtManagementGroup")
    (member,) = made.inputs["policyDefinitions"]
    assert member["policyDefinitionId"] == policy_id("kind")
    assert "guardrails-kind" in made.after


def test_a_definition_is_stored_as_it_is_written_and_without_the_reasons() -> None:
    made = built("GuardrailCatalogue", "max").named("guardrails-kind")
    assert made.body["properties"]["policyRule"] == definition()["policyRule"]
    assert made.body["properties"]["parameters"] == definition()["parameters"]
    assert made.inputs["metadata"] == {"id": "G-STO-900", "version": "1.0.0", "category": "Storage"}


def test_what_only_refuses_has_no_identity() -> None:
    made = built("GuardrailAssignments", "max").named("guardrails-data-storage").inputs
    assert "identity" not in made
    assert (made["enforcementMode"], made["parameters"]) == ("DoNotEnforce", {"effect": {"value": "Audit"}})
    assert built("GuardrailAssignments", "defaults").one("PolicyAssignment").inputs["enforcementMode"] == "Default"


def test_what_writes_holds_its_roles_there_and_where_it_is_told() -> None:
    world = built("GuardrailAssignments", "max")
    principal = world.answer("guardrails-data-tags")["identity"]["principalId"]
    roles = world.of("RoleAssignment")
    assert {made.inputs["principalId"] for made in roles} == {principal}
    assert {made.inputs["scope"] for made in roles} >= {RESOURCE_GROUP_ID}
    assert len(roles) == 2


@pytest.mark.parametrize(
    ("given", "found"), [({}, (MONITORING_ROLE_ID, READER_ID)), ({"effect": "audit"}, ()), ({"effect": "Disabled"}, ())]
)
def test_an_identity_needs_what_its_chosen_effects_name(given: dict[str, Any], found: tuple[str, ...]) -> None:
    assert needed_roles(initiative("tag", **_EFFECT), {"tag": writing()}, given) == found


def test_members_of_others_ask_for_nothing_here() -> None:
    members = initiative("kind")["policyDefinitions"]
    foreign = {**members[0], "policyDefinitionId": policy_id("built-in")}
    assert needed_roles(initiative("kind", policyDefinitions=[foreign]), {}, {}) == ()


def test_names_of_assignments_are_short() -> None:
    check_assignments({"a" * 24: ()})
    for wrong in ("", "a" * 25):
        with pytest.raises(ArgumentError, match="A-GRD-001"):
            check_assignments({wrong: ()})


def test_a_group_takes_so_many_and_no_more() -> None:
    with pytest.raises(ArgumentError, match="A-GRD-002"):
        check_assignments({str(number): () for number in range(201)})
    with pytest.raises(ArgumentError, match=r"A-GRD-002 .* 401 of them"):
        check_assignments({"a": ["/x"] * 401})
    with pytest.raises(ArgumentError, match=r"A-GRD-002 .* 501 of them"):
        check_catalogue({str(number): definition() for number in range(501)}, {})


def test_an_initiative_names_what_stands() -> None:
    with pytest.raises(ArgumentError, match=r"A-GRD-003 .* `absent`"):
        check_catalogue({}, {"storage": initiative("absent")})


@pytest.mark.parametrize(("key", "most"), [("displayName", 128), ("description", 512)])
def test_texts_are_as_long_as_azure_takes(key: str, most: int) -> None:
    check_catalogue({"kind": definition(**{key: "x" * most})}, {})
    with pytest.raises(ArgumentError, match="A-GRD-004"):
        check_catalogue({"kind": definition(**{key: "x" * (most + 1)})}, {})

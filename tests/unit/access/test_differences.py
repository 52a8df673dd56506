"""Rights that are changed by hand are found, each once and with what grants it."""

from config.access.deployed import deployed
from config.access.differences import Kind
from config.access.effective import people_of, rights_at, rights_of
from tests.unit.access.conftest import Hands

OPS, CRM, OWNER = "grp-cts-sales-dev-ops", "grp-cts-crm-team", "grp-cts-service-owner"
JONAS = "jonas.weber@contoso.example"


def test_the_reference_estate_has_exactly_the_rights_of_the_matrix(hands: Hands) -> None:
    assert hands.rights.assignments
    assert hands.differences() == ()


def test_an_assignment_by_hand_is_above_the_matrix(hands: Hands) -> None:
    made = hands.grant(CRM, "Contributor", hands.scope("telematics"))
    (found,) = hands.differences()
    assert (found.kind, found.principal, found.role) == (Kind.ABOVE, CRM, "Contributor")
    assert found.scope == hands.scope("telematics")
    assert found.cause == made
    assert set(found.reaches) == set(people_of(hands.rights, hands.id_of(CRM))) != set()


def test_an_assignment_to_a_person_is_above_the_matrix(hands: Hands) -> None:
    """On the estate itself a guardrail refuses one; an administrator of the tenant can still give one above it."""
    tenant = hands.estate.settings.organization.tenant_id
    hands.grant(JONAS, "Reader", f"/providers/Microsoft.Management/managementGroups/{tenant}")
    (found,) = hands.differences()
    assert (found.kind, found.principal, found.reaches) == (Kind.ABOVE, JONAS, ())


def test_a_removed_assignment_is_missing_for_the_group_alone(hands: Hands) -> None:
    hands.revoke(OPS, "Reader", hands.scope("sales-dev"))
    (found,) = hands.differences()
    assert (found.kind, found.principal, found.role) == (Kind.MISSING, OPS, "Reader")
    assert found.cause == "R of landing-zone-ops on landing-zone"


def test_a_right_from_above_counts_below(hands: Hands) -> None:
    hands.revoke(OWNER, "Reader", hands.scope("crm"))
    assert hands.differences() == ()
    crm = rights_at(hands.rights, hands.id_of(OWNER), hands.scope("crm"))
    assert {right.scope for right in crm} == {hands.scope("sales-dev")}


def test_a_right_on_a_management_group_reaches_every_resource_below(hands: Hands) -> None:
    top = "/providers/Microsoft.Management/managementGroups/mg-cts"
    hands.grant(CRM, "Contributor", top)
    (found,) = hands.differences()
    assert (found.principal, found.scope) == (CRM, top)
    lake = f"{hands.scope('telematics')}/providers/Microsoft.KeyVault/vaults/kv"
    assert "Contributor" in {right.role for right in rights_at(hands.rights, hands.id_of(CRM), lake)}


def test_a_member_who_is_not_in_the_data_has_the_teams_rights_above_the_matrix(hands: Hands) -> None:
    hands.join(CRM, JONAS)
    found = hands.differences()
    assert {one.principal for one in found} == {JONAS}
    assert all(one.kind is Kind.ABOVE and one.cause.startswith(f"member of {CRM}, /subscriptions/") for one in found)


def test_a_member_who_left_misses_the_teams_rights(hands: Hands) -> None:
    hands.leave(OPS, JONAS)
    found = hands.differences()
    assert {(one.kind, one.principal) for one in found} == {(Kind.MISSING, JONAS)}
    assert all(one.cause.startswith(f"member of {OPS}, ") for one in found)


def test_a_group_inside_a_group_carries_the_rights_down(hands: Hands) -> None:
    hands.join(OPS, CRM)
    found = hands.differences()
    assert {(one.kind, one.principal) for one in found} == {(Kind.ABOVE, CRM)}
    person = people_of(hands.rights, hands.id_of(CRM))[0]
    ways = {right.through for right in rights_of(hands.rights, hands.id_of(person))}
    assert (hands.id_of(person), hands.id_of(CRM), hands.id_of(OPS)) in ways
    assert all(person in one.reaches for one in found)


def test_groups_in_a_circle_are_followed_once(hands: Hands) -> None:
    hands.join(OPS, CRM)
    hands.join(CRM, OPS)
    assert {one.principal for one in hands.differences()} >= {OPS, CRM}


def test_an_assignment_to_a_deleted_group_is_told(hands: Hands) -> None:
    hands.cloud.directory.forget(hands.id_of(CRM))
    found = hands.differences()
    assert any(one.kind is Kind.ABOVE and one.cause.endswith("to nobody that exists") for one in found)
    assert any((one.kind, one.principal) == (Kind.MISSING, CRM) for one in found)


def test_managed_identities_of_resources_are_not_judged(hands: Hands) -> None:
    hands.cloud.directory.add_managed_identity("00000000-0000-0000-0000-0000000000aa", "id-workload", "/x")
    hands.grant("id-workload", "Reader", hands.scope("crm"))
    assert hands.differences() == ()


def test_a_custom_role_is_known_by_its_guid(hands: Hands) -> None:
    arm_id = f"{hands.scope('crm')}/providers/Microsoft.Authorization/roleAssignments/1"
    guid = "00000000-0000-0000-0000-0000000000bb"
    granted = {"roleDefinitionId": f"/x/roleDefinitions/{guid}", "principalId": "p"}
    read = deployed([{"type": "Microsoft.Authorization/roleAssignments", "id": arm_id, "properties": granted}], [])
    assert [(one.role, one.scope) for one in read.assignments] == [(guid, hands.scope("crm"))]

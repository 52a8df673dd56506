"""DNS by policy: the same records as with templates, written by Azure with the assignments' identities."""

import re

import pytest

from simulator.core import compliance, remediation
from tests.unit.config.reference import copy_estate
from tests.unit.stacks.deployment import Deployment, deploy

_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_GROUPS = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups"
_BY_POLICY = {"estate.yaml": {"dns_registration": "policy"}}


@pytest.fixture(name="by_policy", scope="module")
def _by_policy(tmp_path_factory: pytest.TempPathFactory) -> Deployment:
    return deploy(copy_estate(tmp_path_factory.mktemp("policy"), change=_BY_POLICY))


def records(deployment: Deployment) -> list[tuple[str, int]]:
    """Zone and label of every record with the number of its addresses; ids that services make up are left out."""
    return sorted(
        (_GUID.sub("guid", one["id"].split("/privateDnsZones/")[1]), len(one["properties"]["aRecords"]))
        for one in deployment.cloud.list(type="Microsoft.Network/privateDnsZones/A")
        if one["properties"].get("aRecords")
    )


def test_the_records_are_those_of_the_templates(by_policy: Deployment, reference: Deployment) -> None:
    assert records(by_policy) == records(reference)


def test_no_stack_writes_a_zone_group_and_every_endpoint_has_one(by_policy: Deployment) -> None:
    made = {one.type for resources in by_policy.registered.values() for one in resources}
    assert "azure-native:network:PrivateDnsZoneGroup" not in made
    endpoints = by_policy.cloud.list(type="Microsoft.Network/privateEndpoints")
    assert len(by_policy.cloud.list(type=_GROUPS)) == len(endpoints)


def test_azure_finds_nothing_left_to_do(by_policy: Deployment) -> None:
    attempts = remediation.attempts(by_policy.cloud)
    assert {one["state"] for one in attempts} == {"Succeeded"}
    compliance.scan(by_policy.cloud)
    assert {one["state"] for one in compliance.states(by_policy.cloud)} == {"compliant"}


def test_what_writes_may_write_there_only(by_policy: Deployment) -> None:
    assigned = [
        one for one in by_policy.cloud.list(type="Microsoft.Authorization/policyAssignments") if "identity" in one
    ]
    scopes = {one["properties"]["scope"] for one in assigned}
    assert scopes == {f"/subscriptions/{zone.subscription_id}" for zone in by_policy.estate.zones.values()}
    held = {one["identity"]["principalId"] for one in assigned}
    rights = [
        one["properties"]["scope"]
        for one in by_policy.cloud.list(type="Microsoft.Authorization/roleAssignments")
        if one["properties"]["principalId"] in held
    ]
    assert len(rights) == 2 * len(assigned)
    assert set(rights) <= scopes

"""Policies that register endpoints: which zones which service gets, as Azure Policy would judge and write it."""

from typing import Any

import pytest

from arm.policy.evaluate import CompiledPolicy
from arm.policy.parse_definition import load_definition
from arm.private_link import all_zones, groups, types, zones
from components.governance.dns_registration import ZONES, Registration, catalogue, definition, plan_registrations
from components.governance.plan import check_catalogue, needed_roles
from tests.unit.components.before import LOCATION, resource_id

REGIONS = ("westeurope", "northeurope")
PLANNED = plan_registrations(REGIONS, all_zones(REGIONS), "public")
GROUP = "/subscriptions/1/resourceGroups/rg-dns"


def endpoint(arm_type: str, group: str, location: str = LOCATION) -> dict[str, Any]:
    names = ["target"] * (arm_type.count("/"))
    connection = {
        "name": "c",
        "properties": {"privateLinkServiceId": resource_id(arm_type, *names), "groupIds": [group]},
    }
    return {
        "id": resource_id("Microsoft.Network/privateEndpoints", "pep-a"),
        "name": "pep-a",
        "type": "Microsoft.Network/privateEndpoints",
        "location": location,
        "properties": {"privateLinkServiceConnections": [connection]},
    }


def writes(registration: Registration, resource: dict[str, Any]) -> bool:
    loaded = load_definition({"name": registration.name, "properties": definition(registration)})
    verdict = CompiledPolicy(loaded, {ZONES: GROUP}).evaluate(resource)
    return verdict.effect == "deployIfNotExists" or bool(verdict.undecided)


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize(
    ("arm_type", "group"),
    [
        ("Microsoft.KeyVault/vaults", "vault"),
        ("Microsoft.Storage/storageAccounts", "dfs"),
        ("Microsoft.ContainerRegistry/registries", "registry"),
        ("Microsoft.MachineLearningServices/workspaces", "amlworkspace"),
        ("Microsoft.Kusto/clusters", "cluster"),
        ("Microsoft.Web/sites", "sites-blue"),
    ],
)
def test_an_endpoint_gets_the_zones_of_its_service_once(arm_type: str, group: str, region: str) -> None:
    hits = [one for one in PLANNED if writes(one, endpoint(arm_type, group, region))]
    assert [one.zones for one in hits] == [zones(arm_type, group, region)]


def test_every_service_whose_zones_stand_is_registered_in_every_region() -> None:
    standing = set(all_zones(REGIONS))
    wanted = {
        (arm_type, group, region)
        for arm_type in types()
        for group in groups(arm_type)
        for region in REGIONS
        if (needed := zones(arm_type, group, region)) and standing.issuperset(needed)
    }
    planned = {
        (*service, region)
        for one in PLANNED
        for service in one.services
        for region in ([one.region] if one.region else REGIONS)
    }
    assert planned == wanted


def test_other_services_and_other_resources_are_left_alone() -> None:
    (vaults,) = [one for one in PLANNED if ("Microsoft.KeyVault/vaults", "vault") in one.services]
    assert not writes(vaults, endpoint("Microsoft.Storage/storageAccounts", "blob"))
    assert not writes(vaults, endpoint("Microsoft.KeyVault/vaults", "managedhsm"))


def test_azure_stores_them_and_one_role_is_enough() -> None:
    definitions, initiatives = catalogue(PLANNED)
    check_catalogue(definitions, initiatives)
    assert len(definitions) == len(PLANNED)
    assert all(len(name) <= 64 for name in definitions)
    (whole,) = initiatives.values()
    (role,) = needed_roles(whole, definitions, {ZONES: GROUP})
    assert role.endswith("4d97b98b-1d4f-4787-a291-c67834d212e7")


def test_zones_that_do_not_stand_are_not_written_to() -> None:
    found = plan_registrations(REGIONS, ["privatelink.vaultcore.azure.net"], "public")
    assert [one.zones for one in found] == [("privatelink.vaultcore.azure.net",)]

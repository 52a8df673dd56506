"""Whole estates in-process: what each kind of stack builds, and what its options add."""

from pathlib import Path

import pytest

from tests.unit.config.reference import REFERENCE, copy_estate
from tests.unit.stacks.deployment import Deployment, deploy

_BASTION = "azure-native:network:BastionHost"
_FIREWALL = "azure-native:network:AzureFirewall"


@pytest.fixture(name="reference", scope="module")
def _reference() -> Deployment:
    return deploy(REFERENCE)


def _types(deployment: Deployment, stack: str) -> list[str]:
    return [one.type for one in deployment.registered[stack]]


def test_every_stack_exports_its_contract(reference: Deployment) -> None:
    assert all(exported["contract"]["version"] == 1 for exported in reference.exported.values())


def test_every_resource_has_an_explicit_provider(reference: Deployment) -> None:
    without = [
        one.name
        for resources in reference.registered.values()
        for one in resources
        if one.custom and one.type.startswith(("azure-native:", "azuread:")) and not one.provider
    ]
    assert not without


def test_what_holds_data_is_protected(reference: Deployment) -> None:
    holders = ("azure-native:storage:StorageAccount", "azure-native:keyvault:Vault")
    open_ = [
        one.name
        for resources in reference.registered.values()
        for one in resources
        if one.type in holders and not one.protect
    ]
    assert not open_


def test_an_endpoint_stands_in_every_private_dns_zone_that_it_needs(reference: Deployment) -> None:
    records = [
        item
        for item in reference.cloud.list(type="Microsoft.Network/privateDnsZones/A")
        if item["properties"].get("aRecords")
    ]
    endpoints = reference.cloud.list(type="Microsoft.Network/privateEndpoints")
    assert len(endpoints) == 1 + 2 * (2 + 3 * 2) + 6
    assert len(records) == len(endpoints)


def test_both_zones_resolve_what_the_management_zone_keeps(reference: Deployment) -> None:
    links = reference.cloud.list(type="Microsoft.Network/privateDnsZones/virtualNetworkLinks")
    zones = reference.cloud.list(type="Microsoft.Network/privateDnsZones")
    assert len(links) == 3 * len(zones)


def test_neither_bastion_nor_firewall_without_being_asked(reference: Deployment) -> None:
    assert not {_BASTION, _FIREWALL} & {kind for stack in reference.registered for kind in _types(reference, stack)}


def test_a_zone_gets_the_bastion_and_the_firewall_that_it_asks_for(tmp_path: Path) -> None:
    folder = copy_estate(
        tmp_path,
        change={
            "Pulumi.management.yaml": {"bastion": True, "firewall": True},
            "Pulumi.sales-dev.yaml": {"bastion": True},
        },
    )
    deployment = deploy(folder)
    assert {_BASTION, _FIREWALL} <= set(_types(deployment, "management"))
    assert _BASTION in _types(deployment, "sales-dev")
    (table,) = [one for one in deployment.registered["management"] if one.type == "azure-native:network:RouteTable"]
    assert table.inputs["routes"][0]["nextHopIpAddress"] == "10.16.0.4"

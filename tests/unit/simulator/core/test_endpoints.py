"""Private endpoints, zone groups and private DNS."""

from typing import Any

import pytest

from simulator.core.cloud import Cloud

from .conftest import GROUP, TWO, Estate
from .refusing import refused
from .test_networks import delegated, network, nic, subnet

ZONE = "privatelink.blob.core.windows.net"


@pytest.fixture
def account(estate: Estate) -> str:
    body = {"kind": "StorageV2", "sku": {"name": "Standard_LRS"}}
    return str(estate.here("Microsoft.Storage/storageAccounts/stsales", body)["id"])


@pytest.fixture
def place(estate: Estate) -> str:
    return subnet(estate, network(estate), "endpoints", "10.1.0.0/28")


def endpoint(
    estate: Estate, place: str, target: str, group: str = "blob", name: str = "pep-blob", **more: Any
) -> dict[str, Any]:
    one = {"name": "one", "properties": {"privateLinkServiceId": target, "groupIds": [group]}}
    kind = "manualPrivateLinkServiceConnections" if more.pop("manual", False) else "privateLinkServiceConnections"
    more[kind] = [one]
    return estate.here(f"Microsoft.Network/privateEndpoints/{name}", subnet={"id": place}, **more)


def zone(estate: Estate, name: str = ZONE) -> str:
    made = estate.put(f"{GROUP}/providers/Microsoft.Network/privateDnsZones/{name}", {"location": "global"})
    return str(made["id"])


def zone_group(estate: Estate, end: str, *zones: str) -> dict[str, Any]:
    configs = [{"name": f"z{i}", "properties": {"privateDnsZoneId": one}} for i, one in enumerate(zones)]
    return estate.put(f"{end}/privateDnsZoneGroups/default", privateDnsZoneConfigs=configs)


def link(estate: Estate, zone_id: str, network_id: str, name: str = "link", *, registers: bool = False) -> str:
    made = estate.put(
        f"{zone_id}/virtualNetworkLinks/{name}",
        {"location": "global"},
        virtualNetwork={"id": network_id},
        registrationEnabled=registers,
    )
    return str(made["id"])


def test_an_endpoint_brings_an_interface_and_a_connection(estate: Estate, account: str, place: str) -> None:
    made = endpoint(estate, place, account)
    interface = estate.cloud.get(made["properties"]["networkInterfaces"][0]["id"])
    assert interface["name"].startswith("pep-blob.nic.")
    assert interface["properties"]["ipConfigurations"][0]["properties"]["privateIPAddress"] == "10.1.0.4"
    assert made["properties"]["customDnsConfigs"] == [
        {"fqdn": "stsales.blob.core.windows.net", "ipAddresses": ["10.1.0.4"]}
    ]
    (connection,) = estate.cloud.get(account)["properties"]["privateEndpointConnections"]
    assert "/privateEndpointConnections/pep-blob." in connection["id"]
    assert connection["properties"]["privateLinkServiceConnectionState"]["status"] == "Approved"
    with refused("NicInUseWithPrivateEndpoint", 400):
        estate.cloud.delete(interface["id"])
    with refused("InUseSubnetCannotBeDeleted", 400):
        estate.cloud.delete(place)
    estate.cloud.delete(made["id"])
    assert not estate.cloud.exists(interface["id"])
    assert estate.cloud.get(account)["properties"]["privateEndpointConnections"] == []
    estate.cloud.delete(place)


def test_writing_an_endpoint_again_changes_nothing(estate: Estate, account: str, place: str) -> None:
    before = endpoint(estate, place, account)
    after = endpoint(estate, place, account)
    assert {**after, "etag": ""} == {**before, "etag": ""}


def test_a_manual_connection_waits_for_approval(estate: Estate, account: str, place: str) -> None:
    made = endpoint(estate, place, account, manual=True)
    zone_group(estate, made["id"], zone(estate))
    state = made["properties"]["manualPrivateLinkServiceConnections"][0]["properties"]
    assert state["privateLinkServiceConnectionState"]["status"] == "Pending"
    assert made["properties"]["provisioningState"] == "Succeeded"
    record = f"{GROUP}/providers/Microsoft.Network/privateDnsZones/{ZONE}/A/stsales"
    assert not estate.cloud.exists(record)
    (connection,) = estate.cloud.get(account)["properties"]["privateEndpointConnections"]
    estate.cloud.action(connection["id"], "approve", {"description": "fine"})
    shown = estate.cloud.get(made["id"])["properties"]["manualPrivateLinkServiceConnections"][0]["properties"]
    assert shown["privateLinkServiceConnectionState"]["status"] == "Approved"
    assert estate.cloud.exists(record)


def test_deleting_the_target_disconnects_the_endpoint(estate: Estate, account: str, place: str) -> None:
    made = endpoint(estate, place, account)
    estate.cloud.delete(account)
    shown = estate.cloud.get(made["id"])["properties"]["privateLinkServiceConnections"][0]["properties"]
    assert shown["privateLinkServiceConnectionState"]["status"] == "Disconnected"


def test_endpoints_that_are_refused(estate: Estate, account: str, place: str) -> None:
    with refused("InvalidPrivateEndpointGroupId", 400):
        endpoint(estate, place, account, "vault")
    with refused("InvalidResourceReference", 400):
        endpoint(estate, place, f"{account}x")
    with refused("PrivateLinkNotSupported", 400):
        endpoint(estate, place, network(estate))
    with refused("PrivateEndpointMustHaveOneConnection", 400):
        estate.here("Microsoft.Network/privateEndpoints/pep", subnet={"id": place})
    with refused("InvalidResourceReference", 400):
        endpoint(estate, f"{place}x", account)
    owned = subnet(
        estate,
        place.rsplit("/subnets", 1)[0],
        "owned",
        "10.1.1.0/24",
        delegations=delegated("Microsoft.Web/serverFarms"),
    )
    with refused("SubnetDelegationNotAllowedForPrivateEndpoint", 400):
        endpoint(estate, owned, account)


def test_an_endpoint_stands_in_region_and_subscription_of_its_network(estate: Estate, account: str) -> None:
    far = estate.here(
        "Microsoft.Network/virtualNetworks/vnet-neu",
        {"location": "northeurope"},
        addressSpace={"addressPrefixes": ["10.8.0.0/16"]},
    )["id"]
    with refused("InvalidResourceReference", 400):
        endpoint(estate, subnet(estate, far, "one", "10.8.0.0/24"), account)
    estate.put(f"{TWO}/resourceGroups/rg-hub", {"location": "westeurope"})
    other = estate.put(
        f"{TWO}/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub",
        {"location": "westeurope"},
        addressSpace={"addressPrefixes": ["10.9.0.0/16"]},
    )["id"]
    with refused("LinkedInvalidPropertyId", 400):
        endpoint(estate, subnet(estate, other, "one", "10.9.0.0/24"), account)


def test_a_full_subnet_takes_no_endpoint(estate: Estate, account: str) -> None:
    small = subnet(estate, network(estate), "small", "10.1.0.0/29")
    for number in range(3):
        nic(estate, small, f"nic-{number}")
    with refused("SubnetIsFull", 400):
        endpoint(estate, small, account)


def test_without_the_right_to_approve_an_automatic_connection_is_refused(
    estate: Estate, account: str, place: str
) -> None:
    estate.cloud._authorizer = lambda caller, action, scope: "approval" not in action.lower()
    with refused("LinkedAuthorizationFailed", 403):
        endpoint(estate, place, account)


def test_ceilings_of_endpoints(estate: Estate, account: str, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.core.types.network.endpoints.limit", lambda key: 1)
    endpoint(estate, place, account)
    with refused("PrivateEndpointsQuotaExceeded", 400):
        endpoint(estate, place, account, name="pep-two")


def test_first_generation_accounts_have_no_endpoints(estate: Estate, place: str) -> None:
    body = {"kind": "Storage", "sku": {"name": "Standard_LRS"}}
    old = estate.here("Microsoft.Storage/storageAccounts/stold", body)["id"]
    with refused("AccountKindNotSupportedForPrivateEndpoint", 400):
        endpoint(estate, place, old)


def test_a_zone_group_writes_the_record_and_takes_it_away(estate: Estate, account: str, place: str) -> None:
    made, zone_id = endpoint(estate, place, account), zone(estate)
    group = zone_group(estate, made["id"], zone_id)
    record = estate.cloud.get(f"{zone_id}/A/stsales")
    assert record["properties"]["aRecords"] == [{"ipv4Address": "10.1.0.4"}]
    sets = group["properties"]["privateDnsZoneConfigs"][0]["properties"]["recordSets"]
    assert [one["fqdn"] for one in sets] == [f"stsales.{ZONE}"]
    assert estate.cloud.get(made["id"])["properties"]["customDnsConfigs"] == []
    estate.cloud.delete(made["id"])
    assert not estate.cloud.exists(record["id"])
    assert estate.cloud.get(zone_id)["properties"]["numberOfRecordSets"] == 1


def test_zone_groups_that_are_refused(estate: Estate, account: str, place: str) -> None:
    end = endpoint(estate, place, account)["id"]
    one = zone(estate)
    with refused("PrivateDnsZoneGroupTooManyZones", 400):
        zone_group(estate, end, *[one] * 6)
    with refused("PrivateDnsZoneGroupDuplicateZone", 400):
        zone_group(estate, end, one, one)
    with refused("InvalidResourceReference", 400):
        zone_group(estate, end, f"{one}x")
    zone_group(estate, end, one)
    with refused("QuotaExceeded", 409):
        estate.put(f"{end}/privateDnsZoneGroups/second", privateDnsZoneConfigs=[])


def test_a_zone_is_global_and_has_its_soa(estate: Estate) -> None:
    shown = estate.cloud.get(zone(estate))
    assert (shown["location"], shown["properties"]["numberOfRecordSets"]) == ("global", 1)
    with refused("LocationNotAvailableForResourceType", 400):
        estate.here(f"Microsoft.Network/privateDnsZones/{ZONE}")
    with refused("BadRequest", 400):
        estate.cloud.delete(f"{shown['id']}/SOA/@")
    estate.cloud.delete(shown["id"])


def test_links_that_are_refused(estate: Estate) -> None:
    a, one, two = network(estate), zone(estate), zone(estate, "contoso.example")
    link(estate, one, a)
    with refused("Conflict", 409):
        link(estate, one, a, "again")
    estate.put(f"{TWO}/resourceGroups/rg-hub", {"location": "westeurope"})
    twin = estate.put(
        f"{TWO}/resourceGroups/rg-hub/providers/Microsoft.Network/privateDnsZones/{ZONE}", {"location": "global"}
    )["id"]
    with refused("BadRequest", 400):
        link(estate, twin, a)
    link(estate, two, a, registers=True)
    with refused("BadRequest", 400):
        link(estate, zone(estate, "fabrikam.example"), a, registers=True)
    with refused("InvalidResourceReference", 400):
        link(estate, two, f"{a}x", "none")
    with refused("CannotDeleteResource", 409):
        estate.cloud.delete(one)


def test_registration_links_of_a_zone_are_counted(estate: Estate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.core.types.network.private_dns.limit", lambda key: 1)
    one = zone(estate, "contoso.example")
    link(estate, one, network(estate), registers=True)
    with refused("BadRequest", 400):
        link(estate, one, network(estate, "vnet-b", "10.2.0.0/16"), "two", registers=True)


def test_record_sets(estate: Estate) -> None:
    one = zone(estate, "contoso.example")
    made = estate.put(f"{one}/A/www", ttl=60, aRecords=[{"ipv4Address": "10.0.0.9"}])
    assert made["properties"]["fqdn"] == "www.contoso.example."
    with refused("Conflict", 409):
        estate.put(f"{one}/CNAME/www", ttl=60, cnameRecord={"cname": "a.example"})
    with refused("BadRequest", 400):
        estate.put(f"{one}/A/mail", ttl=60, cnameRecord={"cname": "a.example"})
    with refused("BadRequest", 400):
        estate.put(f"{one}/A/many", ttl=60, aRecords=[{"ipv4Address": f"10.0.0.{n}"} for n in range(21)])


def test_the_cloud_lists_what_stands(cloud: Cloud, estate: Estate, account: str, place: str) -> None:
    endpoint(estate, place, account)
    found = {one["type"] for one in cloud.list(GROUP)}
    assert {"Microsoft.Network/privateEndpoints", "Microsoft.Network/networkInterfaces"} <= found
    assert [one["name"] for one in cloud.list(type="Microsoft.Storage/storageAccounts")] == ["stsales"]

"""Private endpoints, private DNS, peering, firewall, resolver."""

from itertools import combinations
from typing import Any

import pulumi
import pulumi_azure_native as azure_native
import pytest

from arm.private_link import groups as groups_of
from components._errors import ArgumentError
from components._interfaces import PrivateEndpoint
from components.network.dns_resolver import Forwarding, check_domains
from components.network.firewall_collections import plan_groups
from components.network.firewall_rules import DEFAULT_SETS, RULE_SETS
from components.network.peering import PeeringMesh, PeeringMeshArgs, plan_halves
from components.network.private_dns import LinkedNetwork, PrivateDns, PrivateDnsArgs, plan_links
from components.network.private_endpoint import PrivateEndpoints, PrivateEndpointsArgs, Target, plan_endpoints
from tests.unit.components.before import GROUP, NETWORK_ID, STORAGE_ID, SUBNET_ID, SUBSCRIPTION, VAULT_ID, zone_id
from tests.unit.components.built import built
from tests.unit.components.harness import run
from tests.unit.components.variants.reachability import end, halves
from tests.unit.components.variants.shared import ZONES, endpoint

_STORAGE = Target(
    resource_id=STORAGE_ID,
    arm_type="Microsoft.Storage/storageAccounts",
    location="westeurope",
    resource_group_name=GROUP,
)
_MONITOR = Target(
    resource_id="/x", arm_type="Microsoft.Insights/privateLinkScopes", location="westeurope", resource_group_name="rg"
)


def test_an_endpoint_by_template_registers_itself() -> None:
    (plan,) = plan_endpoints(_STORAGE, {"dfs": endpoint("dfs")})
    assert plan.zones == ("privatelink.dfs.core.windows.net",)


def test_an_endpoint_by_policy_has_no_zone_group() -> None:
    by_policy = PrivateEndpoint(name="pep", subnet_resource_id=SUBNET_ID)
    (plan,) = plan_endpoints(_STORAGE, {"dfs": by_policy})
    assert plan.zones == ()
    assert built("PrivateEndpoints", "defaults").of("PrivateDnsZoneGroup") == []


def test_one_group_may_need_several_zones() -> None:
    (plan,) = plan_endpoints(_MONITOR, {"azuremonitor": endpoint("monitor")})
    assert len(plan.zones) == 5
    group = built("PrivateLinkScope", "defaults").one("PrivateDnsZoneGroup").inputs
    assert {zone["privateDnsZoneId"] for zone in group["privateDnsZoneConfigs"]} == {
        zone_id(name) for name in plan.zones
    }


def test_a_group_that_the_type_lacks_is_refused() -> None:
    with pytest.raises(ArgumentError) as refused:
        plan_endpoints(_STORAGE, {"vault": endpoint("x")})
    assert refused.value.code == "A-PEP-001"
    assert all(f"`{group}`" in str(refused.value) for group in groups_of("Microsoft.Storage/storageAccounts"))


def test_a_missing_zone_is_named() -> None:
    target = {"vault": PrivateEndpoint(name="pep", subnet_resource_id=SUBNET_ID, private_dns_zone_resource_ids={})}
    args = PrivateEndpointsArgs(
        target=Target(
            resource_id=VAULT_ID, arm_type="Microsoft.KeyVault/vaults", location="westeurope", resource_group_name=GROUP
        ),
        private_endpoints=target,
    )
    with pytest.raises(Exception, match="A-PEP-002"):
        run(lambda: PrivateEndpoints("x", args))


def test_an_endpoint_stands_in_its_subnet_with_a_named_interface() -> None:
    made = built("PrivateEndpoints", "max").one("PrivateEndpoint").inputs
    assert made["subnet"] == {"id": SUBNET_ID}
    assert made["customNetworkInterfaceName"] == "nic-cts-vault"
    assert made["privateLinkServiceConnections"][0]["groupIds"] == ["vault"]


def test_endpoints_of_one_resource_are_made_one_after_another() -> None:
    world = built("Lake", "secure")
    assert "sales-raw-account-blob-endpoint" in world.named("sales-raw-account-dfs-endpoint").after


def test_zone_ids_may_be_known_late() -> None:
    def program() -> None:
        late = pulumi.Output.from_input(ZONES)
        wanted = PrivateEndpoint(name="pep-late", subnet_resource_id=SUBNET_ID, private_dns_zone_resource_ids=late)
        PrivateEndpoints("late", PrivateEndpointsArgs(target=_STORAGE, private_endpoints={"blob": wanted}))

    (zone,) = run(program).one("PrivateDnsZoneGroup").inputs["privateDnsZoneConfigs"]
    assert zone["privateDnsZoneId"] == zone_id("privatelink.blob.core.windows.net")


def test_every_zone_is_linked_with_every_network() -> None:
    assert plan_links(["b", "a", "a"], ["y", "x"]) == (("a", "x"), ("a", "y"), ("b", "x"), ("b", "y"))


def test_zones_are_global_and_register_no_machines() -> None:
    world = built("PrivateDns", "max")
    assert {made.inputs["location"] for made in world.resources[1:]} == {"global"}
    assert {link.inputs["registrationEnabled"] for link in world.of("VirtualNetworkLink")} == {False}


def test_zone_ids_are_found_by_zone_name() -> None:
    found: list[Any] = []
    args = PrivateDnsArgs(
        resource_group_name=GROUP,
        zones=["privatelink.blob.core.windows.net"],
        networks={"n": LinkedNetwork(link_name="n", virtual_network_resource_id=NETWORK_ID)},
    )
    run(lambda: PrivateDns("dns", args).outputs.zone_resource_ids.apply(found.append))
    (ids,) = found
    assert ids["privatelink.blob.core.windows.net"].endswith("/privateDnsZones/privatelink.blob.core.windows.net")


def test_halves_of_one_network_follow_each_other() -> None:
    names = ["a", "b", "c", "d", "e"]
    ends = {name: end(name) for name in names}
    plans = plan_halves(ends, halves(*combinations(names, 2)))
    assert len(plans) == 20
    busy: dict[str, str] = {}
    for plan in plans:
        for name in (plan.half.local, plan.half.remote):
            if name in busy:
                assert busy[name] in plan.after
            busy[name] = plan.key


def test_halves_of_other_networks_wait_for_nothing() -> None:
    ends = {name: end(name) for name in ("a", "b", "c", "d")}
    plans = {plan.key: plan for plan in plan_halves(ends, halves(("a", "b"), ("c", "d")))}
    assert plans["c-to-d"].after == ()


def test_the_order_of_halves_does_not_matter() -> None:
    ends = {name: end(name) for name in ("a", "b", "c")}
    wanted = halves(("a", "b"), ("b", "c"), ("a", "c"))
    assert plan_halves(ends, wanted) == plan_halves(ends, list(reversed(wanted)))


def test_a_network_of_others_gets_no_half() -> None:
    plans = plan_halves({"a": end("a"), "hub": end("hub", managed=False)}, halves(("a", "hub")))
    assert [plan.key for plan in plans] == ["a-to-hub"]


def test_each_half_is_made_by_the_provider_of_its_network() -> None:
    def program() -> None:
        providers = {
            name: azure_native.Provider(f"subscription-{name}", subscription_id=SUBSCRIPTION) for name in ("a", "b")
        }
        args = PeeringMeshArgs(networks={"a": end("a"), "b": end("b")}, halves=halves(("a", "b")))
        PeeringMesh("mesh", args, providers=providers)

    world = run(program)
    assert world.named("mesh-a-to-b").provider == "subscription-a"
    assert world.named("mesh-b-to-a").provider == "subscription-b"


def test_priorities_of_firewall_rules_are_unique() -> None:
    priorities = [rules.priority for rules in RULE_SETS.values()]
    assert len(priorities) == len(set(priorities))
    assert set(DEFAULT_SETS) <= set(RULE_SETS)


def test_firewall_rules_serve_the_estate_only() -> None:
    for plan in plan_groups(tuple(RULE_SETS), ["10.16.0.0/12"]):
        assert plan.source_prefixes == ("10.16.0.0/12",)
    for group in built("Firewall", "defaults").of("FirewallPolicyRuleCollectionGroup"):
        for collection in group.inputs["ruleCollections"]:
            assert {tuple(rule["sourceAddresses"]) for rule in collection["rules"]} == {("10.16.0.0/12",)}


def test_firewall_hosts_name_a_service_not_a_whole_suffix() -> None:
    hosts = [host for rules in RULE_SETS.values() for rule in rules.application for host in rule.hosts]
    assert all(host.count(".") >= 1 for host in hosts)
    assert not {"*microsoft.com", "*.microsoft.com", "*.azure.com", "*.windows.net"} & set(hosts)


@pytest.mark.parametrize(
    ("sets", "sources", "code"), [(["absent"], ["10.0.0.0/8"], "A-NET-009"), (["azure"], [], "A-NET-010")]
)
def test_firewall_rules_that_cannot_be_are_refused(sets: list[str], sources: list[str], code: str) -> None:
    with pytest.raises(ArgumentError, match=code):
        plan_groups(sets, sources)


def test_a_premium_firewall_denies_intrusions() -> None:
    policy = built("Firewall", "defaults").one("FirewallPolicy").inputs
    assert (policy["sku"], policy["intrusionDetection"]) == ({"tier": "Premium"}, {"mode": "Deny"})
    assert policy["dnsSettings"] == {"enableProxy": True}
    assert "intrusionDetection" not in built("Firewall", "max").one("FirewallPolicy").inputs


def test_the_firewall_comes_after_its_rules_and_those_one_by_one() -> None:
    world = built("Firewall", "defaults")
    first, second = world.of("FirewallPolicyRuleCollectionGroup")
    assert first.name in second.after
    assert {first.name, second.name} <= set(world.one("AzureFirewall").after)


def test_domains_end_with_a_dot() -> None:
    forwarding = Forwarding(
        outbound_endpoint_name="out", subnet_resource_id="/x", ruleset_name="r",
        rules={"corp.example": ["10.0.0.1"]}, virtual_network_links={},
    )  # fmt: skip
    with pytest.raises(ArgumentError, match="A-NET-011"):
        check_domains(forwarding)

"""Networks, subnets, security groups and routes."""

from typing import Any

import pytest

from arm.network_rules import reserved_subnets, security_rules
from components._errors import ArgumentError
from components.network.purposes import PURPOSES
from components.network.security_group import NetworkSecurityGroup, plan_rules
from components.network.security_rules import SecurityRule, rule_args, rule_sets
from components.network.spoke import Spoke
from components.network.subnet import Subnet, plan_subnet, plan_subnets
from components.network.team_subnet import TeamSubnet
from tests.unit.components.built import built
from tests.unit.components.harness import World, run
from tests.unit.components.variants.network import SUBNETS, spoke


def _subnet(**more: Any) -> Subnet:
    given = {"name": "x", "address_prefix": "10.0.0.0/24", "purpose": "team", "network_security_group": "team"}
    return Subnet(**{**given, **more})


def _spoke() -> World:
    return built("Spoke", "defaults")


def test_every_purpose_has_known_rules() -> None:
    assert {purpose.rule_set for purpose in PURPOSES.values()} - {None} == set(rule_sets())


def test_reserved_names_are_azures() -> None:
    assert {purpose.reserved_name for purpose in PURPOSES.values()} - {None} <= set(reserved_subnets())


def test_a_purpose_gives_what_azure_allows_on_its_subnet() -> None:
    for purpose in PURPOSES.values():
        rule = reserved_subnets().get(purpose.reserved_name or "")
        if rule:
            assert rule.nsg or purpose.rule_set is None
            assert rule.route_table or not purpose.route_table


@pytest.mark.parametrize(
    ("subnet", "code", "where"),
    [
        (_subnet(purpose="unheard"), "A-NET-001", "subnets.x.purpose"),
        (_subnet(purpose="bastion"), "A-NET-002", "subnets.x.name"),
        (_subnet(address_prefix="10.0.0.0/30"), "A-NET-003", "subnets.x.address_prefix"),
        (_subnet(purpose="databricks", address_prefix="10.0.0.0/27"), "A-NET-003", "subnets.x.address_prefix"),
        (_subnet(network_security_group=None), "A-NET-004", "subnets.x.network_security_group"),
        (
            _subnet(name="AzureFirewallSubnet", purpose="firewall"),
            "A-NET-004",
            "subnets.x.network_security_group",
        ),
        (_subnet(network_security_group="absent"), "A-NET-008", "subnets.x.network_security_group"),
    ],
)
def test_a_subnet_that_azure_refuses_is_refused_first(subnet: Subnet, code: str, where: str) -> None:
    with pytest.raises(ArgumentError) as refused:
        plan_subnets({"x": subnet}, ["team"])
    assert (refused.value.code, refused.value.property_path) == (code, where)


def test_overlapping_subnets_are_refused() -> None:
    wanted = {"a": _subnet(address_prefix="10.0.0.0/23"), "b": _subnet(address_prefix="10.0.1.0/24")}
    with pytest.raises(ArgumentError, match="A-NET-005"):
        plan_subnets(wanted, ["team"])


def test_subnets_are_planned_in_the_order_of_their_addresses() -> None:
    wanted = {"late": _subnet(address_prefix="10.0.9.0/24"), "early": _subnet(address_prefix="10.0.1.0/24")}
    assert [plan.key for plan in plan_subnets(wanted, ["team"])] == ["early", "late"]


def test_databricks_groups_have_the_rules_that_the_service_requires() -> None:
    rules = {rule.name for rule in plan_rules("databricks", NetworkSecurityGroup(name="n", rule_set="databricks"))}
    required = {rule.name for rule in security_rules("databricks") if rule.when != "public-ip"}
    assert rules == {f"Microsoft.Databricks-workspaces_UseOnly_{name}" for name in required}


def test_bastion_groups_have_every_rule_that_the_service_requires() -> None:
    rules = {rule.name for rule in plan_rules("bastion", NetworkSecurityGroup(name="n", rule_set="bastion"))}
    assert rules == {rule.name for rule in security_rules("bastion")}


def test_machines_are_administered_from_bastion_only() -> None:
    group = NetworkSecurityGroup(name="n", rule_set="machines", remote_administration_source_prefix="10.0.0.0/26")
    allow, deny, _ = plan_rules("machines", group)
    assert (allow.name, allow.source, allow.access) == ("allow-bastion-inbound", "10.0.0.0/26", "Allow")
    assert (deny.name, deny.access) == ("deny-remote-administration-inbound", "Deny")
    assert allow.priority < deny.priority


def test_an_unknown_rule_set_is_refused() -> None:
    with pytest.raises(ArgumentError, match="A-NET-006"):
        plan_rules("x", NetworkSecurityGroup(name="n", rule_set="absent"))


def test_two_rules_of_one_priority_are_refused() -> None:
    extra = SecurityRule(name="more", priority=4000, direction="Inbound", access="Allow")
    with pytest.raises(ArgumentError, match="A-NET-007"):
        plan_rules("x", NetworkSecurityGroup(name="n", rule_set="team", security_rules=(extra,)))


@pytest.mark.parametrize(("ports", "one", "many"), [(("443",), "443", None), (("22", "3389"), None, ["22", "3389"])])
def test_one_port_is_a_value_and_several_are_a_list(ports: tuple[str, ...], one: str, many: list[str]) -> None:
    made = rule_args(SecurityRule(name="r", priority=100, direction="Inbound", access="Allow", ports=ports))
    assert (made.destination_port_range, made.destination_port_ranges) == (one, many)


def test_subnets_are_resources_of_their_own_one_after_another() -> None:
    world = _spoke()
    assert "subnets" not in world.one("VirtualNetwork").inputs
    made = world.of("Subnet")
    assert len(made) == len(SUBNETS)
    chain = [subnet.name for subnet in made]
    for before, subnet in zip(chain, made[1:], strict=False):
        assert before in subnet.after


def test_delegated_subnets_belong_to_one_service() -> None:
    world = _spoke()
    public = world.named("sales-network-subnet-databricks-public")
    assert public.inputs["delegations"] == [{"name": "delegation", "serviceName": "Microsoft.Databricks/workspaces"}]
    assert "delegations" not in world.named("sales-network-subnet-services").inputs


def test_bastion_gets_its_group_and_no_route_table() -> None:
    bastion = _spoke().named("sales-network-subnet-bastion").inputs
    assert "routeTable" not in bastion
    assert bastion["networkSecurityGroup"]["id"].endswith("/nsg-cts-sales-bastion")


def test_security_groups_reach_private_endpoints() -> None:
    services = _spoke().named("sales-network-subnet-services").inputs
    assert services["privateEndpointNetworkPolicies"] == "NetworkSecurityGroupEnabled"


def test_the_default_route_leads_to_the_firewall() -> None:
    table = _spoke().one("RouteTable").inputs
    assert table["disableBgpRoutePropagation"] is True
    assert table["routes"] == [
        {
            "name": "default-to-firewall",
            "addressPrefix": "0.0.0.0/0",
            "nextHopType": "VirtualAppliance",
            "nextHopIpAddress": "10.0.0.4",
        }
    ]


def test_without_a_firewall_there_is_no_default_route() -> None:
    table = built("Spoke", "max").one("RouteTable").inputs
    assert table["routes"] == []


def test_a_network_may_have_no_subnet_yet() -> None:
    ids: list[Any] = []

    def program() -> Any:
        return Spoke("sales-network", spoke(subnets={})).outputs.subnet_resource_ids.apply(ids.append)

    run(program)
    assert ids == [{}]


def test_a_team_subnet_joins_group_and_routes_of_its_zone() -> None:
    subnet = built("TeamSubnet", "defaults").one("Subnet").inputs
    assert subnet["networkSecurityGroup"]["id"].endswith("/nsg-team")
    assert subnet["routeTable"]["id"].endswith("/rt-team")
    assert subnet["privateEndpointNetworkPolicies"] == "NetworkSecurityGroupEnabled"


def test_a_team_subnet_may_belong_to_one_service() -> None:
    world = built("TeamSubnet", "max")
    assert world.one("Subnet").inputs["delegations"][0]["serviceName"] == "Microsoft.DBforPostgreSQL/flexibleServers"
    assert world.one("RoleAssignment").inputs["scope"].endswith("/subnets/snet-crm")
    assert TeamSubnet.__doc__


def test_a_plan_says_what_the_purpose_says() -> None:
    plan = plan_subnet("x", _subnet(purpose="power-platform"), where="subnet")
    assert plan.delegation == "Microsoft.PowerPlatform/vnetaccesslinks"
    assert plan.route_table

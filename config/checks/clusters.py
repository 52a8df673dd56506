"""Kubernetes clusters: a way out of their zone that the guardrails let pass, and addresses for all their nodes."""

from collections.abc import Iterator

from arm.ids import resource_group
from arm.network_rules import usable_addresses
from config.address_plan import LARGEST, SMALLEST, team_slot_count, team_subnet
from config.checks.place import in_stack
from config.estate import Estate
from config.exempt import is_exempt
from config.models.hosting import Kubernetes
from config.models.landing_zone import LandingZoneStack
from config.models.organization import GuardrailLevel
from config.names import names_of
from config.problems import Problem
from config.service_names import PREFIX
from config.services import services_of

GUARDRAILS = ("G-NET-001", "G-NET-017")
"""What a cluster breaks that leaves by an address of its own: a public address, and a balancer that bears it."""
_SURGE = 3
"""While a pool is upgraded, a third more nodes stand: each takes an address too."""


def check_clusters(estate: Estate) -> Iterator[Problem]:
    """Clusters leave through a hub's firewall or by exemption (C-CLU-001), and fit into their slot (C-CLU-002)."""
    for zone_name, zone in estate.landing_zones.items():
        for name, stack in estate.in_zone(zone_name).items():
            for key, service in services_of(stack).items():
                if isinstance(service, Kubernetes):
                    yield from _without_way_out(estate, name, zone, key)
                    yield from _too_many(estate, name, zone, key, service)


def _without_way_out(estate: Estate, name: str, zone: LandingZoneStack, key: str) -> Iterator[Problem]:
    hub = estate.settings.connectivity.hubs.get(zone.region)
    environment = estate.settings.environments.get(zone.environment)
    enforced = environment is not None and environment.guardrails is GuardrailLevel.MANDATORY
    if (hub and hub.firewall_private_ip) or not enforced:
        return
    nodes = resource_group(zone.subscription_id, names_of(estate, name)[f"{PREFIX}{key}/nodes"])
    lacking = [one for one in GUARDRAILS if not is_exempt(estate, name, one, nodes)]
    if lacking:
        yield in_stack(
            estate,
            name,
            ("services", key),
            "C-CLU-001",
            found=f"a cluster in `{zone.region}`, whose hub has no firewall: it takes a public address to leave",
            accepted="a hub with a firewall, or exemptions from "
            f"{', '.join(f'`{one}`' for one in lacking)} at `/subscriptions/{zone.subscription_id}`",
            remedy="write `firewall_private_ip` of the hub, or ask for them with `estate request new policy-exemption`",
        )


def _too_many(estate: Estate, name: str, zone: LandingZoneStack, key: str, service: Kubernetes) -> Iterator[Problem]:
    prefix, slot = zone.address_prefix, estate.teams[name].service_slots.get(key)
    if slot is None or not LARGEST <= prefix.prefixlen <= SMALLEST or slot >= team_slot_count(prefix):
        return
    subnet = team_subnet(prefix, slot)
    free, nodes = usable_addresses(subnet), service.maximum_nodes
    if nodes + -(-nodes // _SURGE) > free:
        yield in_stack(
            estate,
            name,
            ("services", key, "maximum_nodes"),
            "C-CLU-002",
            found=f"{nodes} nodes, and a third more during upgrades, in slot {slot} of {subnet}",
            accepted=f"at most {free * _SURGE // (_SURGE + 1)}: the slot has {free} addresses",
            remedy="lower it, or use a larger zone",
        )

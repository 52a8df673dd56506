"""The teams' subnets, which stand in their zone's network: which slots they take, and their ids."""

from collections.abc import Mapping

from arm.ids import ResourceId, resource_group
from config.address_plan import next_free_slot
from config.estate import Estate
from config.models.stacks import TeamStack
from config.names import names_of
from config.service_names import PREFIX, needs_subnet
from config.services import services_of


def slots_of(stack: TeamStack) -> Mapping[tuple[str, ...], int]:
    """Every slot of a team, by where in its stack it is named."""
    found: dict[tuple[str, ...], int] = {("subnet_slot",): stack.subnet_slot}
    return found | {("service_slots", key): slot for key, slot in stack.service_slots.items()}


def used_slots(estate: Estate, zone: str) -> frozenset[int]:
    """The slots of a zone that teams have."""
    return frozenset(slot for team in estate.in_zone(zone).values() for slot in slots_of(team).values())


def free_slots(estate: Estate, zone: str, count: int) -> tuple[int, ...] | None:
    """The lowest slots that no team has; None where the zone has not so many."""
    prefix, used = estate.landing_zones[zone].address_prefix, set(used_slots(estate, zone))
    found: list[int] = []
    while len(found) < count:
        slot = next_free_slot(prefix, used)
        if slot is None:
            return None
        found.append(slot)
        used.add(slot)
    return tuple(found)


def services_with_subnets(stack: TeamStack) -> tuple[str, ...]:
    """Keys of a team's services that need a subnet of their own, sorted."""
    return tuple(key for key, service in services_of(stack).items() if needs_subnet(service.type))


def team_subnet_ids(estate: Estate, stack: str) -> tuple[ResourceId, ...]:
    """The ids of a team's subnet and of its services' own."""
    keys = services_with_subnets(estate.teams[stack])
    return (_subnet_id(estate, stack, "subnet"), *(service_subnet_id(estate, stack, key) for key in keys))


def service_subnet_id(estate: Estate, stack: str, key: str) -> ResourceId:
    """The id of the subnet of a service."""
    return _subnet_id(estate, stack, f"{PREFIX}{key}/subnet")


def _subnet_id(estate: Estate, stack: str, name_key: str) -> ResourceId:
    team = estate.teams[stack]
    zone, names = names_of(estate, team.landing_zone), names_of(estate, stack)
    group = resource_group(estate.subscription_id(team), zone["group-network"])
    network = group.extension("Microsoft.Network/virtualNetworks", zone["virtual-network"])
    return network.child("subnets", names[name_key])

"""How a zone divides its address space."""

from dataclasses import replace
from ipaddress import IPv4Network
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arm.network_rules import prefix_problem
from config.address_plan import (
    BLOCKS,
    LayoutError,
    Place,
    core_subnets,
    layout,
    management_subnets,
    next_free_slot,
    plan,
    team_slot_count,
    team_subnet,
)

ZONE = IPv4Network("10.16.0.0/16")


@st.composite
def zones(draw: st.DrawFn) -> IPv4Network:
    length = draw(st.integers(16, 22))
    index = draw(st.integers(0, (1 << (length - 8)) - 1))
    return IPv4Network(((10 << 24) + (index << (32 - length)), length))


@given(zones(), st.data())
def test_nothing_overlaps_and_all_is_inside(zone: IPv4Network, data: st.DataObject) -> None:
    count = team_slot_count(zone)
    slots = data.draw(st.sets(st.integers(0, count - 1), max_size=6))
    ranges = [subnet.prefix for subnet in core_subnets(zone).values()]
    ranges += [team_subnet(zone, slot) for slot in slots]
    assert all(found.subnet_of(zone) for found in ranges)
    assert not any(first.overlaps(second) for first, second in combinations(ranges, 2))


@given(zones())
def test_azure_accepts_every_size(zone: IPv4Network) -> None:
    for subnet in (*core_subnets(zone).values(), *management_subnets(zone).values()):
        assert prefix_problem(subnet.prefix, name=subnet.name, delegation=subnet.delegation) is None
    assert prefix_problem(team_subnet(zone, 0)) is None


@given(zones(), st.data())
def test_adding_a_subnet_moves_no_other(zone: IPv4Network, data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["landing-zone", "management-zone"]))
    places = layout(kind)
    taken = {place.position + step for place in places for step in range(place.blocks)}
    free = [position for position in range(BLOCKS) if position not in taken]
    added = Place(key="new", name="new", position=data.draw(st.sampled_from(free)), purpose="machines")
    before, after = plan(zone, places), plan(zone, data.draw(st.permutations([*places, added])))
    assert {key: after[key] for key in before} == before


@given(zones(), st.data())
def test_slots_fill_the_upper_half(zone: IPv4Network, data: st.DataObject) -> None:
    count = team_slot_count(zone)
    lower, upper = zone.subnets(prefixlen_diff=1)
    assert team_subnet(zone, 0).network_address == upper.network_address
    assert team_subnet(zone, count - 1).broadcast_address == upper.broadcast_address
    slot = data.draw(st.integers(0, count - 1))
    assert not team_subnet(zone, slot).overlaps(lower)


@given(st.integers(16, 22))
def test_slots_are_never_smaller_than_a_27(length: int) -> None:
    slot = team_subnet(IPv4Network((10 << 24, length)), 0)
    assert slot.prefixlen == min(27, length + 8)


def test_next_free_slot() -> None:
    assert next_free_slot(ZONE, set()) == 0
    assert next_free_slot(ZONE, {0, 1, 3}) == 2
    assert next_free_slot(ZONE, range(team_slot_count(ZONE))) is None


@pytest.mark.parametrize("slot", [-1, 128])
def test_a_slot_outside_the_zone_is_refused(slot: int) -> None:
    with pytest.raises(LayoutError, match="0 to 127"):
        team_subnet(ZONE, slot)


@pytest.mark.parametrize("prefix", ["10.0.0.0/15", "10.0.0.0/23"])
def test_a_zone_of_another_size_is_refused(prefix: str) -> None:
    with pytest.raises(LayoutError, match="/16 to /22"):
        core_subnets(IPv4Network(prefix))
    with pytest.raises(LayoutError, match="/16 to /22"):
        team_slot_count(IPv4Network(prefix))


def test_a_block_that_azure_finds_too_small_is_refused() -> None:
    small = [replace(place, blocks=1) for place in layout("landing-zone") if place.key == "bastion"]
    with pytest.raises(LayoutError, match="`bastion` does not fit"):
        plan(IPv4Network("10.0.0.0/22"), small)
    assert plan(IPv4Network("10.0.0.0/21"), small)


@pytest.mark.parametrize(("position", "blocks"), [(16, 1), (-1, 1), (15, 2), (3, 2), (0, 3)], ids=str)
def test_a_place_outside_the_grid_is_refused(position: int, blocks: int) -> None:
    odd = Place(key="odd", name="odd", position=position, blocks=blocks, purpose="machines")
    with pytest.raises(LayoutError, match="`odd` takes"):
        plan(ZONE, [odd])


def test_two_places_on_one_block_are_refused() -> None:
    first = Place(key="first", name="first", position=2, blocks=2, purpose="machines")
    second = Place(key="second", name="second", position=3, purpose="machines")
    with pytest.raises(LayoutError, match="block 3 of `first`"):
        plan(ZONE, [first, second])


def test_the_reference_zone() -> None:
    found = {key: (subnet.name, str(subnet.prefix)) for key, subnet in core_subnets(ZONE).items()}
    assert found == {
        "services": ("services", "10.16.0.0/21"),
        "runtimes": ("runtimes", "10.16.8.0/21"),
        "databricks-ingest-public": ("databricks-ingest-public", "10.16.16.0/20"),
        "databricks-ingest-private": ("databricks-ingest-private", "10.16.32.0/20"),
        "databricks-analytics-public": ("databricks-analytics-public", "10.16.48.0/20"),
        "databricks-analytics-private": ("databricks-analytics-private", "10.16.64.0/20"),
        "bastion": ("AzureBastionSubnet", "10.16.80.0/26"),
        "agents": ("agents", "10.16.96.0/21"),
        "jumpbox": ("jumpbox", "10.16.104.0/26"),
        "power-bi-gateway": ("power-bi-gateway", "10.16.112.0/26"),
    }

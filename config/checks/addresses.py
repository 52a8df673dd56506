"""Address space: pools, zones and hubs."""

from collections.abc import Iterator
from ipaddress import IPv4Network

from config.address_plan import LARGEST, SMALLEST
from config.checks.place import in_settings, in_stack
from config.estate import Estate
from config.problems import Problem


def check_addresses(estate: Estate) -> Iterator[Problem]:
    """Zones fit their pools and overlap nothing (C-NET-001, C-NET-002, C-NET-003, C-NET-006)."""
    yield from _pools(estate)
    yield from _zones(estate)
    yield from _overlaps(estate)


def _pools(estate: Estate) -> Iterator[Problem]:
    hubs = [
        (region, prefix) for region, hub in estate.settings.connectivity.hubs.items() for prefix in hub.address_prefixes
    ]
    pools = [
        (region, index, pool)
        for region, pools in estate.settings.address_pools.items()
        for index, pool in enumerate(pools)
    ]
    for region, index, pool in pools:
        for other_region, other_index, other in pools:
            if (region, index) > (other_region, other_index) and pool.overlaps(other):
                yield in_settings(
                    estate,
                    ("address_pools", region, index),
                    "C-NET-006",
                    found=f"pool `{pool}` overlaps `{other}` of `{other_region}`",
                    accepted="pools that do not overlap",
                    remedy="change one of the two",
                )
        for hub, prefix in hubs:
            if pool.overlaps(prefix):
                yield in_settings(
                    estate,
                    ("address_pools", region, index),
                    "C-NET-006",
                    found=f"pool `{pool}` overlaps the hub of `{hub}` (`{prefix}`)",
                    accepted="pools that overlap no hub",
                    remedy="change the pool",
                )


def _zones(estate: Estate) -> Iterator[Problem]:
    for name, zone in estate.zones.items():
        length = zone.address_prefix.prefixlen
        if not LARGEST <= length <= SMALLEST:
            yield in_stack(
                estate,
                name,
                ("address_prefix",),
                "C-NET-003",
                found=f"`{zone.address_prefix}` is a /{length}",
                accepted=f"a zone's address space is a /{LARGEST} to /{SMALLEST}",
                remedy=_suggest(estate, name),
            )
        pools = estate.settings.address_pools.get(zone.region, ())
        if not any(zone.address_prefix.subnet_of(pool) for pool in pools):
            listed = ", ".join(f"`{pool}`" for pool in pools)
            yield in_stack(
                estate,
                name,
                ("address_prefix",),
                "C-NET-002",
                found=f"`{zone.address_prefix}` is in no address pool of `{zone.region}`",
                accepted=f"a block inside {listed}" if listed else f"a block inside a pool of `{zone.region}`",
                remedy=_suggest(estate, name) if listed else f"add `{zone.region}` to `address_pools` in estate.yaml",
            )


def _overlaps(estate: Estate) -> Iterator[Problem]:
    zones = estate.zones
    ordered = sorted(zones, key=lambda name: (zones[name].address_prefix.network_address, name))
    active: list[str] = []
    for name in ordered:
        prefix = zones[name].address_prefix
        active = [other for other in active if zones[other].address_prefix.overlaps(prefix)]
        for other in active:
            first, second = sorted((name, other))
            yield in_stack(
                estate,
                second,
                ("address_prefix",),
                "C-NET-001",
                found=f"`{zones[second].address_prefix}` overlaps `{zones[first].address_prefix}` of zone `{first}`",
                accepted="address space that no other zone or hub uses",
                remedy=_suggest(estate, second),
            )
        active.append(name)
    for name, zone in zones.items():
        for region, hub in estate.settings.connectivity.hubs.items():
            for prefix in hub.address_prefixes:
                if zone.address_prefix.overlaps(prefix):
                    yield in_stack(
                        estate,
                        name,
                        ("address_prefix",),
                        "C-NET-001",
                        found=f"`{zone.address_prefix}` overlaps the hub of `{region}` (`{prefix}`)",
                        accepted="address space that no other zone or hub uses",
                        remedy=_suggest(estate, name),
                    )


def free_block(estate: Estate, region: str, length: int, *, ignore: str | None = None) -> IPv4Network | None:
    """The first free block of a length in a region's pools, or None where the pools are full."""
    taken = [zone.address_prefix for name, zone in estate.zones.items() if name != ignore]
    taken += [prefix for hub in estate.settings.connectivity.hubs.values() for prefix in hub.address_prefixes]
    for pool in estate.settings.address_pools.get(region, ()):
        if pool.prefixlen > length:
            continue
        for block in pool.subnets(new_prefix=length):
            if not any(block.overlaps(other) for other in taken):
                return block
    return None


def _suggest(estate: Estate, name: str) -> str:
    zone = estate.zones[name]
    length = min(max(zone.address_prefix.prefixlen, LARGEST), SMALLEST)
    block = free_block(estate, zone.region, length, ignore=name)
    return f"use `{block}`, which is free" if block else f"extend `address_pools.{zone.region}` in estate.yaml"

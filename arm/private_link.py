"""Private endpoints: the groups of each type, their private DNS zones and the records in them."""

import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from arm.fact_table import rows, words
from arm.regions import region as region_of

ZONES_PER_ZONE_GROUP = 5
"""Most zones in the one zone group of an endpoint (Azure limit, `facts/limits.csv`)."""

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, kw_only=True)
class Record:
    """One A record of an endpoint: the label inside a private DNS zone (`@` is the zone itself)."""

    zone: str
    label: str


@dataclass(frozen=True, kw_only=True)
class _Row:
    group_id: str
    zones: Mapping[str, str]
    labels: tuple[str, ...]


@cache
def _endpoints() -> Mapping[str, tuple[_Row, ...]]:
    found: dict[str, list[_Row]] = {}
    for row in rows("private_link"):
        clouds = {cloud: row[cloud] for cloud in ("public", "usgov", "china")}
        entry = _Row(group_id=row["group_id"], zones=clouds, labels=words(row["records"]))
        found.setdefault(row["arm_type"].lower(), []).append(entry)
    return {arm_type: tuple(entries) for arm_type, entries in found.items()}


def supported(arm_type: str) -> bool:
    """Whether private endpoints can reach resources of the type."""
    return arm_type.lower() in _endpoints()


def types() -> tuple[str, ...]:
    """Every type that private endpoints can reach, as ARM spells it, sorted."""
    return tuple(sorted({row["arm_type"] for row in rows("private_link")}))


def groups(arm_type: str) -> tuple[str, ...]:
    """The group ids (subresources) of a type, spelt as ARM wants them. Braces stand for a chosen name."""
    return tuple(dict.fromkeys(row.group_id for row in _endpoints().get(arm_type.lower(), ())))


def managed_groups(host: str, arm_type: str) -> tuple[str, ...]:
    """The groups of a type that a service reaches by its own managed private endpoints; none where it cannot.

    `host` is the type of that service, such as `Microsoft.DataFactory/factories`.
    """
    return tuple(
        row["group_id"]
        for row in rows("managed_private_link")
        if row["host"] == host and row["arm_type"].lower() == arm_type.lower()
    )


def zones(arm_type: str, group_id: str, region: str, cloud: str = "public") -> tuple[str, ...]:
    """The private DNS zones that an endpoint of the group needs, in the target's region.

    Zones with a part that only the resource knows keep it as `{dnsPrefix}`, `{partitionId}` or `{subzone}`.
    """
    return tuple(
        dict.fromkeys(_located(row.zones[cloud], region) for row in _matching(arm_type, group_id) if row.zones[cloud])
    )


def records(
    arm_type: str, group_id: str, region: str, values: Mapping[str, str], cloud: str = "public"
) -> tuple[Record, ...]:
    """The A records of an endpoint. `values` fills labels (`name`, `workspaceGuid`, …).

    A label whose value is not given is left out, since only the resource knows it.
    """
    found: list[Record] = []
    for row in _matching(arm_type, group_id):
        if not row.zones[cloud]:
            continue
        zone = _located(row.zones[cloud], region)
        for pattern in row.labels:
            for label in _alternatives(_located(pattern, region)):
                filled = _filled(label, values)
                if filled is not None:
                    found.append(Record(zone=zone, label=filled))
    return tuple(dict.fromkeys(found))


def all_zones(regions: Iterable[str], cloud: str = "public") -> tuple[str, ...]:
    """Every private DNS zone that a management zone creates so that endpoints in the regions resolve."""
    wanted = {row["zone"] for row in rows("private_dns_zones") if row["created"] == "true"}
    patterns = {
        row.zones[cloud]
        for entries in _endpoints().values()
        for row in entries
        if row.zones["public"] in wanted and row.zones[cloud]
    }
    return tuple(sorted({_located(pattern, region) for region in regions for pattern in patterns}))


def superseded_zones() -> Mapping[str, str | None]:
    """Zone names that older templates create, with the name in use today (None: the service is gone)."""
    return {
        row["zone"]: row["replaced_by"] or None for row in rows("private_dns_zones") if row["family"] == "superseded"
    }


def approval_action(arm_type: str) -> str:
    """The permission that lets an endpoint's creator approve its connection; without it, it stays Pending."""
    return f"{arm_type}/privateEndpointConnectionsApproval/action"


def _matching(arm_type: str, group_id: str) -> list[_Row]:
    return [row for row in _endpoints().get(arm_type.lower(), ()) if _is_group(row.group_id, group_id)]


def _is_group(pattern: str, group_id: str) -> bool:
    expression = "[^/]+".join(re.escape(part) for part in _PLACEHOLDER.split(pattern)[::2])
    return re.fullmatch(expression, group_id) is not None


def _located(pattern: str, location: str) -> str:
    found = region_of(location)
    name = found.name if found else location
    code = found.backup_code if found and found.backup_code else name
    return pattern.replace("{region}", name).replace("{regionCode}", code)


def _alternatives(label: str) -> tuple[str, ...]:
    """`{a|b}` in a label stands for one record each."""
    parts = _PLACEHOLDER.split(label)
    choices = [
        ([part] if index % 2 == 0 else part.split("|") if "|" in part else [f"{{{part}}}"])
        for index, part in enumerate(parts)
    ]
    return tuple("".join(choice) for choice in itertools.product(*choices))


def _filled(label: str, values: Mapping[str, str]) -> str | None:
    missing = [key for key in _PLACEHOLDER.findall(label) if key not in values]
    return None if missing else _PLACEHOLDER.sub(lambda match: values[match[1]], label)

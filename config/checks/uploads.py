"""Storage for uploads: who takes the files in, how confidential they are, and from where they come."""

from collections.abc import Iterator
from ipaddress import IPv4Network

from config.checks.place import in_stack
from config.estate import Estate
from config.models.integration import IntegrationStack
from config.problems import Problem
from config.wording import listed

_LONGEST_PREFIX, _SINGLE = 30, 32
_NOT_PUBLIC = tuple(
    IPv4Network(text)
    for text in (
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "224.0.0.0/3",
    )
)
"""Private, shared, loopback, link-local, multicast. Source: IANA, IPv4 special-purpose address registry."""


def check_uploads(estate: Estate) -> Iterator[Problem]:
    """Integrations of the zone, classes up to the zone's, and addresses that Azure takes (C-UPL-001 to C-UPL-003)."""
    for stack, zone in estate.landing_zones.items():
        takers = {name for name, team in estate.in_zone(stack).items() if isinstance(team, IntegrationStack)}
        for key, upload in zone.uploads.items():
            at = ("uploads", key)
            if upload.integration not in takers:
                yield in_stack(
                    estate,
                    stack,
                    (*at, "integration"),
                    "C-UPL-001",
                    found=f"`{upload.integration}`, which is no integration of `{stack}`",
                    accepted=listed(sorted(takers)) or "an integration of the zone, of which there is none",
                    remedy="name one of them, or ask for an integration first",
                )
            if upload.classification.rank > zone.classification.rank:
                yield in_stack(
                    estate,
                    stack,
                    (*at, "classification"),
                    "C-UPL-002",
                    found=f"`{upload.classification}` in zone `{stack}`",
                    accepted=f"at most `{zone.classification}` there",
                    remedy="upload into a zone for that class",
                )
            for index, addresses in enumerate(upload.address_ranges):
                if _refused(addresses):
                    yield in_stack(
                        estate,
                        stack,
                        (*at, "address_ranges", index),
                        "C-UPL-003",
                        found=f"`{addresses}`",
                        accepted="public addresses: single ones, or a range of /30 and wider",
                        remedy="ask the provider from which public addresses it uploads",
                    )


def _refused(addresses: IPv4Network) -> bool:
    """Storage firewalls refuse what is not public, and ranges of /31. Source: Azure Storage, network rules."""
    return _LONGEST_PREFIX < addresses.prefixlen < _SINGLE or any(addresses.overlaps(one) for one in _NOT_PUBLIC)

"""Keys of the customer's own: which services of a team are encrypted with one, where its zone asks for it."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from config.estate import Estate
from config.services import services_of

LAKES = "lakes"
"""The name of the key of a zone's lakes, and of its accounts for uploads."""


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    raw = json.loads(files("config").joinpath("data/service_keys.json").read_text(encoding="utf-8"))
    return {kind: entry for kind, entry in raw.items() if kind != "source"}


def kinds() -> frozenset[str]:
    """The types of service of which is known whether they take a key."""
    return frozenset(_table())


def encrypts(kind: str) -> str | None:
    """What a key of the customer's encrypts of a type of service; None where it takes none."""
    return _table()[kind].get("key")


def why_none(kind: str) -> str | None:
    """Why a type of service takes no key; None where it takes one."""
    return _table()[kind].get("none")


def keyed_services(estate: Estate, stack: str) -> tuple[str, ...]:
    """The keys of a team's services that are encrypted with a customer's key; none where the zone does not ask."""
    team = estate.teams[stack]
    if not estate.landing_zones[team.landing_zone].customer_managed_keys:
        return ()
    return tuple(key for key, service in services_of(team).items() if encrypts(service.type))

"""The azuread package on a cloud."""

from collections.abc import Mapping
from typing import Any

from simulator.core.cloud import Cloud
from simulator.providers.azuread.backend import Entra
from simulator.providers.entities import rules
from simulator.providers.entities.session import EntitySession
from simulator.providers.entities.table import load
from simulator.providers.provider import Package


def package(cloud: Cloud) -> Package:
    """What the server registers."""
    table = load("azuread")

    def open_session(settings: Mapping[str, Any]) -> EntitySession:
        return EntitySession(table, Entra(cloud, table, rules.load("azuread"), settings))

    return Package("azuread", table.version, open_session)

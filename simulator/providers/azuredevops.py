"""Pulumi's azuredevops package: entities of an Azure DevOps organisation."""

from collections.abc import Mapping
from typing import Any

from simulator.core.cloud import Cloud
from simulator.providers.entities import rules
from simulator.providers.entities.session import EntitySession
from simulator.providers.entities.stored import Stored
from simulator.providers.entities.table import load
from simulator.providers.provider import Package


def package(cloud: Cloud) -> Package:
    """What the server registers."""
    table = load("azuredevops")

    def open_session(settings: Mapping[str, Any]) -> EntitySession:
        return EntitySession(table, Stored(cloud, table, rules.load("azuredevops"), settings))

    return Package("azuredevops", table.version, open_session)

"""What the server registers."""

from collections.abc import Mapping
from typing import Any

from simulator.core.cloud import Cloud
from simulator.providers.databricks.backend import Databricks
from simulator.providers.entities import rules
from simulator.providers.entities.session import EntitySession
from simulator.providers.entities.table import load
from simulator.providers.provider import Package


def package(cloud: Cloud) -> Package:
    """The package on a cloud."""
    table = load("databricks")

    def open_session(settings: Mapping[str, Any]) -> EntitySession:
        return EntitySession(table, Databricks(cloud, table, rules.load("databricks"), settings))

    return Package("databricks", table.version, open_session)

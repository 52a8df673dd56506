"""Data services and what stands around them."""

from simulator.core.types.services import (
    budgets,
    buried,
    cognitive,
    databricks,
    event_hubs,
    factories,
    injected,
    machine_learning,
    mysql,
    pricings,
    purview,
    sql,
    sql_rules,
    synapse,
    tabled,
    worldwide,
)

__all__ = [
    "budgets",
    "buried",
    "cognitive",
    "databricks",
    "event_hubs",
    "factories",
    "injected",
    "machine_learning",
    "mysql",
    "pricings",
    "purview",
    "sql",
    "sql_rules",
    "synapse",
    "tabled",
    "worldwide",
]

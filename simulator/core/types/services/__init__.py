"""Data services and what stands around them."""

from simulator.core.types.services import (
    budgets,
    cognitive,
    databricks,
    event_hubs,
    factories,
    machine_learning,
    pricings,
    purview,
    sql,
    synapse,
    tabled,
    worldwide,
)

__all__ = [
    "budgets",
    "cognitive",
    "databricks",
    "event_hubs",
    "factories",
    "machine_learning",
    "pricings",
    "purview",
    "sql",
    "synapse",
    "tabled",
    "worldwide",
]

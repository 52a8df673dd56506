"""Checks across sections and across stacks: pure functions from the estate to its problems."""

from collections.abc import Callable, Iterable

from config.checks.addresses import check_addresses
from config.checks.clusters import check_clusters
from config.checks.data_catalogue import check_data_catalogue
from config.checks.databricks import check_databricks
from config.checks.datasets import check_datasets
from config.checks.lakes import check_lakes
from config.checks.limits import check_limits
from config.checks.logic_apps import check_logic_apps
from config.checks.names import check_names
from config.checks.references import check_references
from config.checks.retention import check_retention
from config.checks.slots import check_slots
from config.checks.tags import check_tags_of_stacks
from config.checks.uniqueness import check_uniqueness
from config.checks.uploads import check_uploads
from config.checks.workloads import check_workloads
from config.estate import Estate
from config.problems import Problem

CHECKS: tuple[Callable[[Estate], Iterable[Problem]], ...] = (
    check_references,
    check_addresses,
    check_slots,
    check_clusters,
    check_logic_apps,
    check_uniqueness,
    check_lakes,
    check_data_catalogue,
    check_datasets,
    check_workloads,
    check_retention,
    check_uploads,
    check_databricks,
    check_limits,
    check_names,
    check_tags_of_stacks,
)
"""Every check, in the order in which they run. All run; problems are sorted by place."""

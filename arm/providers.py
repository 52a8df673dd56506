"""Resource providers: the namespaces that a subscription must be registered for."""

from collections.abc import Iterable, Mapping
from functools import cache

from arm.fact_table import rows, words


@cache
def namespaces() -> Mapping[str, bool]:
    """Known namespaces, with whether Azure keeps them registered in every subscription."""
    return {row["namespace"]: row["always_registered"] == "true" for row in rows("providers")}


@cache
def services() -> Mapping[str, tuple[str, ...]]:
    """What each service of an estate needs, by the service's name, such as `databricks`."""
    return {row["service"]: words(row["namespaces"]) for row in rows("provider_needs")}


def needed_for(wanted: Iterable[str]) -> tuple[str, ...]:
    """The namespaces to register for a set of services, sorted, without those that always are."""
    needed = {namespace for service in wanted for namespace in services()[service]}
    return tuple(sorted(namespace for namespace in needed if not namespaces()[namespace]))


def namespace_of(arm_type: str) -> str:
    """The provider namespace of a resource type."""
    return arm_type.partition("/")[0]

"""The self-hosted runtimes of landing zones, and which data factories are linked to them."""

from arm.ids import ResourceId, resource_group
from config.estate import Estate
from config.models.services import DataFactory
from config.models.stacks import TeamStack
from config.names import names_of
from config.services import services_of

RUNTIME_NAME = "shared"
"""What the runtime is called in its factory, and in the factories that are linked to it."""


def linked_factories(estate: Estate, team: TeamStack) -> tuple[str, ...]:
    """Keys of a team's data factories that are linked to the runtime of its zone, sorted.

    None where the zone has no runtime, or one with which no machine has registered: Azure links none before.
    """
    runtime = estate.landing_zones[team.landing_zone].runtime
    if runtime is None or not runtime.registered:
        return ()
    return tuple(
        key for key, service in services_of(team).items() if isinstance(service, DataFactory) and service.shared_runtime
    )


def runtime_id(estate: Estate, zone: str) -> ResourceId:
    """The id of the runtime of a landing zone that has one."""
    names = names_of(estate, zone)
    group = resource_group(estate.landing_zones[zone].subscription_id, names["group-runtimes"])
    factory = group.extension("Microsoft.DataFactory/factories", names["runtime-factory"])
    return factory.child("integrationRuntimes", RUNTIME_NAME)

"""A team's services: from configuration to components, and how the team hears of them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from components.services._service import ServiceComponent
from config.models.stacks import TeamStack
from config.services import services_of
from stacks.services import analytics, databases, hosting, streams
from stacks.services.reaching import TURNS, turn
from stacks.services.site import Site
from stacks.services.watching import build_alerts, build_scoped_insights, build_workbook

BUILDERS: Mapping[str, Callable[[Site, str, Any], ServiceComponent]] = {
    "ai-search": databases.ai_search,
    "ai-services": analytics.ai_services,
    "container-apps": analytics.container_apps,
    "cosmos-db": databases.cosmos_db,
    "data-explorer": streams.data_explorer,
    "data-factory": analytics.data_factory,
    "event-grid": streams.event_grid,
    "event-hubs": streams.event_hubs,
    "fabric-capacity": analytics.fabric_capacity,
    "function-app": hosting.function_app,
    "iot-hub": streams.iot_hub,
    "kubernetes": hosting.kubernetes,
    "logic-app": hosting.logic_app,
    "machine-learning": analytics.machine_learning,
    "mysql": databases.mysql,
    "postgresql": databases.postgresql,
    "redis": databases.redis,
    "sql-database": databases.sql_database,
    "stream-analytics": streams.stream_analytics,
    "synapse": analytics.synapse,
    "web-app": hosting.web_app,
}
"""Type of service → what builds it."""


def build_services(site: Site, stack: TeamStack) -> Mapping[str, ServiceComponent]:
    """Build what the template and the stack name, by key, with alerts and a workbook for the team."""
    services = services_of(stack)
    made: dict[str, ServiceComponent] = {}
    for now in TURNS:
        place = replace(site, beside=dict(made))
        wanted = {key: service for key, service in services.items() if turn(service) == now}
        made |= {key: BUILDERS[service.type](place, key, service) for key, service in wanted.items()}
    build_alerts(site, stack, made)
    build_workbook(site, stack, made)
    build_scoped_insights(site, stack, made)
    return made

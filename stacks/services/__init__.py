"""A team's services: from configuration to components, and the alerts on them."""

from collections.abc import Callable, Mapping
from typing import Any

import pulumi

from components.monitoring.action_group import ActionGroup, ActionGroupArgs
from components.monitoring.alert_rules import METRIC_RULES
from components.monitoring.alerts import Alerts, AlertsArgs, AlertTarget
from components.services._service import ServiceComponent
from config.models.stacks import TeamStack
from config.services import services_of
from stacks.services import analytics, databases, hosting, streams
from stacks.services.site import Site

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


def build_services(site: Site, stack: TeamStack) -> Mapping[str, pulumi.Output[str]]:
    """Build what the template and the stack name, with alerts to the team; ids by key."""
    made = {key: BUILDERS[service.type](site, key, service) for key, service in services_of(stack).items()}
    watched = {
        key: (arm_type, resource_id)
        for key, service in made.items()
        for arm_type, resource_id in service.outputs.watched.items()
        if arm_type in METRIC_RULES
    }
    if watched:
        _alerts(site, stack, watched)
    return {key: service.outputs.resource_id for key, service in made.items()}


def _alerts(site: Site, stack: TeamStack, watched: Mapping[str, tuple[str, pulumi.Output[str]]]) -> None:
    receivers = ActionGroup(
        "team",
        ActionGroupArgs(
            resource_group_name=site.resource_group_name,
            action_group_name=site.context.names["action-group"],
            short_name=stack.name[:12],
            email_receivers={"team": stack.team.mail},
            tags=site.tags,
        ),
        site.opts,
    )
    Alerts(
        "alerts",
        AlertsArgs(
            resource_group_name=site.resource_group_name,
            action_group_resource_id=receivers.outputs.resource_id,
            targets={
                key: AlertTarget(resource_id=resource_id, arm_type=arm_type, name_stem=f"{stack.name}-{key}")
                for key, (arm_type, resource_id) in watched.items()
            },
            tags=site.tags,
        ),
        site.opts,
    )

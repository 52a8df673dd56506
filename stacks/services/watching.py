"""How a team hears of its services: alerts to its mail, one workbook, and a private way for logs."""

from collections.abc import Iterator, Mapping

import pulumi

from components.monitoring.action_group import ActionGroup, ActionGroupArgs
from components.monitoring.alert_rules import METRIC_RULES
from components.monitoring.alerts import Alerts, AlertsArgs, AlertTarget
from components.monitoring.private_link_scope import ScopedResource, ScopedResources, ScopedResourcesArgs
from components.monitoring.workbook import Workbook, WorkbookArgs, WorkbookResource, workbook_name
from components.services._service import ServiceComponent
from config.models.stacks import TeamStack
from config.monitor_scope import monitor_scope
from config.service_names import scoped_part
from config.services import services_of
from stacks.services.site import Site

_VAULT = "Microsoft.KeyVault/vaults"


def build_alerts(site: Site, stack: TeamStack, services: Mapping[str, ServiceComponent]) -> None:
    """Alerts on the services for which there are rules; nothing where there is none."""
    targets = {
        key: AlertTarget(resource_id=resource_id, arm_type=arm_type, name_stem=f"{stack.name}-{key}")
        for key, arm_type, resource_id in _watched(services)
        if arm_type in METRIC_RULES
    }
    if not targets:
        return
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
            targets=targets,
            tags=site.tags,
        ),
        site.opts,
    )


def build_workbook(site: Site, stack: TeamStack, services: Mapping[str, ServiceComponent]) -> None:
    """The team's workbook: its services and its vault, what they alerted, what they cost."""
    context = site.context
    if not context.estate.settings.monitoring.workbook:
        return
    group = context.names["group"]
    resources = {
        key: WorkbookResource(resource_id=resource_id, arm_type=arm_type, title=key)
        for key, arm_type, resource_id in _watched(services)
    }
    Workbook(
        "workbook",
        WorkbookArgs(
            resource_group_name=site.resource_group_name,
            resource_group_resource_id=site.resource_group_id,
            location=site.location,
            workbook_name=workbook_name(f"{context.estate.subscription_id(stack)}/{group}"),
            display_name=f"{stack.name} at a glance",
            resources={
                **resources,
                "vault": WorkbookResource(resource_id=site.key_vault_id, arm_type=_VAULT, title="vault"),
            },
            budget_name=context.budget_name,
            tags=site.tags,
        ),
        site.opts,
    )


def build_scoped(site: Site, stack: TeamStack, services: Mapping[str, ServiceComponent]) -> None:
    """Put what the services log through into the private link scope of the estate, where it names one."""
    scope = monitor_scope(site.context.estate, stack)
    if scope is None:
        return
    kinds = {key: service.type for key, service in services_of(stack).items()}
    scoped = {
        key: ScopedResource(name=site.name(key, part), resource_id=service.outputs.scoped_resource_id)
        for key, service in services.items()
        if service.outputs.scoped_resource_id is not None and (part := scoped_part(kinds[key]))
    }
    provider = site.context.provider(scope.subscription_id, "monitor-scope")
    ScopedResources(
        "monitor-scope",
        ScopedResourcesArgs(
            resource_group_name=str(scope.resource_group), scope_name=scope.name, scoped_resources=scoped
        ),
        pulumi.ResourceOptions.merge(site.opts, pulumi.ResourceOptions(provider=provider)),
    )


def _watched(services: Mapping[str, ServiceComponent]) -> Iterator[tuple[str, str, pulumi.Output[str]]]:
    """Key of the service, ARM type and id of each part that people watch."""
    for key, service in services.items():
        for arm_type, resource_id in service.outputs.watched.items():
            yield key, arm_type, resource_id

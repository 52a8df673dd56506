"""Variants of the components in `components/monitoring`."""

from dataclasses import replace
from typing import Any

from components.monitoring.action_group import ActionGroup, ActionGroupArgs, LogicApp
from components.monitoring.alert_rules import METRIC_RULES
from components.monitoring.alerts import Alerts, AlertsArgs, AlertTarget, SubscriptionAlerts
from components.monitoring.budget import Budget, BudgetArgs, BudgetSettings
from components.monitoring.private_link_scope import (
    PrivateLinkScope,
    PrivateLinkScopeArgs,
    ScopedResource,
    ScopedResources,
    ScopedResourcesArgs,
)
from components.monitoring.workbook import Workbook, WorkbookArgs, WorkbookResource, workbook_name
from components.monitoring.workspace import Workspace, WorkspaceArgs
from tests.unit.components.before import (
    ACTION_GROUP_ID,
    CLUSTER_ID,
    GROUP,
    LOCATION,
    RESOURCE_GROUP_ID,
    SCOPE_NAME,
    SUBSCRIPTION,
    WATCHED,
    WORKSPACE_ID,
)
from tests.unit.components.variants.shared import LOCK, READER, TAGS, Variants, endpoint

_WORKSPACE = WorkspaceArgs(resource_group_name=GROUP, location=LOCATION, workspace_name="log-cts-governance")
_ACTIONS = ActionGroupArgs(
    resource_group_name=GROUP,
    action_group_name="ag-cts-sales",
    short_name="sales-dev",
    email_receivers={"operations": "sales-zone-ops@contoso.example"},
)


def budget(**more: Any) -> BudgetSettings:
    """A budget."""
    given: dict[str, Any] = {
        "name": "budget-cts-sales",
        "amount": 5000,
        "start_date": "2026-01-01",
        "contact_emails": ["owner@contoso.example"],
    }
    return BudgetSettings(**{**given, **more})


_SCOPED = ScopedResourcesArgs(
    resource_group_name="rg-shared",
    scope_name=SCOPE_NAME,
    scoped_resources={"logs": ScopedResource(name="logs", resource_id=WORKSPACE_ID)},
)
_WORKBOOK = WorkbookArgs(
    resource_group_name=GROUP,
    resource_group_resource_id=RESOURCE_GROUP_ID,
    location=LOCATION,
    workbook_name=workbook_name(GROUP),
    display_name="sales at a glance",
)


def _target(arm_type: str) -> AlertTarget:
    stem = f"alert-cts-{arm_type.removeprefix('Microsoft.').replace('/', '-').lower()}"
    return AlertTarget(resource_id=WATCHED[arm_type], arm_type=arm_type, name_stem=stem)


VARIANTS: Variants = {
    "Workspace": {
        "defaults": lambda: Workspace("logs", _WORKSPACE),
        "secure": lambda: Workspace("logs", replace(_WORKSPACE, lock=LOCK, tags=TAGS)),
        "max": lambda: Workspace(
            "logs",
            replace(
                _WORKSPACE,
                retention_days=365,
                daily_cap_gb=10,
                public_ingestion_enabled=True,
                public_query_enabled=True,
                cluster_resource_id=CLUSTER_ID,
                role_assignments=READER,
                lock=None,
                allow_data_removal=True,
                tags=TAGS,
            ),
        ),
    },
    "PrivateLinkScope": {
        "defaults": lambda: PrivateLinkScope(
            "monitor-scope",
            PrivateLinkScopeArgs(
                resource_group_name=GROUP,
                location=LOCATION,
                scope_name="ampls-cts",
                private_endpoints={"azuremonitor": endpoint("monitor")},
            ),
        ),
        "max": lambda: PrivateLinkScope(
            "monitor-scope",
            PrivateLinkScopeArgs(
                resource_group_name=GROUP,
                location=LOCATION,
                scope_name="ampls-cts",
                private_endpoints={"azuremonitor": endpoint("monitor")},
                scoped_resources={"logs": ScopedResource(name="logs", resource_id=WORKSPACE_ID)},
                private_only=True,
                tags=TAGS,
            ),
        ),
    },
    "ScopedResources": {
        "defaults": lambda: ScopedResources("insights", _SCOPED),
        "max": lambda: ScopedResources(
            "insights",
            replace(
                _SCOPED,
                scoped_resources={
                    key: ScopedResource(name=key, resource_id=WORKSPACE_ID) for key in ("logs", "more-logs")
                },
            ),
        ),
    },
    "ActionGroup": {
        "defaults": lambda: ActionGroup("sales-actions", _ACTIONS),
        "max": lambda: ActionGroup(
            "sales-actions",
            replace(
                _ACTIONS,
                logic_apps={
                    "tickets": LogicApp(
                        resource_id=f"{RESOURCE_GROUP_ID}/providers/Microsoft.Logic/workflows/tickets",
                        callback_url="https://prod.westeurope.logic.azure.com/secret",
                    )
                },
                tags=TAGS,
            ),
        ),
    },
    "Alerts": {
        "defaults": lambda: Alerts(
            "sales-alerts", AlertsArgs(resource_group_name=GROUP, action_group_resource_id=ACTION_GROUP_ID)
        ),
        "max": lambda: Alerts(
            "sales-alerts",
            AlertsArgs(
                resource_group_name=GROUP,
                action_group_resource_id=ACTION_GROUP_ID,
                targets={kind.replace("/", "-").lower(): _target(kind) for kind in METRIC_RULES},
                subscription=SubscriptionAlerts(
                    subscription_resource_id=f"/subscriptions/{SUBSCRIPTION}", name_stem="alert-cts-sales"
                ),
                tags=TAGS,
            ),
        ),
    },
    "Workbook": {
        "defaults": lambda: Workbook("sales-workbook", _WORKBOOK),
        "secure": lambda: Workbook("sales-workbook", replace(_WORKBOOK, tags=TAGS)),
        "max": lambda: Workbook(
            "sales-workbook",
            replace(
                _WORKBOOK,
                resources={
                    kind: WorkbookResource(resource_id=resource_id, arm_type=kind, title=kind)
                    for kind, resource_id in WATCHED.items()
                },
                budget_name="budget-sales",
                tags=TAGS,
            ),
        ),
    },
    "Budget": {
        "defaults": lambda: Budget(
            "sales-budget", BudgetArgs(scope=f"/subscriptions/{SUBSCRIPTION}", settings=budget())
        ),
        "max": lambda: Budget(
            "sales-budget",
            BudgetArgs(
                scope=f"/subscriptions/{SUBSCRIPTION}", settings=budget(contact_groups=[ACTION_GROUP_ID], amount=99.5)
            ),
        ),
    },
}

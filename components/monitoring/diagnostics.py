"""Diagnostic settings: the right categories of each type, to one workspace."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
from pulumi_azure_native import monitor

from arm.diagnostics import categories
from components._base import Owner
from components._errors import ArgumentError
from components._interfaces import DiagnosticSettings

_ALL_LOGS = "allLogs"
_ALL_METRICS = "AllMetrics"

_DEDICATED_TABLES = frozenset(
    {
        "Microsoft.DataFactory/factories",
        "Microsoft.KeyVault/vaults",
        "Microsoft.Network/azureFirewalls",
    }
)
"""Types that write to one wide table unless the setting asks for tables of their own."""


@dataclass(frozen=True, kw_only=True)
class DiagnosticPlan:
    """What one setting collects."""

    log_groups: tuple[str, ...]
    logs: tuple[str, ...]
    metrics: tuple[str, ...]
    dedicated_tables: bool


def plan_diagnostics(arm_type: str, settings: DiagnosticSettings) -> DiagnosticPlan:
    """The categories for a type: the group of all logs where it has one, else each category.

    Errors: `ArgumentError` for a type without logs and metrics.
    """
    offered = categories(arm_type)
    if not (offered.logs or offered.groups or offered.metrics):
        raise ArgumentError(
            "A-DIA-001", "diagnostic_settings", found=f"`{arm_type}`",
            accepted="a type that has logs or metrics", remedy="leave the settings out",
        )  # fmt: skip
    groups: tuple[str, ...] = ()
    logs: Sequence[str] = ()
    if settings.log_categories is not None:
        logs = settings.log_categories
    elif _ALL_LOGS in offered.groups:
        groups = (_ALL_LOGS,)
    else:
        logs = sorted(offered.logs)
    metrics: Sequence[str] = offered.metrics
    if settings.metric_categories is not None:
        metrics = settings.metric_categories
    elif _ALL_METRICS in offered.metrics:
        metrics = (_ALL_METRICS,)
    return DiagnosticPlan(
        log_groups=groups,
        logs=tuple(logs),
        metrics=tuple(metrics),
        dedicated_tables=arm_type in _DEDICATED_TABLES,
    )


def create_diagnostic_settings(
    owner: Owner,
    role: str,
    *,
    resource_id: pulumi.Input[str],
    arm_type: str,
    settings: DiagnosticSettings | None,
) -> list[monitor.DiagnosticSetting]:
    """Send the logs and metrics of a resource to the workspace; nothing without settings."""
    if settings is None:
        return []
    plan = plan_diagnostics(arm_type, settings)
    logs = [
        *(monitor.DiagnosticsLogSettingsArgs(category_group=group, enabled=True) for group in plan.log_groups),
        *(monitor.DiagnosticsLogSettingsArgs(category=name, enabled=True) for name in plan.logs),
    ]
    metrics = [monitor.DiagnosticsMetricSettingsArgs(category=name, enabled=True) for name in plan.metrics]
    return [
        monitor.DiagnosticSetting(
            owner.child_name(f"{role}-diagnostics"),
            resource_uri=resource_id,
            name=settings.name,
            workspace_id=settings.workspace_resource_id,
            log_analytics_destination_type="Dedicated" if plan.dedicated_tables else None,
            logs=logs or None,
            metrics=metrics or None,
            opts=owner.stateless(),
        )
    ]

"""Policies that send logs: each gives its diagnostic setting to resources of one type that lack it."""

from collections.abc import Iterator, Mapping
from typing import Any

from arm.diagnostics import categories, types
from arm.roles import role_definition_id
from components._interfaces import DiagnosticSettings
from components.monitoring.diagnostics import DiagnosticPlan, plan_diagnostics

INITIATIVE = "diagnostics"
"""The name of the initiative that holds them all."""
WORKSPACE = "workspaceResourceId"
"""Its parameter: the id of the Log Analytics workspace."""
MONITORING_CONTRIBUTOR = "749f88d5-cbae-40b8-bcfc-e573ddc772fa"
LOG_ANALYTICS_CONTRIBUTOR = "92aaf0da-9dab-42b6-94a3-d43ce8d16293"
_SETTING = "Microsoft.Insights/diagnosticSettings"
_API_VERSION = "2021-05-01-preview"
_METADATA = {"category": "Monitoring", "version": "1.0.0"}
_PARAMETER = {
    "type": "String",
    "metadata": {"displayName": "Workspace", "description": "The id of the Log Analytics workspace."},
}
_ABOVE_GROUPS = ("Microsoft.Resources/subscriptions", "Microsoft.PowerBI/", "Microsoft.SecurityInsights/")
"""Types that stand in no resource group: a deployment in one cannot reach them."""
_LOGS_TO_ITSELF = "Microsoft.OperationalInsights/workspaces"
"""A workspace keeps the log of its own queries, by the setting that its component writes."""
_PARTS = (
    "Microsoft.Network/networkInterfaces",
    "Microsoft.Storage/storageAccounts/fileServices",
    "Microsoft.Storage/storageAccounts/queueServices",
    "Microsoft.Storage/storageAccounts/tableServices",
)
"""What Azure makes with other resources, and no component uses: interfaces of endpoints, services beside a lake's."""
_MADE_BY_AZURE = {"Microsoft.Sql/servers/databases": "master"}


def planned_types() -> tuple[str, ...]:
    """Every type of a resource group that accepts a diagnostic setting and is somebody's own, sorted."""
    left_out = (*_ABOVE_GROUPS, _LOGS_TO_ITSELF, *_PARTS)
    return tuple(sorted(arm_type for arm_type in types() if not arm_type.startswith(left_out)))


def name_of(arm_type: str) -> str:
    """The name of a type's definition."""
    return f"{INITIATIVE}-{arm_type.removeprefix('Microsoft.').replace('/', '-').lower()}"[:64]


def definition(arm_type: str) -> dict[str, Any]:
    """The properties of the policy definition for one type."""
    return {
        "displayName": f"{arm_type.removeprefix('Microsoft.')} send their logs"[:128],
        "description": f"A resource of type {arm_type} must have a diagnostic setting with the workspace.",
        "mode": "All",
        "metadata": _METADATA,
        "parameters": {WORKSPACE: _PARAMETER},
        "policyRule": {
            "if": {"allOf": list(_conditions(arm_type))},
            "then": {"effect": "deployIfNotExists", "details": _details(arm_type)},
        },
    }


def _conditions(arm_type: str) -> Iterator[dict[str, Any]]:
    yield {"field": "type", "equals": arm_type}
    if arm_type in _MADE_BY_AZURE:
        yield {"field": "name", "notEquals": _MADE_BY_AZURE[arm_type]}


def _details(arm_type: str) -> dict[str, Any]:
    settings = DiagnosticSettings(workspace_resource_id=f"[parameters('{WORKSPACE}')]")
    reaches = {"field": f"{_SETTING}/workspaceId", "equals": f"[parameters('{WORKSPACE}')]"}
    offered = categories(arm_type)
    kind = "logs" if offered.logs or offered.groups else "metrics"
    enabled = {"field": f"{_SETTING}/{kind}[*].enabled", "equals": True}
    sends = {"count": {"field": f"{_SETTING}/{kind}[*]", "where": enabled}, "greater": 0}
    return {
        "type": _SETTING,
        "evaluationDelay": "AfterProvisioning",
        "existenceCondition": {"allOf": [reaches, sends]},
        "roleDefinitionIds": [
            role_definition_id(MONITORING_CONTRIBUTOR),
            role_definition_id(LOG_ANALYTICS_CONTRIBUTOR),
        ],
        "deployment": {
            "properties": {
                "mode": "incremental",
                "parameters": {
                    "resource": {"value": "[field('id')]"},
                    "workspace": {"value": f"[parameters('{WORKSPACE}')]"},
                },
                "template": _template(plan_diagnostics(arm_type, settings), settings.name),
            }
        },
    }


def _template(plan: DiagnosticPlan, name: str) -> dict[str, Any]:
    logs = [
        *({"categoryGroup": group, "enabled": True} for group in plan.log_groups),
        *({"category": category, "enabled": True} for category in plan.logs),
    ]
    metrics = [{"category": category, "enabled": True} for category in plan.metrics]
    return {
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "parameters": {"resource": {"type": "string"}, "workspace": {"type": "string"}},
        "resources": [
            {
                "type": _SETTING,
                "apiVersion": _API_VERSION,
                "scope": "[parameters('resource')]",
                "name": name,
                "properties": {
                    "workspaceId": "[parameters('workspace')]",
                    **({"logAnalyticsDestinationType": "Dedicated"} if plan.dedicated_tables else {}),
                    **({"logs": logs} if logs else {}),
                    **({"metrics": metrics} if metrics else {}),
                },
            }
        ],
    }


def initiative() -> dict[str, Any]:
    """The properties of the initiative that holds them all, under the names of the definitions."""
    return {
        "displayName": "Data estate: diagnostics",
        "description": "Everything that can send logs sends them to the central workspace.",
        "metadata": _METADATA,
        "parameters": {WORKSPACE: _PARAMETER},
        "policyDefinitions": [
            {
                "policyDefinitionReferenceId": name_of(arm_type),
                "policyDefinitionId": (
                    f"{{definitionScope}}/providers/Microsoft.Authorization/policyDefinitions/{name_of(arm_type)}"
                ),
                "parameters": {WORKSPACE: {"value": f"[parameters('{WORKSPACE}')]"}},
            }
            for arm_type in planned_types()
        ],
    }


def catalogue() -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Definitions and initiatives by name."""
    return {name_of(arm_type): definition(arm_type) for arm_type in planned_types()}, {INITIATIVE: initiative()}

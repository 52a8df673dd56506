"""What the estate's data decides about its guardrails: levels by environment, and the values of their parameters."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from arm.ids import parse
from config.estate import Estate
from config.models.organization import DiagnosticsRegistration, GuardrailLevel
from config.models.stacks import TeamStack
from config.names import names_of
from config.rule_context import rule_context

_DIAGNOSTICS = ("G-LOG-005", "G-LOG-006", "G-LOG-007")
"""The rules that ask for diagnostic settings."""


def guardrail_settings(estate: Estate, stack: str, group_ids: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The settings with which the guardrail packs judge one stack; plain data for a JSON file.

    `group_ids` are the object ids of the estate's groups by key, where the platform is deployed.
    """
    settings = estate.settings
    environment = estate.environment_name(estate.stacks[stack])
    return {
        "levels": {"default": str(_level(estate, environment))},
        "parameters": guardrail_parameters(estate) | _left_to_azure(estate),
        "exemptions": [
            exemption.model_dump(mode="json", exclude={"stack"})
            for exemption in estate.exemptions
            if exemption.stack == stack
        ],
        "tenantId": settings.organization.tenant_id,
        **({"policyFolder": str(folder)} if (folder := policy_folder(estate)) else {}),
        "context": {**rule_context(estate, stack), **({"groupIds": dict(group_ids)} if group_ids else {})},
    }


def _left_to_azure(estate: Estate) -> dict[str, dict[str, Any]]:
    """Rules that a preview cannot judge, because policies write what they ask for after the deployment."""
    if estate.settings.diagnostics is not DiagnosticsRegistration.POLICY:
        return {}
    return {rule: {"effect": "Disabled"} for rule in _DIAGNOSTICS}


def policy_folder(estate: Estate) -> Path | None:
    """The folder of the organisation's own policies, where the estate names one."""
    named = estate.settings.policy_folder
    return (estate.folder / named).resolve() if named else None


def guardrail_parameters(estate: Estate) -> dict[str, dict[str, Any]]:
    """Parameter values of the guardrails by rule id; `*` holds for every rule that has the parameter."""
    return {
        "*": {
            "allowedLocations": [*estate.settings.regions, "global"],
            "allowedSubscriptions": _subscriptions(estate),
            "requiredTags": list(estate.settings.tags.required),
        },
        "G-NET-013": {"allowedResourceGroups": _groups(estate, "group-global-dns")},
        "G-NET-015": {"allowedResourceGroups": _groups(estate, "group-network", with_firewall=True)},
        "G-NET-018": {"allowedResourceGroups": _hub_groups(estate)},
        "G-PRD-001": {"teamResourceGroups": _team_groups(estate)},
    }


def assigned_levels(estate: Estate) -> dict[str, GuardrailLevel]:
    """The management groups to which guardrails are assigned, by key, each with the level that holds below it.

    The platform's group holds every management zone: there the strictest of their levels holds.
    """
    levels = {f"data-{environment}": _level(estate, environment) for environment in estate.settings.environments}
    above = {_level(estate, zone.environment) for zone in estate.management_zones.values()}
    platform = GuardrailLevel.ADVISORY if above == {GuardrailLevel.ADVISORY} else GuardrailLevel.MANDATORY
    return dict(sorted((levels | {"platform": platform}).items()))


def _level(estate: Estate, environment: str | None) -> GuardrailLevel:
    """What serves every environment is judged as strictly as can be."""
    return estate.settings.environments[environment].guardrails if environment else GuardrailLevel.MANDATORY


def _groups(estate: Estate, key: str, *, with_firewall: bool = False) -> list[str]:
    """Resource groups of the management zones, by the key of their name."""
    return sorted(
        names_of(estate, stack)[key]
        for stack, zone in estate.management_zones.items()
        if zone.firewall or not with_firewall
    )


def _hub_groups(estate: Estate) -> list[str]:
    """The resource groups of the hubs, whose gateways the zones use."""
    hubs = estate.settings.connectivity.hubs.values()
    return sorted({str(parse(hub.virtual_network_resource_id).resource_group) for hub in hubs})


def _team_groups(estate: Estate) -> list[str]:
    """The resource groups of all integrations and products."""
    return sorted(
        names_of(estate, stack)["group"] for stack, value in estate.stacks.items() if isinstance(value, TeamStack)
    )


def _subscriptions(estate: Estate) -> list[str]:
    """Every subscription of the estate, and those of the hubs that it is peered with."""
    own = {estate.subscription_id(stack) for stack in estate.stacks.values()}
    hubs = {
        str(parse(hub.virtual_network_resource_id).subscription_id)
        for hub in estate.settings.connectivity.hubs.values()
    }
    return sorted(own | hubs)

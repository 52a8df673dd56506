"""What the estate's data decides about its guardrails: levels by environment, and the values of their parameters."""

from pathlib import Path
from typing import Any

from arm.ids import parse
from config.estate import Estate
from config.models.organization import GuardrailLevel
from config.models.stacks import TeamStack
from config.names import names_of


def guardrail_settings(estate: Estate, stack: str) -> dict[str, Any]:
    """The settings with which the guardrail packs judge one stack; plain data for a JSON file."""
    settings = estate.settings
    environment = estate.environment_name(estate.stacks[stack])
    level = settings.environments[environment].guardrails if environment else GuardrailLevel.MANDATORY
    return {
        "levels": {"default": str(level)},
        "parameters": {
            "*": {
                "allowedLocations": [*settings.regions, "global"],
                "allowedSubscriptions": _subscriptions(estate),
                "requiredTags": list(settings.tags.required),
            },
            "G-NET-013": {"allowedResourceGroups": _groups(estate, "group-global-dns")},
            "G-NET-015": {"allowedResourceGroups": _groups(estate, "group-network", with_firewall=True)},
            "G-NET-018": {"allowedResourceGroups": _hub_groups(estate)},
            "G-PRD-001": {"teamResourceGroups": _team_groups(estate)},
        },
        "exemptions": [
            exemption.model_dump(mode="json", exclude={"stack"})
            for exemption in estate.exemptions
            if exemption.stack == stack
        ],
        "tenantId": settings.organization.tenant_id,
        **({"policyFolder": str(folder)} if (folder := policy_folder(estate)) else {}),
        "context": {
            "environment": environment or "platform",
            "dnsRegistration": str(settings.dns_registration),
            "peopleWrite": bool(environment and settings.environments[environment].people_write),
        },
    }


def policy_folder(estate: Estate) -> Path | None:
    """The folder of the organisation's own policies, where the estate names one."""
    named = estate.settings.policy_folder
    return (estate.folder / named).resolve() if named else None


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

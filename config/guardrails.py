"""What the estate's data decides about its guardrails: levels by environment, and the values of their parameters."""

from typing import Any

from arm.ids import parse
from config.estate import Estate
from config.models.organization import GuardrailLevel


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
        },
        "exemptions": [],
        "tenantId": settings.organization.tenant_id,
        "context": {
            "environment": environment or "platform",
            "dnsRegistration": str(settings.dns_registration),
            "peopleWrite": bool(environment and settings.environments[environment].people_write),
        },
    }


def _subscriptions(estate: Estate) -> list[str]:
    """Every subscription of the estate, and those of the hubs that it is peered with."""
    own = {estate.subscription_id(stack) for stack in estate.stacks.values()}
    hubs = {
        str(parse(hub.virtual_network_resource_id).subscription_id)
        for hub in estate.settings.connectivity.hubs.values()
    }
    return sorted(own | hubs)

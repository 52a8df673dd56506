"""Logic apps: Azure opens their files by key, so that each needs an exemption before it can stand."""

from collections.abc import Iterator

from arm.ids import resource_group
from config.checks.place import in_stack
from config.estate import Estate
from config.exempt import is_exempt
from config.models.hosting import LogicApp
from config.models.organization import GuardrailLevel
from config.names import names_of
from config.problems import Problem
from config.service_names import PREFIX
from config.services import services_of

GUARDRAIL = "G-STO-008"
"""What a logic app breaks: its storage account takes keys."""


def check_logic_apps(estate: Estate) -> Iterator[Problem]:
    """Where guardrails are enforced, each logic app is exempt from the one on keys (C-LGA-001)."""
    for zone_name, zone in estate.landing_zones.items():
        environment = estate.settings.environments.get(zone.environment)
        if environment is None or environment.guardrails is not GuardrailLevel.MANDATORY:
            continue
        for name, stack in estate.in_zone(zone_name).items():
            names = names_of(estate, name)
            group = resource_group(zone.subscription_id, names["group"])
            for key, service in services_of(stack).items():
                if not isinstance(service, LogicApp):
                    continue
                account = group.extension("Microsoft.Storage/storageAccounts", names[f"{PREFIX}{key}/storage"])
                if not is_exempt(estate, name, GUARDRAIL, account):
                    yield in_stack(
                        estate,
                        name,
                        ("services", key),
                        "C-LGA-001",
                        found="a logic app, whose plan opens its share of files by the account's key only",
                        accepted=f"an exemption from `{GUARDRAIL}` at `{group}`",
                        remedy="ask for it with `estate request new policy-exemption`, or use a `function-app`",
                    )

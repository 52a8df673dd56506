"""The guardrails of the estate in Azure: stored once, assigned to each management group at its level."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pulumi
from pulumi_azure_native import management

from components.governance.assignments import GuardrailAssignment, GuardrailAssignments, GuardrailAssignmentsArgs
from components.governance.catalogue import GuardrailCatalogue, GuardrailCatalogueArgs
from components.governance.plan import needed_roles, own_definition
from config.estate import Estate
from config.guardrails import assigned_levels, guardrail_parameters
from config.hierarchy import placements
from config.models.organization import GuardrailLevel
from stacks.guardrail_files import definitions, initiatives

_PASSED = re.compile(r"\[parameters\('([^']+)'\)\]")
_PREFIX = "data-estate-"


def build_guardrails(
    estate: Estate, groups: Mapping[str, management.ManagementGroup], provider: pulumi.ProviderResource
) -> None:
    """Store the guardrails at the estate's management group, and assign every initiative below it."""
    catalogue = GuardrailCatalogue(
        "guardrails",
        GuardrailCatalogueArgs(
            management_group_name=groups["estate"].name, definitions=definitions(), initiatives=initiatives()
        ),
        opts=pulumi.ResourceOptions(provider=provider),
    )
    settings = guardrail_parameters(estate)
    for group, level in assigned_levels(estate).items():
        GuardrailAssignments(
            f"guardrails-{group}",
            GuardrailAssignmentsArgs(
                scope=groups[group].id,
                location=estate.settings.regions[0],
                assignments={
                    assignment_name(name): _assignment(
                        initiative, catalogue.outputs.initiative_ids[name], settings, level, _azures_own(estate, group)
                    )
                    for name, initiative in initiatives().items()
                },
            ),
            opts=pulumi.ResourceOptions(provider=provider),
        )


def _azures_own(estate: Estate, group: str) -> list[str]:
    """The resource groups that Azure makes by itself: nobody here names or tags them."""
    return [
        f"/subscriptions/{subscription}/resourceGroups/NetworkWatcherRG"
        for subscription, placed in placements(estate).items()
        if placed == group
    ]


def assignment_name(initiative: str) -> str:
    """The name of an initiative's assignments: short, because a management group takes 24 characters."""
    return initiative.removeprefix(_PREFIX)


def _assignment(
    initiative: Mapping[str, Any],
    definition_id: "pulumi.Output[str]",
    settings: Mapping[str, Mapping[str, Any]],
    level: GuardrailLevel,
    not_scopes: Sequence[str],
) -> GuardrailAssignment:
    parameters = initiative_parameters(initiative, settings)
    return GuardrailAssignment(
        display_name=initiative["displayName"],
        description=initiative["description"],
        policy_definition_id=definition_id,
        enforced=level is GuardrailLevel.MANDATORY,
        parameters=parameters,
        messages=_messages(initiative),
        not_scopes=not_scopes,
        role_definition_ids=needed_roles(initiative, definitions(), parameters),
    )


def initiative_parameters(initiative: Mapping[str, Any], settings: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The values of an initiative's parameters that the estate's data decides; the others keep their defaults.

    `settings` are values by rule id and parameter; `*` stands for every rule. Errors: `pulumi.RunError` where
    rules that share a parameter of the initiative would need different values.
    """
    found: dict[str, Any] = {}
    for member in initiative["policyDefinitions"]:
        reference = member["policyDefinitionReferenceId"]
        for name, given in (member.get("parameters") or {}).items():
            passed = _PASSED.fullmatch(str(given["value"]))
            decided = settings.get(reference, {}).get(name, settings["*"].get(name))
            if passed is None or decided is None:
                continue
            if found.setdefault(passed[1], decided) != decided:
                raise pulumi.RunError(
                    f"R-GRD-001 · {initiative['displayName']} · `{passed[1]}` needs another value for `{reference}`"
                    " than for a rule before it · one value for each parameter of an initiative"
                    f" · give `{reference}` a parameter of its own in the initiative"
                )
    return found


def _messages(initiative: Mapping[str, Any]) -> dict[str, str]:
    """What people are told who break a rule: its id, what must be, and where to change it."""
    found = {}
    for member in initiative["policyDefinitions"]:
        rule = definitions().get(own_definition(member["policyDefinitionId"]) or "")
        if rule is not None:
            reference = member["policyDefinitionReferenceId"]
            found[reference] = f"{reference}: {rule['description']} {rule['metadata']['fix']}"
    return found

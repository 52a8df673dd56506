"""Variants of guardrails in Azure."""

from typing import Any

from components.governance.assignments import GuardrailAssignment, GuardrailAssignments, GuardrailAssignmentsArgs
from components.governance.catalogue import GuardrailCatalogue, GuardrailCatalogueArgs
from components.governance.exemptions import GuardrailExemption, GuardrailExemptions, GuardrailExemptionsArgs
from components.identity.grants import Grant
from tests.unit.components.before import (
    ASSIGNMENT_ID,
    LOCATION,
    MONITORING_ROLE_ID,
    PARENT_GROUP_ID,
    RESOURCE_GROUP_ID,
    policy_id,
)
from tests.unit.components.variants.shared import Variants

READER_ID = "/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7"
_EFFECT = {"effect": {"type": "String", "allowedValues": ["Deny", "Audit", "Disabled"], "defaultValue": "Deny"}}


def definition(**more: Any) -> dict[str, Any]:
    """The properties of a definition."""
    return {
        "displayName": "Storage has the right kind",
        "description": "A storage account must be of the second version.",
        "mode": "All",
        "metadata": {"id": "G-STO-900", "version": "1.0.0", "category": "Storage", "reason": "x" * 2000},
        "parameters": _EFFECT,
        "policyRule": {
            "if": {
                "allOf": [
                    {"field": "type", "equals": "Microsoft.Storage/storageAccounts"},
                    {"field": "kind", "notEquals": "StorageV2"},
                ]
            },
            "then": {"effect": "[parameters('effect')]"},
        },
        **more,
    }


def writing(effect: str = "modify") -> dict[str, Any]:
    """The properties of a definition that writes tags, with a switch."""
    operation = {"operation": "addOrReplace", "field": "tags['Source']", "value": "guardrail"}
    return definition(
        mode="Indexed",
        parameters={"effect": {"type": "String", "defaultValue": effect}},
        policyRule={
            "if": {"field": "type", "equals": "Microsoft.Storage/storageAccounts"},
            "then": {
                "effect": "[parameters('effect')]",
                "details": {"roleDefinitionIds": [MONITORING_ROLE_ID, READER_ID], "operations": [operation]},
            },
        },
    )


def initiative(*members: str, **more: Any) -> dict[str, Any]:
    """The properties of an initiative over definitions of this catalogue."""
    return {
        "displayName": "Storage",
        "description": "What every storage account is.",
        "metadata": {"version": "1.0.0", "category": "Storage"},
        "parameters": {"effect": {"type": "String", "defaultValue": "Deny"}},
        "policyDefinitions": [
            {
                "policyDefinitionReferenceId": name,
                "policyDefinitionId": f"{{definitionScope}}/providers/Microsoft.Authorization/policyDefinitions/{name}",
                "parameters": {"effect": {"value": "[parameters('effect')]"}},
            }
            for name in members
        ],
        **more,
    }


VARIANTS: Variants = {
    "GuardrailCatalogue": {
        "defaults": lambda: GuardrailCatalogue(
            "guardrails", GuardrailCatalogueArgs(management_group_name="contoso", definitions={}, initiatives={})
        ),
        "max": lambda: GuardrailCatalogue(
            "guardrails",
            GuardrailCatalogueArgs(
                management_group_name="contoso",
                definitions={"kind": definition(), "tag": writing()},
                initiatives={"storage": initiative("kind")},
            ),
        ),
    },
    "GuardrailAssignments": {
        "defaults": lambda: GuardrailAssignments(
            "guardrails-data",
            GuardrailAssignmentsArgs(
                scope=PARENT_GROUP_ID,
                location=LOCATION,
                assignments={
                    "storage": GuardrailAssignment(display_name="Storage", policy_definition_id=policy_id("no-storage"))
                },
            ),
        ),
        "max": lambda: GuardrailAssignments(
            "guardrails-data",
            GuardrailAssignmentsArgs(
                scope=PARENT_GROUP_ID,
                location=LOCATION,
                assignments={
                    "storage": GuardrailAssignment(
                        display_name="Storage",
                        description="What every storage account is.",
                        policy_definition_id=policy_id("no-storage"),
                        enforced=False,
                        parameters={"effect": "Audit"},
                        messages={"": "Ask for a lake."},
                        not_scopes=[RESOURCE_GROUP_ID],
                    ),
                    "tags": GuardrailAssignment(
                        display_name="Tags",
                        policy_definition_id=policy_id("tagged-storage"),
                        role_definition_ids=[MONITORING_ROLE_ID],
                        grants={"shared": Grant(scope=RESOURCE_GROUP_ID, role_definition_id_or_name="Reader")},
                    ),
                },
            ),
        ),
    },
    "GuardrailExemptions": {
        "defaults": lambda: GuardrailExemptions("exemptions", GuardrailExemptionsArgs(exemptions={})),
        "max": lambda: GuardrailExemptions(
            "exemptions",
            GuardrailExemptionsArgs(
                exemptions={
                    "G-STO-900": GuardrailExemption(
                        scope=RESOURCE_GROUP_ID,
                        policy_assignment_id=ASSIGNMENT_ID,
                        reference_ids=["G-STO-900"],
                        display_name="G-STO-900 for sales",
                        description="An appliance that speaks the first version only.",
                        expires_on="2027-03-31T23:59:59Z",
                        mitigated=True,
                        metadata={"ticket": "CHG-1"},
                    )
                }
            ),
        ),
    },
}

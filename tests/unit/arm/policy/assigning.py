"""An assignment, an initiative and an exemption, and a resource that they are about."""

from datetime import UTC, datetime
from typing import Any

from arm.policy.assignment import load_assignment
from arm.policy.exemption import load_exemption
from arm.policy.model import Assignment, Exemption
from tests.unit.arm.policy.asking import LAB

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SUBSCRIPTION = "/subscriptions/s1"
GROUP = f"{SUBSCRIPTION}/resourceGroups/rg1"
BOX: dict[str, Any] = {
    "id": f"{GROUP}/providers/{LAB}/box1",
    "type": LAB,
    "name": "box1",
    "location": "westeurope",
    "properties": {"tls": "1.0"},
}
MARK = "/providers/Microsoft.Authorization"


def assignment(definition_id: str = "/d/tls", name: str = "a1", **properties: Any) -> Assignment:
    properties = {"policyDefinitionId": definition_id, "scope": SUBSCRIPTION, **properties}
    return load_assignment({"id": f"{SUBSCRIPTION}{MARK}/policyAssignments/{name}", "properties": properties})


INITIATIVE = {
    "id": "/i/base",
    "properties": {
        "displayName": "Base",
        "parameters": {"effect": {"type": "String", "defaultValue": "Audit"}, "strict": {"type": "Boolean"}},
        "policyDefinitionGroups": [{"name": "network", "displayName": "Network"}],
        "policyDefinitions": [
            {
                "policyDefinitionId": "/d/tls",
                "policyDefinitionReferenceId": "tls",
                "groupNames": ["network"],
                "parameters": {
                    "effect": {"value": "[if(parameters('strict'), 'Deny', parameters('effect'))]"},
                    "least": {"value": "1.1"},
                },
            },
            {"policyDefinitionId": "/d/tls", "policyDefinitionReferenceId": "again"},
        ],
    },
}


def exemption(**properties: Any) -> Exemption:
    properties = {
        "policyAssignmentId": f"{SUBSCRIPTION}{MARK}/policyAssignments/A1",
        "exemptionCategory": "waiver",
        **properties,
    }
    return load_exemption({"id": f"{GROUP}{MARK}/policyExemptions/e1", "properties": properties})

"""Azure Policy documents as organisations keep them, and planned resources to judge by them."""

import copy
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from policies.bring_your_own.pack import OwnPack
from policies.kit.analyzer import Finding
from policies.kit.planned import Planned
from policies.kit.settings import parse

SUBSCRIPTION = "00000000-0000-0000-0000-000000000001"
HERE = f"/subscriptions/{SUBSCRIPTION}"
AUTHORIZATION = "providers/Microsoft.Authorization"
RULE: dict[str, Any] = {
    "if": {
        "allOf": [
            {"field": "type", "equals": "Microsoft.Storage/storageAccounts"},
            {"field": "Microsoft.Storage/storageAccounts/minimumTlsVersion", "notIn": "[parameters('versions')]"},
        ]
    },
    "then": {"effect": "[parameters('effect')]"},
}
DECLARED: dict[str, Any] = {
    "versions": {"type": "Array", "defaultValue": ["TLS1_2", "TLS1_3"]},
    "effect": {"type": "String", "allowedValues": ["Deny", "Audit", "Disabled"], "defaultValue": "Deny"},
}
DEFINITION: dict[str, Any] = {
    "id": f"{HERE}/{AUTHORIZATION}/policyDefinitions/tls",
    "name": "tls",
    "type": "Microsoft.Authorization/policyDefinitions",
    "properties": {
        "displayName": "Storage accounts speak modern TLS",
        "mode": "Indexed",
        "policyRule": RULE,
        "parameters": DECLARED,
    },
}
INITIATIVE: dict[str, Any] = {
    "name": "baseline",
    "properties": {
        "displayName": "Baseline",
        "parameters": {"floor": {"type": "Array", "defaultValue": ["TLS1_2"]}},
        "policyDefinitions": [
            {
                "policyDefinitionId": DEFINITION["id"].upper(),
                "policyDefinitionReferenceId": "storageTls",
                "parameters": {"versions": {"value": "[parameters('floor')]"}},
            }
        ],
    },
}
ASSIGNMENT: dict[str, Any] = {
    "id": f"{HERE}/{AUTHORIZATION}/policyAssignments/prod",
    "name": "prod",
    "properties": {
        "policyDefinitionId": f"/{AUTHORIZATION}/policySetDefinitions/baseline",
        "scope": HERE,
        "notScopes": [f"{HERE}/resourceGroups/rg-lab"],
        "parameters": {"floor": {"value": ["TLS1_3"]}},
        "nonComplianceMessages": [{"message": "Ask the platform team for TLS 1.3."}],
    },
}
EXEMPTION: dict[str, Any] = {
    "name": "old-scanner",
    "properties": {
        "policyAssignmentId": ASSIGNMENT["id"],
        "policyDefinitionReferenceIds": ["storageTls"],
        "exemptionCategory": "Waiver",
        "expiresOn": "2027-01-31T00:00:00Z",
    },
    "id": f"{HERE}/resourceGroups/rg-scans/{AUTHORIZATION}/policyExemptions/old-scanner",
}


def changed(document: Mapping[str, Any], **properties: Any) -> dict[str, Any]:
    """A copy of a document with other properties."""
    found: dict[str, Any] = copy.deepcopy(dict(document))
    found["properties"].update(properties)
    return found


def write(folder: Path, **files: Any) -> Path:
    """Write JSON files; two underscores in a name stand for a folder, one for a dot."""
    for name, content in files.items():
        path = folder / (name.replace("__", "/").replace("_", ".") + ".json")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return folder


def account(group: str = "rg-lake", name: str = "stlake", **inputs: Any) -> Planned:
    """A planned storage account, by default with TLS 1.2."""
    stated = {"accountName": name, "resourceGroupName": group, "location": "westeurope", "minimumTlsVersion": "TLS1_2"}
    return Planned(
        urn=f"urn:pulumi:dev::p::azure-native:storage:StorageAccount::{name}",
        token="azure-native:storage:StorageAccount",
        inputs={**stated, **inputs},
        provider={"subscriptionId": SUBSCRIPTION},
    )


def judged(folder: Path | None, planned: Iterable[Planned], **settings: Any) -> list[Finding]:
    """What the pack finds in a plan."""
    pack = OwnPack(str(folder) if folder else None, parse("s.json", {"today": "2026-11-23", **settings}, ()))
    resources = list(planned)
    alone = [finding for each in resources for finding in pack.judge_resource(each)]
    return [*alone, *pack.judge_stack(resources)]

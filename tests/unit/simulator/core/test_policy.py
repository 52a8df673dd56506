"""Deployed policies: what may be written, and what they do once they are assigned."""

from typing import Any

import pytest

from simulator.core import compliance, remediation

from .conftest import GROUP, ONE, Estate
from .refusing import refused
from .test_monitor import workspace
from .test_rights import GROUPS, assign, principal
from .test_storage import account
from .test_vaults import vault

AUTHORIZATION = "providers/Microsoft.Authorization"
TLS = "Microsoft.Storage/storageAccounts/minimumTlsVersion"
EFFECT = {"effect": {"type": "String", "defaultValue": "Deny", "allowedValues": ["Deny", "Audit", "Disabled"]}}


def rule(then: dict[str, Any], condition: dict[str, Any] | None = None) -> dict[str, Any]:
    storage = {"field": "type", "equals": "Microsoft.Storage/storageAccounts"}
    return {"if": {"allOf": [storage, condition]} if condition else storage, "then": then}


OLD_TLS = rule({"effect": "[parameters('effect')]"}, {"field": TLS, "notEquals": "TLS1_2"})


def definition(estate: Estate, name: str = "tls", *, scope: str = ONE, **more: Any) -> str:
    given = {"policyRule": OLD_TLS, "parameters": EFFECT, "mode": "All", **more}
    return str(estate.put(f"{scope}/{AUTHORIZATION}/policyDefinitions/{name}", **given)["id"])


def assigned(
    estate: Estate, what: str, name: str = "tls", *, scope: str = ONE, body: dict[str, Any] | None = None, **more: Any
) -> str:
    given = {"policyDefinitionId": what, **more}
    return str(estate.put(f"{scope}/{AUTHORIZATION}/policyAssignments/{name}", body, **given)["id"])


def test_deny_refuses_what_breaks_the_rule(estate: Estate) -> None:
    account(estate)
    where = assigned(estate, definition(estate))
    with refused("RequestDisallowedByPolicy", 403):
        account(estate, "stold")
    account(estate, "stnew", minimumTlsVersion="TLS1_2")
    estate.cloud.delete(where)
    account(estate, "stold")


def test_a_violation_names_the_policy_and_the_message(estate: Estate) -> None:
    assigned(estate, definition(estate), nonComplianceMessages=[{"message": "Use TLS 1.2"}])
    with pytest.raises(Exception, match=r"`tls` \(Use TLS 1.2\) of assignment `.*/policyAssignments/tls`"):
        account(estate)


def test_assignments_hold_below_their_management_group_and_not_elsewhere(estate: Estate) -> None:
    for name in ("mg-a", "mg-b"):
        estate.put(f"{GROUPS}/{name}", displayName=name)
    what = definition(estate, scope=f"{GROUPS}/mg-a")
    assigned(estate, what, scope=f"{GROUPS}/mg-a")
    account(estate)
    estate.put(f"{GROUPS}/mg-a/subscriptions/{ONE.rsplit('/', 1)[1]}")
    with refused("RequestDisallowedByPolicy", 403):
        account(estate, "sttwo")
    with refused("PolicyDefinitionNotFound", 404):
        assigned(estate, what, scope=f"{GROUPS}/mg-b")


@pytest.mark.parametrize(
    "more",
    [{"enforcementMode": "DoNotEnforce"}, {"parameters": {"effect": {"value": "Audit"}}}, {"notScopes": [GROUP]}],
)
def test_what_is_not_enforced_is_let_through(estate: Estate, more: dict[str, Any]) -> None:
    where = assigned(estate, definition(estate), **more)
    made = account(estate)
    states = compliance.states(estate.cloud, resource=made.lower())
    expected = [] if "notScopes" in more else [(where, "non-compliant")]
    assert [(one["assignment"], one["state"]) for one in states] == expected


def test_exemptions_let_through_and_show(estate: Estate) -> None:
    where = assigned(estate, definition(estate))
    exemption = f"{GROUP}/{AUTHORIZATION}/policyExemptions/old"
    estate.put(exemption, policyAssignmentId=where, exemptionCategory="Waiver", expiresOn="2026-12-01T00:00:00Z")
    made = account(estate)
    (state,) = compliance.states(estate.cloud, resource=made.lower())
    assert state["state"] == "exempt"
    estate.clock.forward(days=30)
    with refused("RequestDisallowedByPolicy", 403):
        account(estate)
    with refused("PolicyAssignmentNotFound", 404):
        estate.put(f"{exemption}2", policyAssignmentId=f"{where}x", exemptionCategory="Waiver")


def test_compliance_goes_with_the_resource(estate: Estate) -> None:
    assigned(estate, definition(estate), parameters={"effect": {"value": "Audit"}})
    made = account(estate)
    estate.cloud.delete(made)
    assert compliance.states(estate.cloud) == []


def identified(estate: Estate) -> dict[str, Any]:
    return {"location": "westeurope", "identity": {"type": "SystemAssigned"}}


def test_modify_and_append_change_the_request(estate: Estate) -> None:
    tag = {"field": "tags['Owner']", "operation": "addOrReplace", "value": "sales"}
    contributor = "/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c"
    details = {"roleDefinitionIds": [contributor], "operations": [tag]}
    modify = definition(estate, "owner", policyRule=rule({"effect": "modify", "details": details}), parameters={})
    assigned(estate, modify, "owner", body=identified(estate))
    append = [{"field": TLS, "value": "TLS1_2"}]
    what = definition(estate, "append", policyRule=rule({"effect": "append", "details": append}), parameters={})
    assigned(estate, what, "append")
    shown = estate.cloud.get(account(estate))
    assert (shown["tags"], shown["properties"]["minimumTlsVersion"]) == ({"Owner": "sales"}, "TLS1_2")
    with refused("AppendPoliciesFieldsExist", 403):
        account(estate, "sttwo", minimumTlsVersion="TLS1_0")


def test_two_policies_that_set_a_field_differently_refuse(estate: Estate) -> None:
    contributor = "/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c"
    for value in ("a", "b"):
        operation = {"field": "tags['Owner']", "operation": "addOrReplace", "value": value}
        details = {"roleDefinitionIds": [contributor], "operations": [operation]}
        what = definition(estate, value, policyRule=rule({"effect": "modify", "details": details}), parameters={})
        assigned(estate, what, value, body=identified(estate))
    with refused("ConflictingAppendPolicies", 403):
        account(estate)


def diagnostics(sink: str, **details: Any) -> dict[str, Any]:
    setting = {
        "type": "Microsoft.Insights/diagnosticSettings",
        "apiVersion": "2021-05-01-preview",
        "name": "by-policy",
        "scope": "[resourceId('Microsoft.KeyVault/vaults', parameters('vault'))]",
        "properties": {
            "workspaceId": "[parameters('sink')]",
            "logs": [{"category": "AuditEvent", "enabled": "[equals(parameters('vault'), parameters('vault'))]"}],
        },
    }
    template = {
        "parameters": {"vault": {"type": "string"}, "sink": {"type": "string", "defaultValue": sink}},
        "resources": [setting],
    }
    deployment = {"properties": {"mode": "incremental", "template": template}}
    deployment["properties"]["parameters"] = {"vault": {"value": "[field('name')]"}}
    details = {
        "type": "Microsoft.Insights/diagnosticSettings",
        "evaluationDelay": "AfterProvisioning",
        **details,
        "roleDefinitionIds": [
            "/providers/Microsoft.Authorization/roleDefinitions/749f88d5-cbae-40b8-bcfc-e573ddc772fa"
        ],
        "existenceCondition": {"field": "Microsoft.Insights/diagnosticSettings/workspaceId", "exists": True},
        "deployment": deployment,
    }
    vaults = {"field": "type", "equals": "Microsoft.KeyVault/vaults"}
    return {"if": vaults, "then": {"effect": "deployIfNotExists", "details": details}}


def test_what_is_missing_is_deployed_with_the_assignments_rights(estate: Estate) -> None:
    what = definition(estate, "diag", policyRule=diagnostics(workspace(estate)), parameters={})
    where = assigned(estate, what, "diag", body=identified(estate))
    first = vault(estate)
    (attempt,) = remediation.attempts(estate.cloud, resource=first.lower())
    assert attempt["state"] == "Failed"
    assert "lacks the roles" in attempt["problem"]
    who = estate.cloud.get(where)["identity"]["principalId"]
    assign(estate, ONE, who, "Monitoring Contributor")
    second = vault(estate, "kv-second")
    assert estate.cloud.exists(f"{second}/providers/Microsoft.Insights/diagnosticSettings/by-policy")
    assert remediation.attempts(estate.cloud, resource=second.lower())[0]["state"] == "Succeeded"
    vault(estate, "kv-second")
    states = {one["state"] for one in compliance.states(estate.cloud, resource=second.lower())}
    assert states <= {"compliant"}


def test_definitions_that_are_refused(estate: Estate) -> None:
    with refused("InvalidPolicyRule", 400):
        definition(estate, policyRule={"if": {"field": "type", "like": 1}, "then": {"effect": "explode"}})
    what = definition(estate)
    with refused("InvalidPolicyParameterUpdate", 400):
        definition(estate, parameters={}, policyRule=rule({"effect": "deny"}))
    with refused("InvalidPolicyParameterUpdate", 400):
        definition(estate, parameters={**EFFECT, "new": {"type": "String"}})
    assigned(estate, what)
    with refused("PolicyDefinitionInUse", 400):
        estate.cloud.delete(what)
    many = {f"p{number}": {"type": "String", "defaultValue": ""} for number in range(21)}
    with refused("PolicyParameterCountExceeded", 400):
        definition(estate, "many", parameters={**EFFECT, **many})


def test_assignments_that_are_refused(estate: Estate) -> None:
    needy = definition(estate, "needy", parameters={**EFFECT, "tag": {"type": "String"}})
    with refused("MissingPolicyParameter", 400):
        assigned(estate, needy)
    with refused("UndefinedPolicyParameter", 400):
        assigned(estate, needy, parameters={"tag": {"value": "a"}, "car": {"value": "b"}})
    with refused("InvalidPolicyParameters", 400):
        assigned(estate, needy, parameters={"tag": {"value": "a"}, "effect": {"value": "Explode"}})
    with refused("PolicyDefinitionNotFound", 404):
        assigned(estate, f"{needy}x")
    missing = definition(estate, "diag", policyRule=diagnostics(workspace(estate)), parameters={})
    with refused("ResourceIdentityRequired", 400):
        assigned(estate, missing)
    with refused("LocationRequired", 400):
        assigned(estate, missing, body={"identity": {"type": "SystemAssigned"}})
    with refused("InvalidPolicyAssignmentName", 400):
        estate.put(f"{GROUPS}/mg-a", displayName="a")
        what = definition(estate, scope=f"{GROUPS}/mg-a")
        assigned(estate, what, "n" * 25, scope=f"{GROUPS}/mg-a")


def initiative(estate: Estate, *members: dict[str, Any], **more: Any) -> str:
    made = estate.put(f"{ONE}/{AUTHORIZATION}/policySetDefinitions/set", policyDefinitions=list(members), **more)
    return str(made["id"])


def test_initiatives(estate: Estate) -> None:
    tls = definition(estate)
    needy = definition(estate, "needy", parameters={**EFFECT, "tag": {"type": "String"}})
    with refused("PolicyDefinitionNotFound", 404):
        initiative(estate, {"policyDefinitionId": f"{tls}x"})
    with refused("MissingPolicyParameter", 400):
        initiative(estate, {"policyDefinitionId": needy})
    with refused("UndefinedPolicyParameter", 400):
        initiative(estate, {"policyDefinitionId": tls, "parameters": {"car": {"value": "a"}}})
    made = initiative(
        estate,
        {
            "policyDefinitionId": tls,
            "policyDefinitionReferenceId": "tls",
            "parameters": {"effect": {"value": "[parameters('how')]"}},
        },
        parameters={"how": {"type": "String", "defaultValue": "Audit"}},
    )
    with refused("PolicyDefinitionInUse", 400):
        estate.cloud.delete(tls)
    assigned(estate, made, "set", parameters={"how": {"value": "Deny"}})
    with refused("RequestDisallowedByPolicy", 403):
        account(estate)


def test_the_identity_of_an_assignment_is_a_principal(estate: Estate) -> None:
    assert principal(estate)
    where = assigned(estate, definition(estate), body=identified(estate))
    who = estate.cloud.get(where)["identity"]["principalId"]
    assert estate.cloud.directory.principal_type(who) == "ServicePrincipal"

"""What policies write: after a delay, and by remediation tasks to what stood before them."""

from typing import Any

import pytest

from simulator.core import compliance, remediation

from .conftest import GROUP, ONE, Estate
from .refusing import refused
from .test_monitor import workspace
from .test_policy import AUTHORIZATION, assigned, definition, diagnostics, identified, rule
from .test_rights import assign
from .test_storage import account
from .test_vaults import vault

TASKS = "providers/Microsoft.PolicyInsights/remediations"
CONTRIBUTOR = "/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c"
TAGGED = {
    "roleDefinitionIds": [CONTRIBUTOR],
    "operations": [{"field": "tags['Owner']", "operation": "addOrReplace", "value": "sales"}],
}
UNTAGGED = {"field": "tags['Owner']", "exists": False}


def logged(estate: Estate, **more: Any) -> str:
    """A policy that gives vaults diagnostics, with the rights for it."""
    what = definition(estate, "diag", policyRule=diagnostics(workspace(estate), **more), parameters={})
    where = assigned(estate, what, "diag", body=identified(estate))
    assign(estate, ONE, estate.cloud.get(where)["identity"]["principalId"], "Monitoring Contributor")
    return where


def task(estate: Estate, assignment: str, *, scope: str = ONE, **more: Any) -> dict[str, Any]:
    made = estate.put(f"{scope}/{TASKS}/repair", policyAssignmentId=assignment, **more)
    found: dict[str, Any] = made["properties"]
    return found


def has_setting(estate: Estate, target: str) -> bool:
    return estate.cloud.exists(f"{target}/providers/Microsoft.Insights/diagnosticSettings/by-policy")


@pytest.mark.parametrize(("delay", "minutes"), [({"evaluationDelay": "PT1H5M"}, 65), ({"evaluationDelay": ""}, 10)])
def test_what_is_missing_is_deployed_when_the_delay_is_over(
    estate: Estate, delay: dict[str, str], minutes: int
) -> None:
    logged(estate, **delay)
    made = vault(estate)
    estate.clock.forward(minutes=minutes - 1)
    account(estate)
    assert not has_setting(estate, made)
    estate.clock.forward(minutes=2)
    account(estate, "stlater")
    assert has_setting(estate, made)


def test_nothing_is_deployed_for_what_got_it_in_the_meantime_or_went(estate: Estate) -> None:
    logged(estate, evaluationDelay="PT10M")
    first, second = vault(estate), vault(estate, "kv-gone")
    setting = f"{first}/providers/Microsoft.Insights/diagnosticSettings/by-hand"
    estate.put(setting, workspaceId=workspace(estate), logs=[{"category": "AuditEvent", "enabled": True}])
    estate.cloud.delete(second)
    estate.clock.forward(minutes=11)
    account(estate)
    assert remediation.attempts(estate.cloud) == []


def test_a_scan_sees_what_came_after_the_write(estate: Estate) -> None:
    logged(estate, evaluationDelay="PT10M")
    made = vault(estate)
    (before,) = compliance.states(estate.cloud, resource=made.lower())
    setting = f"{made}/providers/Microsoft.Insights/diagnosticSettings/by-hand"
    estate.put(setting, workspaceId=workspace(estate), logs=[{"category": "AuditEvent", "enabled": True}])
    compliance.scan(estate.cloud)
    (after,) = compliance.states(estate.cloud, resource=made.lower())
    assert (before["state"], after["state"]) == ("non-compliant", "compliant")


def test_a_task_deploys_to_what_stood_before(estate: Estate) -> None:
    made = vault(estate)
    where = logged(estate)
    done = task(estate, where, resourceDiscoveryMode="ReEvaluateCompliance")
    assert (done["provisioningState"], done["deploymentStatus"]["successfulDeployments"]) == ("Succeeded", 1)
    assert has_setting(estate, made)
    assert task(estate, where)["deploymentStatus"]["totalDeployments"] == 0


def test_a_task_finds_only_what_was_judged_unless_it_is_told_to_judge(estate: Estate) -> None:
    vault(estate)
    assert task(estate, logged(estate))["deploymentStatus"]["totalDeployments"] == 0


@pytest.mark.parametrize(
    "limits", [{"resourceCount": 0}, {"filters": {"locations": ["northeurope"]}}, {"scope": f"{ONE}/resourceGroups/x"}]
)
def test_a_task_stays_within_its_limits(estate: Estate, limits: dict[str, Any]) -> None:
    estate.put(f"{ONE}/resourceGroups/x", {"location": "westeurope"})
    vault(estate)
    where = logged(estate)
    done = task(estate, where, resourceDiscoveryMode="ReEvaluateCompliance", **limits)
    assert done["deploymentStatus"]["totalDeployments"] == 0


def test_a_task_tells_what_failed(estate: Estate) -> None:
    vault(estate)
    what = definition(estate, "diag", policyRule=diagnostics(workspace(estate)), parameters={})
    where = assigned(estate, what, "diag", body=identified(estate))
    done = task(estate, where, resourceDiscoveryMode="ReEvaluateCompliance")
    assert (done["provisioningState"], done["deploymentStatus"]["failedDeployments"]) == ("Failed", 1)
    assert "lacks the roles" in done["statusMessage"]


def test_a_task_changes_what_modify_would_also_where_it_is_not_enforced(estate: Estate) -> None:
    made = account(estate)
    modifies = rule({"effect": "modify", "details": TAGGED}, UNTAGGED)
    what = definition(estate, "owner", policyRule=modifies, parameters={}, mode="Indexed")
    where = assigned(estate, what, "owner", body=identified(estate), enforcementMode="DoNotEnforce")
    assign(estate, ONE, estate.cloud.get(where)["identity"]["principalId"], "Contributor")
    task(estate, where, scope=GROUP, resourceDiscoveryMode="ReEvaluateCompliance")
    assert estate.cloud.get(made)["tags"] == {"Owner": "sales"}
    (state,) = compliance.states(estate.cloud, resource=made.lower())
    assert state["state"] == "compliant"


def test_a_task_names_an_assignment_and_a_member(estate: Estate) -> None:
    where = logged(estate)
    with refused("PolicyAssignmentNotFound", 404):
        task(estate, f"{where}x")
    members = [
        {"policyDefinitionReferenceId": "diag", "policyDefinitionId": f"{ONE}/{AUTHORIZATION}/policyDefinitions/diag"}
    ]
    initiative = estate.put(f"{ONE}/{AUTHORIZATION}/policySetDefinitions/all", policyDefinitions=members)["id"]
    whole = assigned(estate, initiative, "all", body=identified(estate))
    for reference in ({}, {"policyDefinitionReferenceId": "absent"}):
        with refused("InvalidCreateRemediationRequest", 400):
            task(estate, whole, **reference)
    assert task(estate, whole, policyDefinitionReferenceId="diag")["provisioningState"] == "Succeeded"

"""Diagnostics by policy: the same settings as with templates, written by Azure with the assignments' identities."""

from typing import Any

import pytest

from config.guardrails import guardrail_settings
from policies.catalogue import rules
from policies.guardrails.pack import GuardrailPack
from policies.kit.settings import parse
from policies.packs import all_rules
from simulator.core import compliance, remediation
from tests.unit.config.reference import copy_estate
from tests.unit.policies.reference_plan import plan_of
from tests.unit.stacks.deployment import Deployment, deploy

_SETTING = "Microsoft.Insights/diagnosticSettings"
_BY_POLICY = {"estate.yaml": {"diagnostics": "policy"}}


@pytest.fixture(name="by_policy", scope="module")
def _by_policy(tmp_path_factory: pytest.TempPathFactory) -> Deployment:
    return deploy(copy_estate(tmp_path_factory.mktemp("policy"), change=_BY_POLICY))


def settings(deployment: Deployment) -> dict[str, tuple[Any, ...]]:
    """Every setting: its workspace, and what it sends."""
    return {
        one["id"].lower(): (
            one["properties"]["workspaceId"].lower(),
            *sorted(
                str(entry.get("categoryGroup") or entry["category"])
                for kind in ("logs", "metrics")
                for entry in one["properties"].get(kind) or ()
                if entry["enabled"]
            ),
        )
        for one in deployment.cloud.list(type=_SETTING)
    }


def test_everything_that_a_template_sends_is_sent_by_policy_too(by_policy: Deployment, reference: Deployment) -> None:
    wanted, found = settings(reference), settings(by_policy)
    assert wanted.keys() <= found.keys(), sorted(wanted.keys() - found.keys())
    assert {key: found[key] for key in wanted} == wanted


def test_stacks_of_a_landing_zone_write_those_of_workspaces_and_audits_only(by_policy: Deployment) -> None:
    written = {
        one.name
        for stack in (*by_policy.estate.landing_zones, *by_policy.estate.teams)
        for one in by_policy.registered[stack]
        if one.type == "azure-native:monitor:DiagnosticSetting"
    }
    assert written == {"spark-logs-workspace-diagnostics", "database-audit-diagnostics"}


def test_azure_finds_nothing_left_to_do(by_policy: Deployment) -> None:
    attempts = remediation.attempts(by_policy.cloud)
    assert {one["state"] for one in attempts} == {"Succeeded"}
    compliance.scan(by_policy.cloud)
    states = [one for one in compliance.states(by_policy.cloud) if one["assignment"].endswith("/diagnostics")]
    assert states
    assert [one for one in states if one["state"] != "compliant"] == []


def test_what_writes_may_write_in_its_zone_and_send_to_the_workspace(by_policy: Deployment) -> None:
    assigned = [
        one
        for one in by_policy.cloud.list(type="Microsoft.Authorization/policyAssignments")
        if "identity" in one and one["name"] == "diagnostics"
    ]
    zones = by_policy.estate.landing_zones.values()
    assert {one["properties"]["scope"] for one in assigned} == {
        f"/subscriptions/{zone.subscription_id}" for zone in zones
    }
    held = {one["identity"]["principalId"] for one in assigned}
    rights = {
        one["properties"]["scope"]
        for one in by_policy.cloud.list(type="Microsoft.Authorization/roleAssignments")
        if one["properties"]["principalId"] in held
    }
    management = {f"/subscriptions/{zone.subscription_id}" for zone in by_policy.estate.management_zones.values()}
    assert rights == {f"/subscriptions/{zone.subscription_id}" for zone in zones} | management


@pytest.mark.parametrize("stack", ["sales-dev", "crm", "customer-360"])
def test_previews_do_not_ask_for_what_azure_adds_afterwards(by_policy: Deployment, stack: str) -> None:
    groups = by_policy.exported["platform"]["contract"]["groups"]
    pack = GuardrailPack(rules(), parse(stack, guardrail_settings(by_policy.estate, stack, groups), all_rules()))
    assert [finding.message for finding in pack.judge_stack(plan_of(by_policy, stack))] == []

"""Policies that send logs: what each type gets, as Azure Policy would judge and write it."""

from typing import Any

import pytest

from arm.diagnostics import categories
from arm.policy.evaluate import CompiledPolicy
from arm.policy.parse_definition import load_definition
from arm.policy.run import Context
from components.governance.diagnostics_by_policy import (
    LOG_ANALYTICS_CONTRIBUTOR,
    MONITORING_CONTRIBUTOR,
    WORKSPACE,
    catalogue,
    definition,
    name_of,
    planned_types,
)
from components.governance.plan import check_catalogue, needed_roles
from tests.unit.components.before import LOCATION, resource_id

LOGS = "/subscriptions/1/resourceGroups/rg-logs/providers/Microsoft.OperationalInsights/workspaces/log-a"


def resource(arm_type: str, name: str = "a") -> dict[str, Any]:
    names = [name] * arm_type.count("/")
    return {
        "id": resource_id(arm_type, *names),
        "name": name,
        "type": arm_type,
        "location": LOCATION,
        "properties": {},
    }


def setting(workspace: str, *, enabled: bool = True, kind: str = "logs") -> dict[str, Any]:
    return {
        "type": "Microsoft.Insights/diagnosticSettings",
        "name": "central-workspace",
        "properties": {"workspaceId": workspace, kind: [{"category": "x", "enabled": enabled}]},
    }


def writes(arm_type: str, target: dict[str, Any], *standing: dict[str, Any]) -> bool:
    loaded = load_definition({"name": name_of(arm_type), "properties": definition(arm_type)})
    verdict = CompiledPolicy(loaded, {WORKSPACE: LOGS}).evaluate(target, Context(related=standing))
    assert not verdict.undecided
    return verdict.effect == "deployIfNotExists" and verdict.compliance == "non-compliant"


@pytest.mark.parametrize("arm_type", planned_types())
def test_each_type_gets_its_setting_and_is_left_alone_once_it_has_it(arm_type: str) -> None:
    offered = categories(arm_type)
    kind = "logs" if offered.logs or offered.groups else "metrics"
    assert writes(arm_type, resource(arm_type))
    assert not writes(arm_type, resource(arm_type), setting(LOGS, kind=kind))
    assert writes(arm_type, resource(arm_type), setting(f"{LOGS}-other", kind=kind))
    assert writes(arm_type, resource(arm_type), setting(LOGS, enabled=False, kind=kind))
    assert not writes(arm_type, resource("Microsoft.Example/others"))


def test_what_azure_makes_with_a_server_is_left_alone() -> None:
    assert not writes("Microsoft.Sql/servers/databases", resource("Microsoft.Sql/servers/databases", "master"))


def test_azure_stores_them_and_two_roles_are_enough() -> None:
    definitions, initiatives = catalogue()
    check_catalogue(definitions, initiatives)
    assert len(definitions) == len(planned_types())
    (whole,) = initiatives.values()
    roles = needed_roles(whole, definitions, {WORKSPACE: LOGS})
    assert {role.rsplit("/", 1)[-1] for role in roles} == {MONITORING_CONTRIBUTOR, LOG_ANALYTICS_CONTRIBUTOR}

"""Auditing and security alerts of dedicated SQL pools in the azure package."""

from collections.abc import Callable

import pytest

from simulator.core.cloud import Cloud
from simulator.providers.provider import InvalidRequestError, State

from .conftest import Driver

AUDITING = "azure:synapse/sqlPoolExtendedAuditingPolicy:SqlPoolExtendedAuditingPolicy"
ALERTS = "azure:synapse/sqlPoolSecurityAlertPolicy:SqlPoolSecurityAlertPolicy"


@pytest.fixture
def classic(open_driver: Callable[..., Driver]) -> Driver:
    return open_driver("azure")


@pytest.fixture
def pool(azure: Driver) -> State:
    place = {"resourceGroupName": "rg-lake", "workspaceName": "synw-sales", "location": "westeurope"}
    azure.create("azure-native:synapse:Workspace", **place, identity={"type": "SystemAssigned"})
    return azure.create("azure-native:synapse:SqlPool", **place, sqlPoolName="sqlpool", sku={"name": "DW100c"})


def test_auditing_shows_under_both_of_its_names_until_it_is_turned_off(
    classic: Driver, pool: State, cloud: Cloud
) -> None:
    made = classic.create(AUDITING, sqlPoolId=pool.id)
    assert made.id == f"{pool.id}/extendedAuditingSettings/default"
    assert classic.refresh(AUDITING, made) == made
    for name in ("extendedAuditingSettings", "auditingSettings"):
        shown = cloud.get(f"{pool.id}/{name}/default")["properties"]
        assert (shown["state"], shown["isAzureMonitorTargetEnabled"]) == ("Enabled", True)
    with pytest.raises(InvalidRequestError, match="already exists"):
        classic.create(AUDITING, sqlPoolId=pool.id)
    classic.session.delete(AUDITING, made)
    assert cloud.get(f"{pool.id}/auditingSettings/default")["properties"]["state"] == "Disabled"


def test_alerts_are_changed_in_place(classic: Driver, pool: State, cloud: Cloud) -> None:
    made = classic.create(ALERTS, sqlPoolId=pool.id, policyState="Enabled")
    assert classic.changes(ALERTS, made, emailAccountAdminsEnabled=True) == {"emailAccountAdminsEnabled": False}
    classic.update(ALERTS, made, emailAccountAdminsEnabled=True)
    shown = cloud.get(made.id)["properties"]
    assert (shown["state"], shown["emailAccountAdmins"]) == ("Enabled", True)
    assert classic.changes(ALERTS, made, sqlPoolId=f"{pool.id}2") == {"sqlPoolId": True}


def test_a_policy_needs_its_pool(classic: Driver, pool: State) -> None:
    with pytest.raises(InvalidRequestError, match="does not stand"):
        classic.create(AUDITING, sqlPoolId=f"{pool.id}2")
    made = classic.create(AUDITING, sqlPoolId=pool.id)
    assert classic.refresh(AUDITING, State(made.id.replace("sqlpool", "other"), made.outputs, made.inputs)) is None

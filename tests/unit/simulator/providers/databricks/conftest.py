"""A workspace, a metastore of its region and one of another, a connector, a group of Entra."""

from collections.abc import Callable

import pytest

from simulator.core.cloud import Cloud
from simulator.core.seed import plant
from simulator.providers.provider import State
from tests.unit.simulator.providers.conftest import Driver

from .bricks import CONNECTOR, GROUP_ID, LAKE, METASTORE, Bricks, workspace


@pytest.fixture
def standing(azure: Driver, cloud: Cloud) -> State:
    """A workspace, a metastore of its region and one of another, a connector, a group of Entra."""
    plant(cloud, {"metastores": {METASTORE: "westeurope", "elsewhere": "northeurope"}})
    cloud.directory.create(
        "group",
        {"id": GROUP_ID, "displayName": "grp-readers", "mailNickname": "grp-readers", "securityEnabled": True},
    )
    azure.create(
        "azure-native:databricks:AccessConnector",
        resourceGroupName="rg-lake",
        connectorName="dbac-sales",
        location="westeurope",
        identity={"type": "SystemAssigned"},
    )
    return workspace(azure, "dbw-engineering")


@pytest.fixture
def inside(standing: State, open_driver: Callable[..., Driver]) -> Bricks:
    return Bricks(open_driver("databricks", azureWorkspaceResourceId=standing.id))


@pytest.fixture
def bricks(inside: Bricks, standing: State) -> Bricks:
    """The workspace with its metastore and one external location."""
    inside.make("MetastoreAssignment", metastoreId=METASTORE, workspaceId=standing.outputs["workspaceId"])
    inside.make("StorageCredential", name="lakes", azureManagedIdentity={"accessConnectorId": CONNECTOR})
    inside.make("ExternalLocation", name="raw", url=f"{LAKE}/", credentialName="lakes")
    return inside

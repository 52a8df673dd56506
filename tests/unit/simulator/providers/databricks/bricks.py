"""A simulated Databricks with short verbs for tests."""

from typing import Any

import pytest

from arm.errors import ArmError
from simulator.providers.provider import State
from tests.unit.simulator.providers.conftest import GROUP, Driver

METASTORE = "5d0f8c1e-0a53-4a53-9a53-6a1d7f0c2e31"
CONNECTOR = f"{GROUP}/providers/Microsoft.Databricks/accessConnectors/dbac-sales"
LAKE = "abfss://raw@stlake.dfs.core.windows.net"
GROUP_ID = "0c9b0000-0000-4000-8000-000000000001"


def token(name: str) -> str:
    return f"databricks:index/{name[0].lower()}{name[1:]}:{name}"


def workspace(azure: Driver, name: str, location: str = "westeurope") -> State:
    return azure.create(
        "azure-native:databricks:Workspace",
        resourceGroupName="rg-lake",
        workspaceName=name,
        location=location,
        computeMode="Hybrid",
        managedResourceGroupId=f"{GROUP.rpartition('/')[0]}/rg-{name}-managed",
        sku={"name": "premium"},
    )


class Bricks:
    """Databricks with the tokens left out, and refusals by their codes."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver

    def make(self, kind: str, /, **inputs: Any) -> State:
        return self.driver.create(token(kind), **inputs)

    def refusal(self, kind: str, /, **inputs: Any) -> str:
        with pytest.raises(ArmError) as refused:
            self.make(kind, **inputs)
        return refused.value.code

    def unmaking(self, name: str, state: State) -> str:
        with pytest.raises(ArmError) as refused:
            self.driver.session.delete(token(name), state)
        return refused.value.code

    def stands(self, name: str, state: State) -> bool:
        return self.driver.refresh(token(name), state) is not None

    def know(self, group: str = GROUP_ID) -> dict[str, Any]:
        function = "databricks:index/getWorkspaceIamExternalGroupV2:getWorkspaceIamExternalGroupV2"
        return self.driver.session.invoke(function, {"name": f"external-groups/{group}"})

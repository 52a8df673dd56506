"""Pulumi's databricks package: entities of a workspace that stands in the simulated Azure, or of an account."""

from collections.abc import Mapping
from typing import Any

from arm.errors import ArmError
from simulator.core.cloud import Cloud
from simulator.providers.entities import rules
from simulator.providers.entities.session import EntitySession
from simulator.providers.entities.stored import Stored
from simulator.providers.entities.table import Entity, load
from simulator.providers.provider import Package

WORKSPACES = "Microsoft.Databricks/workspaces"


class Databricks(Stored):
    """Entities of one workspace; the workspace has to stand."""

    def create(self, entity: Entity, inputs: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        """Make an entity in a workspace that stands."""
        self._check_workspace()
        return super().create(entity, inputs)

    def _check_workspace(self) -> None:
        arm_id, host = self.settings.get("azureWorkspaceResourceId"), self.settings.get("host")
        if arm_id:
            stands = self.cloud.find(str(arm_id)) is not None
        elif host and not self.settings.get("accountId"):
            wanted = str(host).removeprefix("https://").rstrip("/")
            stands = any(
                (one.get("properties") or {}).get("workspaceUrl") == wanted for one in self.cloud.list(type=WORKSPACES)
            )
        else:
            stands = bool(self.settings.get("accountId"))
        if not stands:
            place = arm_id or host or "of no host and no account"
            raise ArmError("ENDPOINT_NOT_FOUND", f"The workspace `{place}` does not stand.", status=404)


def package(cloud: Cloud) -> Package:
    """What the server registers."""
    table = load("databricks")

    def open_session(settings: Mapping[str, Any]) -> EntitySession:
        return EntitySession(table, Databricks(cloud, table, rules.load("databricks"), settings))

    return Package("databricks", table.version, open_session)

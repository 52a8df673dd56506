"""Where entities stand: in a workspace, in the metastore that is assigned to it, or in the account."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from simulator.core.cloud import Cloud

WORKSPACES = "Microsoft.Databricks/workspaces"
ACCOUNT = "account"
ASSIGNED = "databricks-assigned-metastore"
"""Records of workspaces with a metastore, by the workspace's number."""


@cache
def facts() -> Mapping[str, Any]:
    """What the service accepts: places of classes, privileges by securable, levels by object, sizes."""
    text = files("simulator.providers.databricks").joinpath("facts.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


class Places:
    """What one configured provider reaches."""

    def __init__(self, cloud: Cloud, settings: Mapping[str, Any]) -> None:
        self.cloud = cloud
        self.settings = settings

    @property
    def in_account(self) -> bool:
        """Whether the provider speaks with the account and not with one workspace."""
        named = self.settings.get("azureWorkspaceResourceId")
        return not named and bool(self.settings.get("accountId"))

    def workspace(self) -> dict[str, Any] | None:
        """The workspace that the settings name, as Azure shows it; None where none stands."""
        arm_id, host = self.settings.get("azureWorkspaceResourceId"), self.settings.get("host")
        if arm_id:
            row = self.cloud.find(str(arm_id))
            return self.cloud.show(row) if row else None
        if not host or self.in_account:
            return None
        wanted = str(host).removeprefix("https://").rstrip("/")
        standing = self.cloud.list(type=WORKSPACES)
        return next((one for one in standing if one["properties"].get("workspaceUrl") == wanted), None)

    def workspace_place(self) -> str:
        """The workspace's key, its own or as the settings have it."""
        found = self.workspace()
        named = self.settings.get("azureWorkspaceResourceId") or self.settings.get("host") or ACCOUNT
        return str(found["id"] if found else named).lower()

    def metastore_id(self) -> str | None:
        """The metastore of the workspace; None where it has none."""
        found = self.workspace()
        number = found["properties"]["workspaceId"] if found else None
        record = self.cloud.store.record(ASSIGNED, str(number)) if number else None
        return str(record["metastore"]) if record else None

    def of(self, name: str) -> str:
        """The place of a class."""
        known = facts()
        if name in known["metastore"]:
            return f"metastore/{self.metastore_id()}"
        local = name in ("Group", "GroupMember", "ServicePrincipal", "User") and not self.in_account
        return ACCOUNT if name in known["account"] and not local else self.workspace_place()

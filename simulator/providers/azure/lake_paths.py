"""The lake's filesystems and paths, which Resource Manager does not have."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from arm import schema
from arm.clouds import suffix
from arm.errors import ArmError
from arm.ids import parse
from simulator.core.cloud import Cloud
from simulator.core.request import DEPLOYER
from simulator.providers.entities.backend import Backend
from simulator.providers.entities.outputs import shown
from simulator.providers.entities.table import Entity
from simulator.providers.provider import InvalidRequestError

CONTAINER = "azure-native:storage:BlobContainer"
PLACE = re.compile(r"^https://([^./]+)\.dfs\.[^/]+/([^/]+)(?:/(.*))?$")
_CLOUDS = {"usgovernment": "usgov"}
"""Clouds that the package calls by another name."""
STORAGE_ACCOUNTS = "Microsoft.Storage/storageAccounts"


class LakePaths(Backend):
    """Filesystems are blob containers; paths and access control lists live in the data plane."""

    def __init__(self, cloud: Cloud, settings: Mapping[str, Any]) -> None:
        self.cloud = cloud
        self.by_key = str(settings.get("storageUseAzuread")).lower() != "true"  # the engine sends text
        self.caller = str(settings.get("clientId") or DEPLOYER)
        environment = str(settings.get("environment") or "public")
        self.suffix = suffix("storage-dfs", _CLOUDS.get(environment, environment))

    def create(self, entity: Entity, inputs: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        """Make a filesystem or a directory."""
        account, filesystem, path = _place(inputs)
        if entity.name == "DataLakeGen2Filesystem":
            container = f"{account}/blobServices/default/containers/{filesystem}"
            if self.cloud.exists(container):
                raise InvalidRequestError(f"A resource with the ID '{container}' already exists: import it")
            self.cloud.put(container, schema.by_token(CONTAINER).api_version, {"properties": {}}, self.caller)
        elif self._found(account, filesystem, path) is not None:
            raise InvalidRequestError(f"A path '{path}' already exists in '{filesystem}': import it")
        self._write(inputs)
        return self._id(account, filesystem, path), self._outputs(entity, inputs)

    def update(
        self,
        entity: Entity,
        entity_id: str,  # noqa: ARG002 - the inputs name the place
        inputs: Mapping[str, Any],
        before: Mapping[str, Any],  # noqa: ARG002
    ) -> dict[str, Any]:
        """Change owner, group or access control."""
        self._write(inputs)
        return self._outputs(entity, inputs)

    def read(self, entity: Entity, entity_id: str, known: Mapping[str, Any]) -> dict[str, Any] | None:
        """A filesystem or directory as it stands."""
        match = PLACE.match(entity_id)
        if match is None:
            raise InvalidRequestError(f"`{entity_id}` is not the id of a lake path")
        name, filesystem, path = match.group(1), match.group(2), match.group(3) or ""
        account = str(known.get("storageAccountId") or self._account(name))
        found = self._found(account, filesystem, path)
        if found is None:
            return None
        place = {"storageAccountId": account}
        place |= (
            {"name": filesystem}
            if entity.name == "DataLakeGen2Filesystem"
            else {"filesystemName": filesystem, "path": path, "resource": "directory"}
        )
        return {**known, **place, "aces": _aces(found["acl"]), "owner": found["owner"], "group": found["group"]}

    def delete(self, entity: Entity, entity_id: str, known: Mapping[str, Any]) -> None:  # noqa: ARG002 - `known` names the place
        """Take a filesystem or directory down."""
        account, filesystem, path = _place(known)
        try:
            if entity.name == "DataLakeGen2Filesystem":
                self.cloud.delete(f"{account}/blobServices/default/containers/{filesystem}", self.caller)
            else:
                self.cloud.lake.delete(account, filesystem, path, recursive=True)
        except ArmError as refusal:
            if refusal.status != 404:
                raise

    def call(self, token: str, arguments: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG002
        """The package's functions are not simulated."""
        raise InvalidRequestError(f"S-FUN-001: the function `{token}` is not simulated")

    def _write(self, inputs: Mapping[str, Any]) -> None:
        account, filesystem, path = _place(inputs)
        self.cloud.lake.put(
            account,
            filesystem,
            path,
            acl=_entries(inputs.get("aces") or ()),
            owner=inputs.get("owner"),
            group=inputs.get("group"),
            caller=self.caller,
            by_key=self.by_key,
        )

    def _outputs(self, entity: Entity, inputs: Mapping[str, Any]) -> dict[str, Any]:
        found = self._found(*_place(inputs)) or {}
        computed = {"aces": _aces(found.get("acl", ())), "owner": found.get("owner"), "group": found.get("group")}
        return shown(entity, inputs, {name: value for name, value in computed.items() if value is not None})

    def _found(self, account: str, filesystem: str, path: str) -> dict[str, Any] | None:
        try:
            return self.cloud.lake.get(account, filesystem, path)
        except ArmError as refusal:
            if refusal.status == 404:
                return None
            raise

    def _account(self, name: str) -> str:
        found = [one["id"] for one in self.cloud.list(type=STORAGE_ACCOUNTS) if one["name"] == name]
        if not found:
            raise InvalidRequestError(f"the storage account `{name}` does not stand")
        return str(found[0])

    def _id(self, account: str, filesystem: str, path: str) -> str:
        host = f"https://{parse(account).name}.{self.suffix}/{filesystem}"
        return f"{host}/{quote(path)}" if path else host


def _place(values: Mapping[str, Any]) -> tuple[str, str, str]:
    filesystem = values.get("filesystemName") or values.get("name")
    if not filesystem:
        raise InvalidRequestError("a filesystem needs a name: autonaming is disabled")
    return str(values["storageAccountId"]), str(filesystem), str(values.get("path") or "").strip("/")


def _entries(aces: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{"scope": "access", **{name: value for name, value in ace.items() if value}} for ace in aces]


def _aces(entries: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [dict(entry) for entry in entries]

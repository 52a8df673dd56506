"""Entities of workspaces, metastores and the account, with what the service's API refuses."""

from collections.abc import Iterator, Mapping
from typing import Any

from arm.errors import ArmError
from simulator.core.cloud import Cloud
from simulator.providers.databricks import bindings, objects, principals, securables
from simulator.providers.databricks.places import ACCOUNT, ASSIGNED, WORKSPACES, Places, facts
from simulator.providers.entities.rules import EntityRules, Rules
from simulator.providers.entities.stored import RECORD, Stored
from simulator.providers.entities.table import Entity, Table

_WRITTEN_OVER = frozenset({"Grant", "Grants", "Permissions"})
"""Lists that the API takes as a whole: whoever writes last is right."""
_ASSIGNEES = ("principalId", "groupName", "userName", "servicePrincipalName")


class Databricks(Stored):
    """What one configured provider reaches."""

    def __init__(self, cloud: Cloud, table: Table, rules: Rules, settings: Mapping[str, Any]) -> None:
        super().__init__(cloud, table, rules, settings)
        self.places = Places(cloud, settings)

    def place_of(self, name: str) -> str:
        """The workspace, its metastore, or the account."""
        return self.places.of(name)

    def create(self, entity: Entity, inputs: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        """Make an entity where its place stands."""
        self._check_place(entity.name)
        if entity.name in _WRITTEN_OVER:
            with self.cloud.store.transaction():
                written = self._new_id(entity, self.rules.of(entity.name), inputs)
                self._take_down(entity.name, written)
                return super().create(entity, inputs)
        return super().create(entity, inputs)

    def call(self, token: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Bring a principal of Entra into the account, or find what stands."""
        function = token.rsplit(":", 1)[1]
        if principals.resolves(function):
            self._check_place("")
            with self.cloud.store.transaction():
                return principals.resolve(self.cloud, function, str(arguments["name"]))
        return super().call(token, arguments)

    def _check_place(self, name: str) -> None:
        workspace = self.places.workspace()
        if self.places.in_account and (name in facts()["account"] or not name):
            return
        if workspace is None:
            place = self.settings.get("azureWorkspaceResourceId") or self.settings.get("host")
            missing = f"`{place}`" if place else "that the provider names: neither a host nor an id"
            raise ArmError("ENDPOINT_NOT_FOUND", f"The workspace {missing} does not stand.", status=404)
        self.settings = {**self.settings, "host": workspace["properties"]["workspaceUrl"]}
        if name in facts()["metastore"] and self.places.metastore_id() is None:
            message = "No metastore assigned for the current workspace."
            raise ArmError("METASTORE_DOES_NOT_EXIST", message, status=404, target=str(workspace["id"]))

    def _check(self, entity: Entity, rules: EntityRules, inputs: Mapping[str, Any], own_id: str | None) -> None:
        super()._check(entity, rules, inputs, own_id)
        others = (row for row in self.rows(entity.name) if row["id"] != own_id)
        match entity.name:
            case "Grant" | "Grants":
                securables.check_grants(inputs, self.row, self._in_account)
            case "StorageCredential":
                securables.check_credential(self.cloud, inputs)
            case "ExternalLocation":
                self._check_bound("StorageCredential", str(inputs["credentialName"]))
                securables.check_location(inputs, others)
            case "Catalog" | "Schema" | "Volume":
                self._check_place_of_data(inputs, own_id)
            case "WorkspaceBinding":
                bindings.check_binding(self.cloud, inputs, self.row)
            case "Permissions":
                objects.check_permissions(inputs, self._in_workspace)
            case "PermissionAssignment":
                self._check_assignment(inputs)
            case "ClusterPolicy":
                objects.check_policy(inputs)
            case "Cluster":
                self._check_cluster(inputs)
            case "Job":
                self._check_job(inputs)
            case "SqlEndpoint":
                objects.check_warehouse(inputs)
            case "MetastoreAssignment":
                self._check_metastore(inputs)

    def _keep(self, entity: Entity, entity_id: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
        if entity.name == "MetastoreAssignment":
            record = {"metastore": str(inputs["metastoreId"])}
            self.cloud.store.put_record(ASSIGNED, str(inputs["workspaceId"]), record)
        if bindings.is_isolated(entity.name, inputs) and self.row(entity.name, entity_id) is None:
            bindings.remember(self.cloud, entity.name, entity_id, self._number())
        return super()._keep(entity, entity_id, inputs)

    def _take_down(self, name: str, entity_id: str) -> None:
        row = self.row(name, entity_id)
        if name == "MetastoreAssignment" and row:
            self.cloud.store.delete_record(ASSIGNED, str(row["inputs"]["workspaceId"]))
        bindings.forget(self.cloud, name, entity_id)
        kinds = [kind for kind, known in facts()["securables"].items() if known["entity"] == name]
        for grant in [one for lists in ("Grant", "Grants") for one in self.rows(lists)] if kinds else ():
            if securables.securable_of(grant["inputs"]) == (kinds[0], entity_id):
                super()._take_down(grant["entity"], grant["id"])
        super()._take_down(name, entity_id)

    def _new_id(self, entity: Entity, rules: EntityRules, inputs: Mapping[str, Any]) -> str:
        if entity.name in ("Grant", "Grants"):
            holder = [str(inputs["principal"])] if entity.name == "Grant" else []
            return "/".join((*securables.securable_of(inputs), *holder))
        if entity.name == "Permissions":
            known = next(name for name in facts()["objects"] if inputs.get(name))
            return f"/{facts()['objects'][known]['path']}/{inputs[known]}"
        if entity.name == "PermissionAssignment":
            return next(str(inputs[name]) for name in _ASSIGNEES if inputs.get(name))
        return super()._new_id(entity, rules, inputs)

    def _number(self) -> str:
        workspace = self.places.workspace()
        return str(workspace["properties"]["workspaceId"]) if workspace else ""

    def _check_bound(self, name: str, entity_id: str) -> None:
        row = self.row(name, entity_id)
        if row:
            bindings.check_bound(self.cloud, name, row, self._number(), self.row)

    def _check_place_of_data(self, inputs: Mapping[str, Any], own_id: str | None) -> None:
        self._check_bound("Catalog", str(inputs.get("catalogName")))
        if url := inputs.get("storageRoot") or inputs.get("storageLocation"):
            location = securables.location_of(url, self.rows("ExternalLocation"))
            bindings.check_bound(self.cloud, "ExternalLocation", location, self._number(), self.row)
        if inputs.get("volumeType"):
            securables.check_volume(inputs, self._taken_paths(own_id))

    def _in_account(self, name: str) -> bool:
        return principals.in_account(self.cloud, self.cloud.store.records(RECORD, parent=f"databricks/{ACCOUNT}"), name)

    def _in_workspace(self, name: str) -> bool:
        assigned = (row["inputs"].get(key) for row in self.rows("PermissionAssignment") for key in _ASSIGNEES)
        local = (row for kind in ("Group", "User", "ServicePrincipal") for row in self.rows(kind))
        return name in assigned or any(name in row["inputs"].values() for row in local)

    def _check_assignment(self, inputs: Mapping[str, Any]) -> None:
        named = [str(inputs[name]) for name in _ASSIGNEES if inputs.get(name)]
        if len(named) != 1:
            raise ArmError("INVALID_PARAMETER_VALUE", f"An assignment names one principal, not {len(named)}.")
        if not inputs.get("principalId") and not self._in_account(named[0]):
            raise ArmError("RESOURCE_DOES_NOT_EXIST", f"Principal {named[0]} is not in the account.", status=404)
        if set(inputs["permissions"]) - {"USER", "ADMIN"}:
            raise ArmError("INVALID_PARAMETER_VALUE", "Permissions of a workspace are USER and ADMIN.")

    def _check_cluster(self, inputs: Mapping[str, Any]) -> None:
        policy = inputs.get("policyId")
        if policy and self.row("ClusterPolicy", str(policy)) is None:
            raise self._missing("ClusterPolicy", str(policy))
        objects.check_cluster(inputs, self.row("ClusterPolicy", str(policy)) if policy else None)

    def _check_job(self, inputs: Mapping[str, Any]) -> None:
        objects.check_job(inputs)
        for cluster in inputs.get("jobClusters") or ():
            self._check_cluster({**cluster["newCluster"], **objects.ENDS_BY_ITSELF})
        for task in inputs["tasks"]:
            path = str((task.get("notebookTask") or {}).get("notebookPath") or "")
            if path and self.row("Notebook", path) is None:
                raise self._missing("Notebook", path)

    def _check_metastore(self, inputs: Mapping[str, Any]) -> None:
        made = {row["id"]: row["inputs"].get("region") for row in self.rows("Metastore")}
        region = {**made, **(self.cloud.store.setting("metastores") or {})}.get(str(inputs["metastoreId"]))
        if region is None:
            raise self._missing("Metastore", str(inputs["metastoreId"]))
        number = str(inputs["workspaceId"])
        for workspace in self.cloud.list(type=WORKSPACES):
            if workspace["properties"]["workspaceId"] == number and workspace["location"] != region:
                message = f"The workspace stands in {workspace['location']}, the metastore in {region}."
                raise ArmError("INVALID_PARAMETER_VALUE", message, target=str(workspace["id"]))

    def _taken_paths(self, own_id: str | None) -> Iterator[str]:
        """Paths of managed storage and of other volumes."""
        for row in self.rows("Schema"):
            if row["inputs"].get("storageRoot"):
                yield str(row["inputs"]["storageRoot"])
        for row in self.rows("Volume"):
            if row["id"] != own_id and row["inputs"].get("storageLocation"):
                yield str(row["inputs"]["storageLocation"])

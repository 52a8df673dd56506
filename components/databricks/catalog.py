"""The catalogue of a landing zone in Unity Catalog."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_databricks as databricks

from components._base import EstateComponent
from components._tokens import Token


@dataclass(frozen=True, kw_only=True)
class UnityCatalogArgs:
    """One catalogue."""

    catalog_name: str
    """Required. Its name, unique in the metastore: lower-case letters, digits and underscores."""
    comment: str
    """Required. What it holds."""
    storage_root: str
    """Required. Where tables without a place of their own are kept, such as
    `abfss://data@stwork.dfs.core.windows.net/_catalog`."""
    access_connector_resource_id: pulumi.Input[str]
    """Required. The identity by which it reads and writes the lakes."""
    locations: Mapping[str, str]
    """Required. Containers of the lakes by a stable key, such as `abfss://raw@straw.dfs.core.windows.net/`."""
    everyone: Sequence[str]
    """Required. Privileges of all account users on the catalogue: enough to go through it to what they may read."""
    metastore_id: str | None = None
    """Optional. The metastore that is assigned to the workspaces. Absent: the account assigns it."""
    workspaces: Mapping[str, pulumi.Input[str]] | None = None
    """Optional. The workspaces that get the metastore, by a stable key, as Databricks numbers them."""
    allow_data_removal: bool = False
    """Optional. Both keys turned: it may be deleted or replaced."""


@dataclass(frozen=True, kw_only=True)
class UnityCatalogOutputs:
    """The catalogue for schemas."""

    name: pulumi.Output[str]


class UnityCatalog(EstateComponent[UnityCatalogOutputs]):
    """A catalogue that reaches the zone's lakes by one identity, and that everybody may only walk through."""

    def __init__(self, name: str, args: UnityCatalogArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.UNITY_CATALOG, name, opts=opts)
        credential = databricks.StorageCredential(
            self.child_name("credential"),
            name=args.catalog_name,
            azure_managed_identity={"access_connector_id": args.access_connector_resource_id},
            comment=args.comment,
            isolation_mode="ISOLATION_MODE_ISOLATED",
            opts=self.stateless(depends_on=self._assigned(args)),
        )
        locations = [
            databricks.ExternalLocation(
                self.child_name(f"location-{key}"),
                name=f"{args.catalog_name}_{key}".replace("-", "_"),
                url=url,
                credential_name=credential.name,
                isolation_mode="ISOLATION_MODE_ISOLATED",
                opts=self.stateless(),
            )
            for key, url in sorted(args.locations.items())
        ]
        catalog = databricks.Catalog(
            self.child_name("catalog"),
            name=args.catalog_name,
            comment=args.comment,
            storage_root=args.storage_root,
            isolation_mode="OPEN",
            opts=self.data_bearing(allow_removal=args.allow_data_removal, depends_on=locations),
        )
        databricks.Grants(
            self.child_name("everyone"),
            catalog=catalog.name,
            grants=[{"principal": "account users", "privileges": list(args.everyone)}],
            opts=self.stateless(),
        )
        self.publish(UnityCatalogOutputs(name=catalog.name))

    def _assigned(self, args: UnityCatalogArgs) -> list[pulumi.Resource]:
        if args.metastore_id is None:
            return []
        return [
            databricks.MetastoreAssignment(
                self.child_name(f"metastore-{key}"),
                metastore_id=args.metastore_id,
                workspace_id=number,
                opts=self.stateless(),
            )
            for key, number in sorted((args.workspaces or {}).items())
        ]

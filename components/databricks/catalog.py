"""The catalogue of a landing zone in Unity Catalog."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pulumi
import pulumi_databricks as databricks

from components._base import EstateComponent
from components._tokens import Token
from components.databricks.principals import BricksPrincipal, name_of


@dataclass(frozen=True, kw_only=True)
class CatalogLocation:
    """One place in the lakes."""

    url: str
    """Required. Its address, such as `abfss://raw@straw.dfs.core.windows.net/General/crm`."""
    holder: BricksPrincipal | None = None
    """Optional. Who may put schemas and volumes there. Absent: whoever owns the catalogue."""


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
    locations: Mapping[str, CatalogLocation]
    """Required. Places that do not overlap, by a stable key."""
    everyone: Sequence[str]
    """Required. Privileges of all account users on the catalogue: enough to go through it to what they may read."""
    builders: Mapping[str, BricksPrincipal] = field(default_factory=dict)
    """Optional. Who may make schemas, by a stable key."""
    of_builders: Sequence[str] = ()
    """Conditional. Their privileges on the catalogue; required where there are some."""
    of_holders: Sequence[str] = ()
    """Conditional. Privileges of a location's holder on it; required where one has a holder."""
    metastore_id: str | None = None
    """Optional. The metastore that is assigned to the workspaces. Absent: the account assigns it."""
    workspaces: Mapping[str, pulumi.Input[str]] = field(default_factory=dict)
    """Optional. The workspaces that use it by a stable key, as Databricks numbers them: credential and locations are
    bound to them, and they get the metastore where one is named."""
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
        self._bind("credential", "storage_credential", credential.name, args)
        locations = [self._location(key, wanted, credential, args) for key, wanted in sorted(args.locations.items())]
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
            grants=[
                {"principal": "account users", "privileges": list(args.everyone)},
                *(
                    {"principal": name_of(self, builder), "privileges": list(args.of_builders)}
                    for _, builder in sorted(args.builders.items())
                ),
            ],
            opts=self.stateless(),
        )
        self.publish(UnityCatalogOutputs(name=catalog.name))

    def _location(
        self, key: str, wanted: CatalogLocation, credential: databricks.StorageCredential, args: UnityCatalogArgs
    ) -> databricks.ExternalLocation:
        location = databricks.ExternalLocation(
            self.child_name(f"location-{key}"),
            name=f"{args.catalog_name}_{key}".replace("-", "_"),
            url=wanted.url,
            credential_name=credential.name,
            isolation_mode="ISOLATION_MODE_ISOLATED",
            skip_validation=True,  # its folder is made by its team, which comes later
            opts=self.stateless(),
        )
        self._bind(f"location-{key}", "external_location", location.name, args)
        if wanted.holder:
            databricks.Grants(
                self.child_name(f"location-{key}-grants"),
                external_location=location.name,
                grants=[{"principal": name_of(self, wanted.holder), "privileges": list(args.of_holders)}],
                opts=self.stateless(),
            )
        return location

    def _bind(self, key: str, kind: str, securable: pulumi.Output[str], args: UnityCatalogArgs) -> None:
        """Isolated securables are at first bound to the workspace in which they were made, and to no other."""
        for role, number in sorted(args.workspaces.items()):
            databricks.WorkspaceBinding(
                self.child_name(f"{key}-in-{role}"),
                securable_type=kind,
                securable_name=securable,
                workspace_id=number,
                binding_type="BINDING_TYPE_READ_WRITE",
                opts=self.stateless(),
            )

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
            for key, number in sorted(args.workspaces.items())
        ]

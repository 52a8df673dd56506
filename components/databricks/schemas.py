"""Schemas of a catalogue, with everybody who may use them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_databricks as databricks

from components._base import EstateComponent
from components._tokens import Token
from components.databricks.principals import BricksPrincipal, name_of


@dataclass(frozen=True, kw_only=True)
class SchemaGrant:
    """What one holder may do with a schema."""

    principal: BricksPrincipal
    """Required. Who."""
    privileges: Sequence[str]
    """Required. Such as `SELECT`."""


@dataclass(frozen=True, kw_only=True)
class TeamSchema:
    """One schema."""

    schema_name: str
    """Required. Its name in the catalogue."""
    comment: str
    """Required. What it holds."""
    location: str
    """Required. The folder of its tables, or of the files in its volume `files`."""
    tables: bool
    """Required. Whether it holds tables."""
    grants: Sequence[SchemaGrant]
    """Required. Everybody who may use it; nobody where it is empty."""


@dataclass(frozen=True, kw_only=True)
class TeamSchemasArgs:
    """The schemas of a team."""

    catalog_name: pulumi.Input[str]
    """Required. The zone's catalogue."""
    schemas: Mapping[str, TeamSchema]
    """Required. Schemas by a stable key."""
    allow_data_removal: bool = False
    """Optional. Both keys turned: schemas may be deleted or replaced."""


@dataclass(frozen=True, kw_only=True)
class TeamSchemasOutputs:
    """The schemas by key, such as `cts_sales_dev.crm`."""

    names: Mapping[str, pulumi.Output[str]]


class TeamSchemas(EstateComponent[TeamSchemasOutputs]):
    """Schemas whose lists of grants are whole: who is not in them has nothing."""

    def __init__(self, name: str, args: TeamSchemasArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.TEAM_SCHEMAS, name, opts=opts)
        made = {key: self._schema(key, schema, args) for key, schema in sorted(args.schemas.items())}
        self.publish(TeamSchemasOutputs(names={key: schema.id for key, schema in made.items()}))

    def _schema(self, key: str, wanted: TeamSchema, args: TeamSchemasArgs) -> databricks.Schema:
        keep = self.data_bearing(allow_removal=args.allow_data_removal)
        schema = databricks.Schema(
            self.child_name(key),
            catalog_name=args.catalog_name,
            name=wanted.schema_name,
            comment=wanted.comment,
            storage_root=wanted.location if wanted.tables else None,
            opts=keep,
        )
        if not wanted.tables:
            databricks.Volume(
                self.child_name(f"{key}-files"),
                catalog_name=args.catalog_name,
                schema_name=schema.name,
                name="files",
                volume_type="EXTERNAL",
                storage_location=wanted.location,
                opts=keep,
            )
        if wanted.grants:
            databricks.Grants(
                self.child_name(f"{key}-grants"),
                schema=schema.id,
                grants=[
                    {"principal": name_of(self, grant.principal), "privileges": list(grant.privileges)}
                    for grant in wanted.grants
                ],
                opts=self.stateless(),
            )
        return schema

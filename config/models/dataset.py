"""Datasets: what an integration or a product offers, to whom, and until when."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from config.models.base import GUID, STACK_NAME, Days, Mail, Model, Text
from config.models.classification import Classification
from config.models.services import SERVICE_KEY

DatasetName = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9]*([_-][a-z0-9]+)*$", min_length=2, max_length=60)
]
"""A dataset: lower-case letters, digits, hyphens and underscores."""

Workload = Annotated[str, StringConstraints(pattern=f"^({GUID}|({STACK_NAME}/)?{SERVICE_KEY})$")]
"""An identity that reads or writes data: the key of a service of the same team, such as `pipelines`; a service of
another team, such as `customer-360/learning`; or an object id."""


class Ingest(StrEnum):
    """How data arrives."""

    BATCH = "batch"
    STREAMING = "streaming"
    CHANGE_CAPTURE = "change-capture"
    UPLOAD = "upload"


class Layer(StrEnum):
    """A layer of the lake."""

    RAW = "raw"
    ENRICHED = "enriched"
    CURATED = "curated"


class Right(StrEnum):
    """What somebody may do with a dataset."""

    READ = "read"
    WRITE = "write"


class Scan(Model):
    """How Microsoft Purview looks at a dataset, where the estate has an account."""

    schedule: Literal["weekly", "monthly", "never"] = "weekly"
    """How often its folders are scanned. `never` leaves them out of the catalogue."""
    level: Literal["incremental", "full"] = "incremental"
    """Whether a scan reads what has changed since the last one, or everything."""


class Access(Model):
    """One person's access to one layer, from an approved request. It ends by itself."""

    principal: Mail
    """A user principal name."""
    layer: Layer
    right: Right = Right.READ
    until: date
    """The last day on which it holds, in quotes, such as `"2027-03-31"`."""
    request: Text
    """The request from which it comes."""


class Dataset(Model):
    """One dataset."""

    title: Text
    """What people call it."""
    version: Annotated[str, StringConstraints(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$")] = "1.0.0"
    """The version of its data contract, by semantic versioning."""
    owner: Mail
    """The data owner: decides who may read it."""
    stewards: tuple[Mail, ...] = ()
    layers: tuple[Layer, ...] = Field(min_length=1)
    """Where it is kept: `raw` and `enriched` for an integration, `curated` for a product."""
    classification: Classification = Classification.INTERNAL
    """Its confidentiality, not above the zone's."""
    personal_data: bool = False
    """Personal data, and data of class `sensitive` or above, are kept in folders of their own (`Sensitive`)."""
    columns: dict[Text, Text] = Field(min_length=1)
    """Column to type, such as `order_id: string`."""
    format: Text = "delta"
    """Such as `delta`, `parquet` or `csv`."""
    ingest: Ingest = Ingest.BATCH
    source: Text | None = None
    """Where it comes from."""
    frequency: Text = "daily"
    """How often it is refreshed."""
    retention_days: Days | None = None
    """How long it is kept. Absent: for good. Files go so many days after they were last written, rows of tables so
    many days after the date in `retention_column`. Fewer days than are in force need both keys of removal."""
    retention_column: Text | None = None
    """The column of a date or time by which rows of tables age."""
    retention_by: Literal["estate", "team"] = "estate"
    """Who deletes what is older: rules of the estate, or the team's own pipelines."""
    quality_rules: tuple[Text, ...] = ()
    """What must hold, such as `order_id is unique`."""
    general_copy: bool = False
    """Of data in `Sensitive`: a copy without what makes them so is kept in `General`, for the same groups."""
    scan: Scan = Field(default_factory=Scan)
    """How it is scanned for the data catalogue."""
    access: tuple[Access, ...] = ()
    """Who may use it, beside its team."""
    workloads: dict[Workload, Right] = Field(default_factory=dict)
    """Services, and object ids of managed identities and service principals, with what they may do in every layer.
    Each takes one of the 28 entries of a folder's access list; people belong into groups, by `access`."""
    status: Literal["active", "retired"] = "active"
    """Of a retired dataset nobody has access any more; its data stay until both keys of removal are turned."""


class Certification(Model):
    """The mark of a product that the whole organisation may build on."""

    on: date
    """The day on which it was given, in quotes."""
    request: Text
    """The request from which it comes."""
    documentation: Text
    """Where its documentation is."""
    evidence: tuple[Text, ...] = Field(min_length=1)
    """Links to tests and assessments."""

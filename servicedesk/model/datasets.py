"""Requests about data: onboarding, updates, access, uploads."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from config.models.base import Mail, StackName, Text
from config.models.classification import Classification
from config.models.dataset import DatasetName, Ingest, Layer, Right, Workload
from servicedesk.model.base import Reason, RequestBody


class DatasetRequest(RequestBody):
    """A new dataset. Integration Ops triages it: is there already one like it?"""

    kind: Literal["dataset"]
    name: DatasetName
    """Such as `customer_orders`."""
    integration: StackName
    """The stack of the integration, or product, that shall bring it in."""
    title: Text
    """What people call it."""
    source_location: Text
    """Where it is today: system, database and table, or path."""
    columns: dict[Text, Text] = Field(min_length=1)
    """Column to type, such as `order_id: string`."""
    format: Text
    """Such as `parquet`, `csv` or `avro`."""
    ingest: Ingest
    frequency: Text
    """How often it is refreshed, such as `hourly`."""
    classification: Classification
    owner: Mail
    """The data owner: decides who may read it."""
    stewards: tuple[Mail, ...] = ()
    contains_personal_data: bool
    """Personal data go to folders of their own, masked for people."""
    quality_rules: tuple[Text, ...] = ()
    """What must hold, such as `order_id is unique`."""
    retention_days: Annotated[int, Field(ge=1, le=36500)]
    """How long it is kept."""
    retention_column: Text | None = None
    """Of tables: the column of a date or time by which rows age."""
    retention_by: Literal["estate", "team"] = "estate"
    """Who deletes what is older: rules of the estate, or the team's own pipelines."""
    workloads: dict[Workload, Right] = Field(default_factory=dict)
    """Services that read or write it, such as `pipelines: write`; those of another team as `stack/service`."""
    searched_catalog_for: Text
    """What was searched for in the catalogue before asking."""
    not_served_by: dict[DatasetName, Reason] = Field(default_factory=dict)
    """Datasets that look like it, each with why it does not serve; the estate names those that it finds."""


class DatasetUpdateRequest(RequestBody):
    """A change of a dataset that exists."""

    kind: Literal["dataset-update"]
    name: DatasetName
    integration: StackName
    """The stack of the integration, or product, that owns it."""
    change: Reason
    """What shall change."""
    columns_added: dict[Text, Text] = Field(default_factory=dict)
    """Column to type."""
    columns_removed: tuple[Text, ...] = ()
    """Removing columns breaks readers: they are told."""
    frequency: Text | None = None
    classification: Classification | None = None
    retention_days: Annotated[int, Field(ge=1, le=36500)] | None = None


class AccessRequest(RequestBody):
    """Access to a dataset for people, a team or an application; it ends by itself."""

    kind: Literal["access"]
    dataset: DatasetName
    owning_stack: StackName
    """The stack of the integration or product that owns the dataset."""
    layer: Layer = Layer.ENRICHED
    right: Right = Right.READ
    """Only those who create a dataset may ask to write."""
    principals: tuple[Mail, ...] = Field(min_length=1)
    """Who gets access, by user principal name."""
    using_stack: StackName | None = None
    """The product or zone for which it is used. In another zone, both zones approve."""
    days: Literal[30, 90] = 30
    """After so many days it ends, unless renewed."""
    renewal_of: Text | None = None
    """The request that this one renews."""
    columns: tuple[Text, ...] = ()
    """The columns needed. Empty: all that are not masked."""


class UploadStorageRequest(RequestBody):
    """A storage account to which somebody outside drops files, for a while."""

    kind: Literal["upload-storage"]
    landing_zone: StackName
    integration: StackName
    """The stack of the integration that takes the files in."""
    provider: Text
    """Who uploads."""
    provider_address_ranges: tuple[Text, ...] = Field(min_length=1)
    """Public addresses from which it uploads, such as `203.0.113.0/24`."""
    classification: Classification
    expected_gigabytes: Annotated[int, Field(ge=1, le=500_000)]
    remove_on: date
    """The day on which it is removed."""

"""`landing-zone`: a data landing zone. Owned by its DLZ Ops team."""

from datetime import date
from enum import StrEnum
from ipaddress import IPv4Network
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from config.models.base import Guid, Mail, Model, Network, Region, Slug, StackName, Text, immutable
from config.models.classification import Classification
from config.models.databricks import SharedDatabricks
from config.models.team import Team


class LakeRedundancy(StrEnum):
    """How a lake's data is replicated (the storage account's SKU without its tier)."""

    LRS = "LRS"
    ZRS = "ZRS"
    GRS = "GRS"
    RAGRS = "RAGRS"
    GZRS = "GZRS"
    RAGZRS = "RAGZRS"


class Lifecycle(Model):
    """Days without modification after which a blob moves to a colder tier."""

    cool_after_days: Annotated[int, Field(ge=1, le=99999)] | None = 90
    cold_after_days: Annotated[int, Field(ge=1, le=99999)] | None = None
    archive_after_days: Annotated[int, Field(ge=1, le=99999)] | None = None
    """Refused on zone-redundant lakes: Azure has no archive tier there."""
    delete_after_days: Annotated[int, Field(ge=1, le=99999)] | None = None


class Lake(Model):
    """Settings of one of the three lakes."""

    redundancy: LakeRedundancy = LakeRedundancy.ZRS
    lifecycle: Lifecycle = Field(default_factory=Lifecycle)


class Lakes(Model):
    """The three lakes: accounts `raw`, `encur` (enriched and curated) and `work` (workspaces)."""

    raw: Lake = Field(default_factory=Lake)
    enriched_curated: Lake = Field(default_factory=Lake)
    workspace: Lake = Field(default_factory=Lake)
    allowed_ip_ranges: tuple[IPv4Network, ...] = ()
    """Public addresses that pass the lakes' firewalls, such as `203.0.113.0/24`. Any entry opens the public
    endpoints: guardrails refuse it unless an exemption is in force."""
    layout: Literal["zones", "layers"] = "zones"
    """`zones`: containers raw, enriched, curated, workspace. `layers`: landing, conformance, standardized,
    data-products, analytics-sandbox."""


UploadKey = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]{1,9}$")]


class Upload(Model):
    """Storage into which somebody outside drops files, for a while; an integration pulls them into raw."""

    integration: StackName
    """The stack of the integration, of this zone, that takes the files in."""
    provider: Text
    """Who uploads."""
    address_ranges: tuple[IPv4Network, ...] = Field(min_length=1)
    """Public addresses from which it uploads, such as `203.0.113.0/24`. They open the public endpoint to them alone;
    guardrails refuse it unless an exemption is in force on the zone's group for external storage."""
    classification: Classification
    """The class of what is dropped; at most the zone's."""
    remove_on: date
    """The day on which it is removed, in quotes, such as `"2027-03-31"`."""
    request: Text
    """The request that asked for it."""


class Runtime(Model):
    """A self-hosted integration runtime of the zone: the way of its data factories to sources that Azure does not
    reach. Machines near the sources register with it by a key that is read in Azure and kept nowhere here."""

    registered: bool = False
    """Whether a machine has registered. The data factories of the zone's teams are linked from then on: Azure links
    none before."""


class LandingZoneStack(Model):
    """One unit of scale: a subscription with network, lakes, shared services, integrations and products."""

    kind: Literal["landing-zone"]
    name: Slug = immutable()
    """The zone's workload name, part of every physical name in it."""
    environment: Slug = immutable()
    """One of the environments of `estate.yaml`."""
    region: Region = immutable()
    """Where it stands; one of the regions of `estate.yaml`."""
    subscription_id: Guid = immutable()
    """The subscription that it fills; no two zones share one."""
    address_prefix: Network = immutable()
    """Its address space, /16 to /22, inside the region's address pool and overlapping nothing."""
    management_zone: StackName
    """The stack of the management zone that governs it."""
    business_unit: Text
    """The part of the organisation whose data lives here."""
    cost_center: Text
    """Who pays."""
    service_owner: Team
    """Accountable for the zone, its integrations and its products."""
    ops: Team
    """DLZ Ops: operates the zone and approves what is built in it."""
    classification: Classification = Classification.CONFIDENTIAL
    """The highest class of data that may be stored here."""
    lakes: Lakes = Field(default_factory=Lakes)
    uploads: dict[UploadKey, Upload] = Field(default_factory=dict)
    """Storage for uploads from outside, by key: part of the names of its resources."""
    runtime: Runtime | None = None
    """A self-hosted integration runtime that the data factories of the zone's teams share. Absent: there is none."""
    databricks: SharedDatabricks | None = None
    """Databricks workspaces that the zone's teams and analysts share. Absent: there are none."""
    customer_managed_keys: bool = immutable(default=False)
    """Whether lakes, uploads, and services of teams where Azure lets them, are encrypted with keys in the zone's and
    the teams' vaults. What has lost its key can be read no more."""
    bastion: bool = False
    """Deploy Azure Bastion in the zone's network."""
    alert_mail: Mail | None = None
    """Where alerts go. Absent: the operations team's mail."""
    monthly_budget: Annotated[int, Field(gt=0)] | None = None
    """Budget in the billing currency. Absent: the estate's default for landing zones."""
    allow_data_removal: bool = False
    """The stack's key of the two that removing stored data needs."""
    tags: dict[str, str] = Field(default_factory=dict)
    """More tags, over those of `estate.yaml`."""

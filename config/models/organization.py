"""`estate.yaml`: what holds for the whole estate."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, IPvAnyAddress, StringConstraints

from config.models.base import (
    Days,
    Guid,
    Model,
    Network,
    Region,
    ResourceIdText,
    ResourceTypeText,
    Slug,
    Text,
    immutable,
)
from config.models.classification import Classification
from config.models.databricks import Databricks
from config.models.delivery import Delivery
from config.models.notifications import ByFile, Notifications
from config.models.team import CentralTeams


class DnsRegistration(StrEnum):
    """Who writes the A records of private endpoints."""

    TEMPLATE = "template"
    """Each endpoint carries its zone group."""
    POLICY = "policy"
    """An Azure Policy with effect deployIfNotExists adds the zone group."""


class DiagnosticsRegistration(StrEnum):
    """Who writes the diagnostic settings of landing zones and their teams."""

    TEMPLATE = "template"
    """Each resource comes with its setting."""
    POLICY = "policy"
    """Azure Policies with effect deployIfNotExists add the settings, to resources made by hand as well."""


class GroupNamePart(StrEnum):
    """A part of the name of a dataset's group."""

    ZONE = "zone"
    """The landing zone's stack, such as `sales-dev`."""
    DOMAIN = "domain"
    """The landing zone's workload name, such as `sales`, for estates with a zone per data domain."""
    OWNER = "owner"
    """The stack of the integration or product, such as `crm`."""
    LAYER = "layer"
    """`RAW`, `ENR` or `CUR`."""
    DATASET = "dataset"
    RIGHT = "right"
    """`R` or `RW`."""


_GROUP_NAME = (
    GroupNamePart.ZONE,
    GroupNamePart.OWNER,
    GroupNamePart.LAYER,
    GroupNamePart.DATASET,
    GroupNamePart.RIGHT,
)


def _tells_apart(value: tuple[GroupNamePart, ...]) -> tuple[GroupNamePart, ...]:
    if len(set(value)) < len(value) or not {GroupNamePart.DATASET, GroupNamePart.RIGHT} <= set(value):
        raise ValueError("each part once, `dataset` and `right` among them")
    return value


class GuardrailLevel(StrEnum):
    """What a guardrail that is broken does to a preview."""

    MANDATORY = "mandatory"
    """The preview fails."""
    ADVISORY = "advisory"
    """The preview warns."""


class Organization(Model):
    """Who the estate belongs to."""

    name: Text
    """Display name, such as `Contoso`."""
    prefix: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]{1,4}$")] = immutable()
    """2 to 5 lower-case letters and digits, first a letter; the second part of every physical name."""
    tenant_id: Guid = immutable()
    """The Entra tenant."""
    name_salt: Annotated[str, StringConstraints(min_length=1, max_length=64)] = immutable()
    """Goes into the hash that makes globally unique names unique. Changing it would rename them."""


class Environment(Model):
    """One environment: a boundary of rights and of guardrail levels."""

    people_write: bool = False
    """Whether people hold write roles here. Deploy identities always do. True suits development only."""
    guardrails: GuardrailLevel = GuardrailLevel.MANDATORY
    """The level of every guardrail that does not state its own."""
    allowed_skus: dict[ResourceTypeText, tuple[Text, ...]] = Field(default_factory=dict)
    """Per resource type, such as `Microsoft.Storage/storageAccounts`, the SKUs that may be planned here. Types that
    are not named may have any that the guardrails accept."""
    data_removal: bool = False
    """The estate's key of the two that removing stored data needs; the stack's `allow_data_removal` is the other."""


class Hub(Model):
    """The connectivity hub of one region, owned by the cloud platform."""

    virtual_network_resource_id: ResourceIdText
    """The hub's virtual network."""
    address_prefixes: tuple[Network, ...] = Field(min_length=1)
    """What the hub occupies: no zone may overlap it."""
    firewall_private_ip: IPvAnyAddress | None = None
    """Next hop of the zones' default route. Absent: no default route is written."""
    dns_servers: tuple[IPvAnyAddress, ...] = ()
    """DNS servers of the zones' networks (the hub's DNS proxy). Absent: Azure's own DNS."""
    use_remote_gateways: bool = False
    """Whether zones use the hub's VPN or ExpressRoute gateway."""
    manage_peering: bool = True
    """Whether the hub's half of each peering is created here too."""


class Connectivity(Model):
    """What exists before the estate and is used by it, by id."""

    hubs: dict[Region, Hub] = Field(default_factory=dict)
    """One hub per region that has zones."""
    private_dns_zones_resource_group_id: ResourceIdText | None = None
    """An existing group with all private DNS zones. Absent: the management zone creates them."""
    log_analytics_workspace_resource_id: ResourceIdText | None = None
    """An existing central workspace. Absent: the management zone creates one."""
    monitor_private_link_scope_resource_id: ResourceIdText | None = None
    """An existing Azure Monitor private link scope that the zones' networks reach: the Application Insights of services
    are put into it. Absent: the management zone's own, where it says `monitor_private_link`. Without either, these take
    nothing in and answer nobody, since they are closed to public networks, until somebody puts them into one."""
    purview_account_resource_id: ResourceIdText | None = None
    """An existing Purview account."""
    container_registry_resource_id: ResourceIdText | None = None
    """An existing container registry."""


class Tags(Model):
    """Tags on every resource and resource group."""

    defaults: dict[str, str] = Field(default_factory=dict)
    """Tags that every resource carries, beside those that the estate computes."""
    required: tuple[str, ...] = ("Owner", "Environment", "CostCenter")
    """Keys that no resource group may lack."""


class Monitoring(Model):
    """Central monitoring defaults."""

    retention_days: Annotated[int, Field(ge=30, le=730)] = 90
    """Days that logs stay searchable in Log Analytics, 30 to 730."""
    daily_cap_gb: Annotated[float, Field(gt=0)] | None = None
    """Ingestion cap in gigabytes a day. Absent: no cap."""
    workbook: bool = True
    """Whether every integration and product has a workbook: its services, their alerts and failures, its budget."""


class Protection(Model):
    """Locks and retention."""

    locks: bool = True
    """Whether data-bearing resources carry a delete lock."""
    soft_delete_days: Annotated[int, Field(ge=8, le=90)] = 14
    """Days that deleted blobs and containers can be restored, 8 to 90."""
    longest_personal_data_days: Days | None = None
    """Days for which datasets with personal data are kept at most. Absent: as long as each says."""
    longest_class_days: dict[Classification, Days] = Field(default_factory=dict)
    """Days for which datasets of a class, such as `restricted`, are kept at most."""


class Scans(Model):
    """How the estate's Purview account reaches what it scans."""

    runtime: Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9-]{2,62}$")] | None = None
    """The integration runtime of the account through which scans reach the lakes: in a managed virtual network, or
    self-hosted. Absent: Azure's own, which lakes without a public endpoint do not let in."""


class Telemetry(Model):
    """What the use of data calls for. The guidance gives no figures; these are starting points."""

    popular_readers: Annotated[int, Field(ge=1)] = 10
    """Different readers from which on a dataset counts as popular."""
    cold_days: Annotated[int, Field(ge=30, le=730)] = 90
    """Days without a reader after which a dataset is proposed for archive, 30 to 730."""


class Budgets(Model):
    """Monthly budget defaults; amounts in the billing currency."""

    landing_zone: Annotated[int, Field(gt=0)] = 5000
    """For a landing zone's subscription."""
    team: Annotated[int, Field(gt=0)] = 500
    """For the resource group of an integration or product."""


class EstateSettings(Model):
    """The whole of `estate.yaml`."""

    organization: Organization
    environments: dict[Slug, Environment] = Field(min_length=1)
    """Environments by short name, such as `dev` and `prod`."""
    regions: tuple[Region, ...] = Field(min_length=1)
    """Regions in which resources may stand. Guardrails refuse any other."""
    address_pools: dict[Region, tuple[Network, ...]]
    """Per region, the ranges from which zones take their address space."""
    connectivity: Connectivity = Field(default_factory=Connectivity)
    dns_registration: DnsRegistration = DnsRegistration.TEMPLATE
    diagnostics: DiagnosticsRegistration = DiagnosticsRegistration.TEMPLATE
    longest_exemption_days: Annotated[int, Field(ge=1, le=1095)] | None = None
    """Days from today after which no exemption may expire, 1 to 1095. Absent: whoever approves decides."""
    policy_folder: Text | None = None
    """A folder of Azure Policy JSON, relative to this file: every stack is judged by it too. Absent: there is none."""
    teams: CentralTeams
    delivery: Delivery | None = None
    """Repositories, pipelines and deploy identities. Absent: they are kept outside the estate."""
    databricks: Databricks | None = None
    """The Databricks account. Absent: no zone has a catalogue of its lakes."""
    access_packages: bool = False
    """Whether people may ask for access to datasets in Entra entitlement management as well: a catalogue per landing
    zone, a package per group. It needs licences of Microsoft Entra ID Governance."""
    dataset_group_name: Annotated[tuple[GroupNamePart, ...], AfterValidator(_tells_apart)] = _GROUP_NAME
    """What the names of datasets' groups are made of, after `grp` and the prefix. Another order renames the groups;
    they stay, with their members."""
    notifications: Notifications = Field(default_factory=ByFile)
    """How people are told what the service desk has for them: `by` `file`, `mail` or `webhook`."""
    tags: Tags = Field(default_factory=Tags)
    monitoring: Monitoring = Field(default_factory=Monitoring)
    protection: Protection = Field(default_factory=Protection)
    budgets: Budgets = Field(default_factory=Budgets)
    scans: Scans = Field(default_factory=Scans)
    telemetry: Telemetry = Field(default_factory=Telemetry)
    cloud: Literal["public", "usgov", "china"] = "public"
    """The Azure cloud: it decides host suffixes and private DNS zone names."""

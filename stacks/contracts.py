"""What each kind of stack exports: one typed, versioned contract per kind."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Contract(BaseModel):
    """A frozen shape. A consumer refuses any other, so that a change of shape is seen before anything is built."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class VirtualNetwork(Contract):
    """A zone's network, for those who peer with it or stand in it."""

    id: str
    name: str
    resource_group: str
    subscription_id: str
    region: str
    address_prefix: str


class PlatformContract(Contract):
    """What `platform` exports."""

    version: Literal[1] = 1
    management_groups: dict[str, str]
    """Management group ids by key, such as `data-prod`."""
    groups: dict[str, str]
    """Object ids of the Entra groups by key, such as `sales-dev/ops`."""
    deploy_identities: dict[str, str]
    """Object ids of the deploy identities by stack; empty where delivery is kept outside."""
    subscriptions: dict[str, str]
    """Ids of the subscriptions that were made, by the landing zone they are for; empty where none is."""


class ManagementZoneContract(Contract):
    """What `management-zone` exports."""

    version: Literal[1] = 1
    virtual_network: VirtualNetwork
    subnets: dict[str, str]
    """Subnet ids by role."""
    private_dns_zones: dict[str, str]
    """Private DNS zone ids by zone name."""
    private_dns_resource_group_id: str
    """The group in which the private DNS zones stand."""
    log_analytics_workspace_id: str
    key_vault_id: str
    catalogue: dict[str, str] = Field(default_factory=dict)
    """The Purview account that the zone has: its `id`, and the `principal_id` of its identity. Empty where the zone
    has none."""


class LakeAccount(Contract):
    """One lake."""

    id: str
    name: str
    dfs_endpoint: str


class LandingZoneContract(Contract):
    """What `landing-zone` exports."""

    version: Literal[1] = 1
    virtual_network: VirtualNetwork
    resource_groups: dict[str, str]
    """Resource group names by role."""
    subnets: dict[str, str]
    """Core subnet ids by role."""
    team_network_security_group_id: str
    """The network security group that team subnets use."""
    route_table_id: str
    """The route table that team subnets use."""
    lakes: dict[str, LakeAccount]
    """The lakes by role: `raw`, `enriched-curated`, `workspace`."""
    log_analytics_workspace_id: str
    """The workspace to which diagnostics of everything in the zone go."""
    spark_log_workspace_id: str
    """The zone's own workspace, for logs of its Spark clusters only."""
    action_group_id: str
    """Whom alerts of the zone reach."""
    access_catalog_id: str | None = None
    """The catalogue of the zone's access packages; None where the estate has none."""
    databricks: dict[str, str] = Field(default_factory=dict)
    """Ids of the shared Databricks workspaces by role; empty where the zone has none."""
    cluster_policies: dict[str, str] = Field(default_factory=dict)
    """Ids of the policies of teams' Databricks clusters by stack; empty where the zone has no workspace."""
    sql_warehouse_id: str | None = None
    """The SQL warehouse of the zone's analysts, as Databricks names it; None where the zone has none."""


class PeeringContract(Contract):
    """What `peering` exports."""

    version: Literal[1] = 1
    peerings: dict[str, str]
    """Ids of the peering halves by `<local>-to-<remote>`."""


class TeamContract(Contract):
    """What `integration` and `product` export."""

    version: Literal[1] = 1
    resource_group: str
    resource_group_id: str
    subnet_id: str
    key_vault_id: str
    key_vault_uri: str
    services: dict[str, str]
    """Ids of the services by key."""
    identities: dict[str, str] = Field(default_factory=dict)
    """Object ids of the identities with which its services read and write data, by key; of those that have one."""
    model_endpoints: dict[str, str] = Field(default_factory=dict)
    """Names of the endpoints of models, by service, kind and key, such as `learning-online-scoring`."""
    dataset_groups: dict[str, str]
    """Object ids of the groups of its datasets by key, such as `contacts-enriched-read`."""
    lake_folders: dict[str, str]
    """Addresses of its folders in the lakes by key, such as `contacts-raw-sensitive`."""

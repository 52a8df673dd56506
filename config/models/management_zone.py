"""`management-zone`: the data management landing zone. Owned by Data Platform Ops."""

from typing import Literal

from pydantic import Field

from config.models.base import Guid, Model, Network, Region, Slug, Text, immutable


class Catalogue(Model):
    """A Microsoft Purview account of the estate's own: no public access, reached through private endpoints."""

    region: Region | None = immutable(default=None)
    """Where it stands; one of the regions of `estate.yaml`, and one in which Azure offers Purview. Absent: the
    zone's."""


class ManagementZoneStack(Model):
    """Governance for all landing zones: network, private DNS, central monitoring, vault, catalogue."""

    kind: Literal["management-zone"]
    name: Slug = immutable()
    """The zone's workload name, part of every physical name in it."""
    environment: Slug = immutable()
    """One of the environments of `estate.yaml`."""
    region: Region = immutable()
    """Where it stands; one of the regions of `estate.yaml`."""
    subscription_id: Guid = immutable()
    """The subscription that it fills."""
    address_prefix: Network = immutable()
    """Its address space, /16 to /22, inside the region's address pool."""
    cost_center: Text
    """Who pays."""
    firewall: bool = False
    """Deploy a firewall of its own. Production uses the connectivity hub's."""
    monitor_private_link: bool = False
    """Keep a private link scope of Azure Monitor: people query the central workspace through it, and the Application
    Insights of services are put into it. Networks that share private DNS zones can use one scope only: leave it off
    where `connectivity` names an existing one."""
    synapse_studio: bool = False
    """Keep a private link hub, through which people open Synapse Studio from the estate's networks."""
    container_registry: bool = False
    """Keep a container registry for images of all teams. Leave it off where `connectivity` names an existing one."""
    bastion: bool = False
    """Deploy Azure Bastion in the zone's network."""
    catalogue: Catalogue | None = None
    """Have a Purview account here for the whole estate. Absent: there is none, or `connectivity` names an existing
    one."""
    dns_regions: tuple[Region, ...] = ()
    """Regions for which regional private DNS zones are created, beside the regions of `estate.yaml`."""
    allow_data_removal: bool = False
    """The stack's key of the two that removing stored data needs."""
    tags: dict[str, str] = Field(default_factory=dict)
    """More tags, over those of `estate.yaml`."""

"""Shared Databricks: the account's metastores for the estate, a zone's workspaces, and the compute of teams."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from config.models.base import Guid, Model, Region
from config.models.team import Team

WorkspaceRole = Literal["engineering", "analytics"]
"""`engineering` serves integrations: their pipelines, and people where people may write. `analytics` serves products
and analysts."""
NodeType = Annotated[str, StringConstraints(pattern=r"^Standard_[A-Z][A-Za-z0-9_]+$")]
"""A size of Azure's virtual machines, such as `Standard_D4ads_v5`."""


class Databricks(Model):
    """The Databricks account whose workspaces the zones share. It takes its groups from Entra by automatic identity
    management."""

    metastores: dict[Region, Guid] = Field(min_length=1)
    """The Unity Catalog metastore of each region whose zones have a catalogue, by its id. A region has one only, and
    Databricks makes it with the account's first workspace there."""
    assign_metastores: bool = True
    """Whether zones assign the metastore to their workspaces, for which their pipelines must be account admins.
    False: the account assigns it to new workspaces by itself."""


class Warehouse(Model):
    """The SQL warehouse of a zone's analysts."""

    type: Literal["pro", "serverless"] = "pro"
    """`pro` runs in the zone's network; `serverless` starts at once, in Databricks' own network, which reaches the
    lakes only by private endpoints that the account's network settings add."""
    size: Literal["2X-Small", "X-Small", "Small", "Medium", "Large", "X-Large"] = "2X-Small"
    max_clusters: Annotated[int, Field(ge=1, le=40)] = 1
    """Clusters up to which it grows when many ask at once."""
    auto_stop_minutes: Annotated[int, Field(ge=10, le=240)] = 15
    """Minutes without a query after which it stops, 10 to 240."""


class SharedDatabricks(Model):
    """The shared workspaces of a landing zone."""

    workspaces: tuple[WorkspaceRole, ...] = Field(default=("engineering", "analytics"), min_length=1)
    """Which of the two stand; those whose own is left out use the other."""
    browser_authentication: bool = True
    """Whether the zone holds the private endpoint by which browsers sign in. One does for all workspaces of a region
    that share a private DNS zone: exactly one landing zone of the region has it."""
    unity_catalog: bool = True
    """Whether the zone has a catalogue of its lakes, in the metastore of its region."""
    warehouse: Warehouse | None = Field(default_factory=Warehouse)
    """The SQL warehouse in the analytics workspace. `null`: there is none."""
    analysts: Team | None = None
    """People who explore data beside the zone's teams: they use the warehouse, and see what they have access to."""


class Pool(Model):
    """Machines that wait for a team's clusters, so that these start sooner."""

    node_type: NodeType
    """Their size; the team's clusters have no other."""
    idle: Annotated[int, Field(ge=0, le=20)] = 0
    """Machines that always wait; each is paid for."""
    idle_minutes: Annotated[int, Field(ge=5, le=120)] = 15
    """Minutes after which a machine that nobody uses goes."""
    capacity: Annotated[int, Field(ge=1, le=200)] = 10
    """Machines in all."""


class Compute(Model):
    """What a team of the template may start in the shared workspace."""

    node_types: tuple[NodeType, ...] = Field(default=("Standard_D4ads_v5", "Standard_D8ads_v5"), min_length=1)
    """The sizes of machines that it may choose from, the first by default. A pool has its own."""
    runtimes: tuple[str, ...] = Field(default=("16.4.x-scala2.12", "15.4.x-scala2.12"), min_length=1)
    """The Databricks runtimes, the first by default: versions with long-term support."""
    access_modes: tuple[Literal["SINGLE_USER", "USER_ISOLATION"], ...] = Field(
        default=("USER_ISOLATION", "SINGLE_USER"), min_length=1
    )
    """`USER_ISOLATION`: shared by people who see their own data only; `SINGLE_USER`: of one. Both obey the
    catalogue."""
    autotermination_minutes: Annotated[int, Field(ge=10, le=240)] = 30
    """Minutes without work after which a cluster stops; teams may choose less, down to 10."""
    max_workers: Annotated[int, Field(ge=1, le=100)] = 4
    """Machines beside the driver, at most."""
    pool: Pool | None = None
    """Machines that wait for its clusters. Absent: none."""
    shared_cluster: bool = False
    """Whether the team has a cluster of its own that all its members may start, but not change."""


def endpoint_groups(shared: SharedDatabricks, role: WorkspaceRole) -> tuple[str, ...]:
    """The groups of a shared workspace that get a private endpoint: people sign in at the last of the two."""
    signs_in = shared.browser_authentication and role == shared.workspaces[-1]
    return ("databricks_ui_api", "browser_authentication") if signs_in else ("databricks_ui_api",)

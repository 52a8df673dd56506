"""Services that a team may have in its area: one model per type, each with safe defaults.

Sizes are the smallest that fit production; every service is private, signs people and programs in by Entra ID, and
writes its logs to the zone's workspace. None of that can be switched off here.
"""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo

from config.models.base import Model, Text, immutable
from config.models.hosting import FunctionApp, Kubernetes, LogicApp, WebApp

Part = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", min_length=2, max_length=40)]
"""The name of something inside a service: lower-case letters, digits and single hyphens."""


def _free(value: str) -> str:
    if value == "vault":
        raise ValueError("any key but `vault`, which is the team's own")
    return value


SERVICE_KEY = r"[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*"
ServiceKey = Annotated[
    str,
    StringConstraints(pattern=f"^{SERVICE_KEY}$", min_length=2, max_length=16),
    AfterValidator(_free),
]
"""What a service is to its team, such as `pipelines`: part of the names of its resources."""


def _not_burstable(value: str | None, info: ValidationInfo) -> str | None:
    if value not in (None, "Disabled") and str(info.data.get("sku", "")).startswith("Standard_B"):
        raise ValueError("`Disabled` for a burstable `sku`, or a `sku` that is not")
    return value


def _of_second_version(value: int) -> int:
    if value not in (3, 7) and value % 10:
        raise ValueError("3, 7, 10, 20, 30 … 660")
    return value


class DataFactory(Model):
    """Azure Data Factory: pipelines in a managed network."""

    type: Literal["data-factory"]
    time_to_live_minutes: Annotated[int, Field(ge=0, le=240)] = 10
    """How long its data flow clusters stay warm, 0 to 240 minutes."""
    shared_runtime: bool = True
    """Whether it is linked with the zone's self-hosted runtime, where the zone has one with registered machines."""


class SynapseWorkspace(Model):
    """Azure Synapse: pipelines, serverless SQL, and pools on request, in a managed network."""

    type: Literal["synapse"]
    sql_pool: Literal["DW100c", "DW200c", "DW300c", "DW400c", "DW500c", "DW1000c"] | None = None
    """A dedicated SQL pool of that size. Absent: serverless SQL only."""
    spark_pool_nodes: Annotated[int, Field(ge=3, le=200)] | None = None
    """A Spark pool that grows to so many nodes. Absent: none."""


class SqlDatabase(Model):
    """Azure SQL Database on a server of its own."""

    type: Literal["sql-database"]
    sku: Literal["GP_S_Gen5_1", "GP_S_Gen5_2", "GP_S_Gen5_4", "GP_Gen5_2", "GP_Gen5_4", "GP_Gen5_8"] = "GP_S_Gen5_2"
    """`GP_S…` are serverless."""
    max_size_gb: Annotated[int, Field(ge=1, le=4096)] = 32
    zone_redundant: bool = False
    backup_redundancy: Literal["Local", "Zone", "Geo"] = "Zone"


class PostgreSql(Model):
    """Azure Database for PostgreSQL, flexible server."""

    type: Literal["postgresql"]
    version: Literal["14", "15", "16", "17"] = "16"
    sku: Literal["Standard_B2s", "Standard_D2ds_v5", "Standard_D4ds_v5", "Standard_D8ds_v5"] = "Standard_D2ds_v5"
    storage_gb: Literal[32, 64, 128, 256, 512, 1024] = 128
    """Gigabytes. It grows by itself when it is nearly full: write the size that it has, for Azure shrinks none."""
    backup_retention_days: Annotated[int, Field(ge=7, le=35)] = 14
    databases: tuple[Part, ...] = ("data",)


class MySql(Model):
    """Azure Database for MySQL, flexible server."""

    type: Literal["mysql"]
    version: Literal["8.0.21", "8.4"] = "8.4"
    sku: Literal["Standard_B2s", "Standard_D2ads_v5", "Standard_D4ads_v5", "Standard_D8ads_v5"] = "Standard_D2ads_v5"
    storage_gb: Literal[32, 64, 128, 256, 512, 1024] = 128
    """Gigabytes. It grows by itself when it is nearly full: write the size that it has, for Azure shrinks none."""
    backup_retention_days: Annotated[int, Field(ge=7, le=35)] = 14
    high_availability: Annotated[
        Literal["Disabled", "SameZone", "ZoneRedundant"] | None, AfterValidator(_not_burstable)
    ] = None
    """A standby server; `ZoneRedundant` at creation only. Absent: none where people may write or the server is
    burstable, else in another availability zone if the region has any and in the same zone if not."""
    databases: tuple[Part, ...] = ("data",)


class CosmosDb(Model):
    """Azure Cosmos DB for NoSQL."""

    type: Literal["cosmos-db"]
    serverless: bool = immutable(default=True)
    """Charged by request; otherwise autoscale up to `max_request_units`."""
    max_request_units: Annotated[int, Field(ge=1000, le=1_000_000, multiple_of=1000)] = 1000
    consistency: Literal["Eventual", "ConsistentPrefix", "Session", "BoundedStaleness", "Strong"] = "Session"
    databases: tuple[Part, ...] = ("data",)


class EventHub(Model):
    """One event hub of a namespace."""

    partitions: Annotated[int, Field(ge=1, le=32)] = immutable(default=4)
    retention_days: Annotated[int, Field(ge=1, le=7)] = 1
    consumer_groups: tuple[Part, ...] = ()


class EventHubs(Model):
    """An Event Hubs namespace."""

    type: Literal["event-hubs"]
    capacity: Annotated[int, Field(ge=1, le=40)] = 1
    """Throughput units to begin with."""
    maximum_capacity: Annotated[int, Field(ge=1, le=40)] = 4
    """Throughput units up to which it grows by itself."""
    hubs: dict[Part, EventHub] = Field(default_factory=dict)


class IotHub(Model):
    """Azure IoT Hub."""

    type: Literal["iot-hub"]
    sku: Literal["S1", "S2", "S3"] = "S1"
    units: Annotated[int, Field(ge=1, le=200)] = 1


class StreamAnalytics(Model):
    """An Azure Stream Analytics job."""

    type: Literal["stream-analytics"]
    streaming_units: Annotated[int, Field(ge=3, le=660), AfterValidator(_of_second_version)] = 3
    """What the job may use at most: 10 for each unit, so 10, 20, 30 … 660; 3 and 7 are thirds of one."""
    cluster: bool = immutable(default=False)
    """A dedicated cluster for the job: its only way to private endpoints. High standing charge."""


class DataExplorer(Model):
    """An Azure Data Explorer cluster."""

    type: Literal["data-explorer"]
    sku: Literal["Standard_E2ads_v5", "Standard_E4ads_v5", "Standard_E8ads_v5"] = "Standard_E2ads_v5"
    instances: Annotated[int, Field(ge=2, le=100)] = 2
    databases: tuple[Part, ...] = ("data",)
    hot_cache_days: Annotated[int, Field(ge=0, le=3650)] = 31
    retention_days: Annotated[int, Field(ge=1, le=36500)] = 365


class MachineLearning(Model):
    """An Azure Machine Learning workspace with its own storage, registry and insights."""

    type: Literal["machine-learning"]
    compute_nodes: Annotated[int, Field(ge=0, le=100)] = 4
    """Nodes up to which its training cluster grows; it shrinks to none. 0: no cluster."""
    compute_size: Literal["Standard_DS3_v2", "Standard_D4ds_v5", "Standard_D8ds_v5", "Standard_NC4as_T4_v3"] = (
        "Standard_D4ds_v5"
    )
    outbound: Literal["approved", "internet"] = "approved"
    """Its managed network lets nothing out but what is approved, or everything."""
    online_endpoints: tuple[Part, ...] = ()
    """Endpoints that answer at once, such as `scoring`. A pipeline puts models behind them."""
    batch_endpoints: tuple[Part, ...] = ()
    """Endpoints that work through whole folders."""


class ModelDeployment(Model):
    """A model behind an endpoint of an AI service."""

    model: Text
    """Such as `gpt-4o`."""
    version: Text
    """Such as `2024-11-20`. Pinned, so that answers do not change by themselves."""
    capacity: Annotated[int, Field(ge=1, le=1000)] = 10
    """Thousands of tokens a minute."""


class AiServices(Model):
    """An Azure AI services account: one kind, or all in one."""

    type: Literal["ai-services"]
    kind: Literal[
        "AIServices",
        "OpenAI",
        "ComputerVision",
        "ContentSafety",
        "Face",
        "FormRecognizer",
        "SpeechServices",
        "TextAnalytics",
        "TextTranslation",
    ] = immutable(default="AIServices")
    deployments: dict[Part, ModelDeployment] = Field(default_factory=dict)
    """Models by deployment name; only `OpenAI` and `AIServices` take them."""


class AiSearch(Model):
    """Azure AI Search."""

    type: Literal["ai-search"]
    sku: Literal["basic", "standard", "standard2", "standard3"] = immutable(default="standard")
    replicas: Annotated[int, Field(ge=1, le=12)] = 1
    partitions: Literal[1, 2, 3, 4, 6, 12] = 1


class ContainerApps(Model):
    """A Container Apps environment."""

    type: Literal["container-apps"]
    zone_redundant: bool = immutable(default=False)


class Redis(Model):
    """Azure Managed Redis."""

    type: Literal["redis"]
    sku: Literal["Balanced_B0", "Balanced_B1", "Balanced_B5", "Balanced_B10", "MemoryOptimized_M10"] = "Balanced_B1"


class EventGrid(Model):
    """An Event Grid topic for events of the product's own."""

    type: Literal["event-grid"]


class FabricCapacity(Model):
    """A Microsoft Fabric capacity."""

    type: Literal["fabric-capacity"]
    sku: Literal["F2", "F4", "F8", "F16", "F32", "F64"] = "F2"


TeamServiceType = Literal[
    "ai-search",
    "ai-services",
    "container-apps",
    "cosmos-db",
    "data-explorer",
    "data-factory",
    "event-grid",
    "event-hubs",
    "fabric-capacity",
    "function-app",
    "iot-hub",
    "kubernetes",
    "logic-app",
    "machine-learning",
    "mysql",
    "postgresql",
    "redis",
    "sql-database",
    "stream-analytics",
    "synapse",
    "web-app",
]
"""The types of service."""

Service = Annotated[
    DataFactory
    | SynapseWorkspace
    | SqlDatabase
    | PostgreSql
    | MySql
    | CosmosDb
    | EventHubs
    | IotHub
    | StreamAnalytics
    | DataExplorer
    | MachineLearning
    | AiServices
    | AiSearch
    | ContainerApps
    | FunctionApp
    | WebApp
    | Kubernetes
    | LogicApp
    | Redis
    | EventGrid
    | FabricCapacity,
    Field(discriminator="type"),
]
"""Any service, told apart by `type`."""

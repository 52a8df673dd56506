"""Variants of the components in `components/services`."""

from dataclasses import replace
from typing import Any

from components.services._reached import Reached
from components.services._registry import OwnRegistry
from components.services._storage import OwnStorage
from components.services.ai_search import AiSearch, AiSearchArgs
from components.services.ai_services import AiServices, AiServicesArgs, Deployment
from components.services.container_apps import ContainerApps, ContainerAppsArgs
from components.services.container_registry import ContainerRegistry, ContainerRegistryArgs
from components.services.data_catalogue import DataCatalogue, DataCatalogueArgs
from components.services.data_explorer import DataExplorer, DataExplorerArgs
from components.services.data_factory import DataFactory, DataFactoryArgs
from components.services.event_grid import EventGrid, EventGridArgs
from components.services.event_hubs import EventHubs, EventHubsArgs, Hub
from components.services.fabric_capacity import FabricCapacity, FabricCapacityArgs
from components.services.iot_hub import IotHub, IotHubArgs
from components.services.machine_learning import Lake, MachineLearning, MachineLearningArgs
from components.services.shared_runtime import SharedRuntime, SharedRuntimeArgs
from components.services.stream_analytics import StreamAnalytics, StreamAnalyticsArgs
from components.services.studio_hub import StudioHub, StudioHubArgs
from components.services.synapse import Synapse, SynapseArgs
from tests.unit.components.before import (
    FLEX_SUBNET_ID,
    MEMBER,
    PURVIEW_ID,
    RUNTIME_ID,
    STORAGE_ID,
    TENANT,
    VAULT_ID,
    WORKSPACE_ID,
)
from tests.unit.components.variants.shared import (
    ADMINISTRATOR,
    PLACE,
    TAGS,
    Variants,
    encrypted,
    endpoint,
    watched,
    whole,
)

LAKE = {"lake-raw-blob": Reached(name="lake-raw-blob", resource_id=STORAGE_ID, group_id="blob")}
VAULT: dict[str, Any] = {"key_vault_uri": "https://kv-cts-keys.vault.azure.net/", "key_vault_resource_id": VAULT_ID}
LEARNING: dict[str, Any] = {
    "key_vault_resource_id": VAULT_ID,
    "registry": OwnRegistry(registry_name="crctsmodels"),
    "storage": OwnStorage(account_name="stctsmodels"),
    "insights_name": "appi-cts-models",
    "log_analytics_workspace_resource_id": WORKSPACE_ID,
}
CONTAINERS: dict[str, Any] = {"environment_name": "cae-cts-crm", "subnet_resource_id": FLEX_SUBNET_ID}
SYNAPSE: dict[str, Any] = {
    "storage": OwnStorage(account_name="stctssynapse"),
    "administrator": ADMINISTRATOR,
    "tenant_id": TENANT,
}

RUNTIME = SharedRuntimeArgs(**PLACE, factory_name="adf-cts-shared", runtime_name="shared")

VARIANTS: Variants = {
    "DataFactory": {
        "defaults": lambda: DataFactory("svc", DataFactoryArgs(**PLACE, **VAULT, factory_name="adf-cts-crm")),
        "secure": lambda: DataFactory(
            "svc", DataFactoryArgs(**watched("dataFactory", "portal"), **VAULT, factory_name="adf-cts-crm")
        ),
        "max": lambda: DataFactory(
            "svc",
            DataFactoryArgs(
                **encrypted("dataFactory", "portal"),
                **VAULT,
                factory_name="adf-cts-crm",
                time_to_live_minutes=0,
                purview_resource_id=PURVIEW_ID,
                shared_runtime_resource_id=RUNTIME_ID,
                lakes={"raw": "https://stctsflowlogs.dfs.core.windows.net"},
                reaches=LAKE,
            ),
        ),
    },
    "DataCatalogue": {
        "defaults": lambda: DataCatalogue("svc", DataCatalogueArgs(**PLACE, account_name="pview-cts-gov")),
        "secure": lambda: DataCatalogue(
            "svc", DataCatalogueArgs(**watched("account", "platform", "portal"), account_name="pview-cts-gov")
        ),
        "max": lambda: DataCatalogue(
            "svc",
            DataCatalogueArgs(
                **whole("account", "platform", "portal"),
                account_name="pview-cts-gov",
                managed_resource_group_name="rg-cts-gov-catalogue",
            ),
        ),
    },
    "StudioHub": {
        "defaults": lambda: StudioHub("svc", StudioHubArgs(**PLACE, hub_name="synplhcts")),
        "max": lambda: StudioHub("svc", StudioHubArgs(**whole("Web"), hub_name="synplhcts")),
    },
    "ContainerRegistry": {
        "defaults": lambda: ContainerRegistry("svc", ContainerRegistryArgs(**PLACE, registry_name="crctsimages")),
        "secure": lambda: ContainerRegistry(
            "svc", ContainerRegistryArgs(**watched("registry"), registry_name="crctsimages")
        ),
        "max": lambda: ContainerRegistry(
            "svc", ContainerRegistryArgs(**encrypted("registry"), registry_name="crctsimages")
        ),
    },
    "SharedRuntime": {
        "defaults": lambda: SharedRuntime("svc", RUNTIME),
        "secure": lambda: SharedRuntime("svc", replace(RUNTIME, **watched("dataFactory"))),
        "max": lambda: SharedRuntime("svc", replace(RUNTIME, **whole("dataFactory"))),
    },
    "EventHubs": {
        "defaults": lambda: EventHubs("svc", EventHubsArgs(**PLACE, namespace_name="evhns-cts-crm")),
        "secure": lambda: EventHubs("svc", EventHubsArgs(**watched("namespace"), namespace_name="evhns-cts-crm")),
        "max": lambda: EventHubs(
            "svc",
            EventHubsArgs(
                **whole("namespace"),
                namespace_name="evhns-cts-crm",
                capacity=2,
                maximum_capacity=2,
                hubs={
                    "clicks": Hub(partitions=8, retention_days=7, consumer_groups=("reports", "models")),
                    "orders": Hub(),
                },
            ),
        ),
    },
    "IotHub": {
        "defaults": lambda: IotHub("svc", IotHubArgs(**PLACE, hub_name="iot-cts-crm")),
        "secure": lambda: IotHub("svc", IotHubArgs(**watched("iotHub"), hub_name="iot-cts-crm")),
        "max": lambda: IotHub("svc", IotHubArgs(**whole("iotHub"), hub_name="iot-cts-crm", sku="S2", units=2)),
    },
    "StreamAnalytics": {
        "defaults": lambda: StreamAnalytics("svc", StreamAnalyticsArgs(**PLACE, job_name="asa-cts-crm")),
        "secure": lambda: StreamAnalytics("svc", StreamAnalyticsArgs(**watched(), job_name="asa-cts-crm")),
        "max": lambda: StreamAnalytics(
            "svc",
            StreamAnalyticsArgs(
                **whole(), job_name="asa-cts-crm", cluster_name="asac-cts-crm", reaches=LAKE, streaming_units=60
            ),
        ),
    },
    "DataExplorer": {
        "defaults": lambda: DataExplorer("svc", DataExplorerArgs(**PLACE, cluster_name="deccrm")),
        "secure": lambda: DataExplorer("svc", DataExplorerArgs(**watched("cluster"), cluster_name="deccrm")),
        "max": lambda: DataExplorer(
            "svc",
            DataExplorerArgs(
                **encrypted("cluster"),
                cluster_name="deccrm",
                sku="Standard_E4ads_v5",
                instances=3,
                zones=("1", "2", "3"),
                databases=("orders", "returns"),
                hot_cache_days=7,
                retention_days=90,
            ),
        ),
    },
    "MachineLearning": {
        "defaults": lambda: MachineLearning(
            "svc", MachineLearningArgs(**PLACE, **LEARNING, workspace_name="mlw-cts-models")
        ),
        "secure": lambda: MachineLearning(
            "svc", MachineLearningArgs(**watched("amlworkspace"), **LEARNING, workspace_name="mlw-cts-models")
        ),
        "max": lambda: MachineLearning(
            "svc",
            MachineLearningArgs(
                **encrypted("amlworkspace"),
                **{
                    **LEARNING,
                    "registry": OwnRegistry(
                        registry_name="crctsmodels", private_endpoints={"registry": endpoint("registry")}
                    ),
                    "storage": OwnStorage(
                        account_name="stctsmodels",
                        private_endpoints={"blob": endpoint("blob"), "file": endpoint("file")},
                        redundancy="Standard_LRS",
                    ),
                },
                workspace_name="mlw-cts-models",
                datastores={"curated": Lake(account_name="stctslake", container="curated")},
                reaches=LAKE,
                online_endpoints={"scoring": "mloe-cts-models-scoring"},
                batch_endpoints={"nightly": "mlbe-cts-models-nightly"},
                compute_nodes=0,
                compute_size="Standard_D8ds_v5",
                outbound="internet",
            ),
        ),
    },
    "AiServices": {
        "defaults": lambda: AiServices("svc", AiServicesArgs(**PLACE, account_name="ais-cts-crm")),
        "secure": lambda: AiServices("svc", AiServicesArgs(**watched("account"), account_name="ais-cts-crm")),
        "max": lambda: AiServices(
            "svc",
            AiServicesArgs(
                **encrypted("account"),
                account_name="oai-cts-crm",
                kind="OpenAI",
                deployments={
                    "chat": Deployment(model="gpt-4o", version="2024-11-20", capacity=20),
                    "embed": Deployment(model="text-embedding-3-large", version="1"),
                },
            ),
        ),
    },
    "AiSearch": {
        "defaults": lambda: AiSearch("svc", AiSearchArgs(**PLACE, search_name="srch-cts-crm")),
        "secure": lambda: AiSearch("svc", AiSearchArgs(**watched("searchService"), search_name="srch-cts-crm")),
        "max": lambda: AiSearch(
            "svc",
            AiSearchArgs(
                **whole("searchService"), search_name="srch-cts-crm", sku="standard2", replicas=3, partitions=2
            ),
        ),
    },
    "Synapse": {
        "defaults": lambda: Synapse("svc", SynapseArgs(**PLACE, **SYNAPSE, workspace_name="syn-cts-crm")),
        "secure": lambda: Synapse(
            "svc", SynapseArgs(**watched("Sql", "SqlOnDemand", "Dev"), **SYNAPSE, workspace_name="syn-cts-crm")
        ),
        "max": lambda: Synapse(
            "svc",
            SynapseArgs(
                **encrypted("Sql", "SqlOnDemand", "Dev"),
                **SYNAPSE,
                workspace_name="syn-cts-crm",
                sql_pool="DW100c",
                spark_pool_nodes=5,
                purview_resource_id=PURVIEW_ID,
            ),
        ),
    },
    "ContainerApps": {
        "defaults": lambda: ContainerApps("svc", ContainerAppsArgs(**PLACE, **CONTAINERS)),
        "secure": lambda: ContainerApps("svc", ContainerAppsArgs(**watched("managedEnvironments"), **CONTAINERS)),
        "max": lambda: ContainerApps(
            "svc", ContainerAppsArgs(**whole("managedEnvironments"), **CONTAINERS, zone_redundant=True)
        ),
    },
    "EventGrid": {
        "defaults": lambda: EventGrid("svc", EventGridArgs(**PLACE, topic_name="evgt-cts-crm")),
        "secure": lambda: EventGrid("svc", EventGridArgs(**watched("topic"), topic_name="evgt-cts-crm")),
        "max": lambda: EventGrid("svc", EventGridArgs(**whole("topic"), topic_name="evgt-cts-crm")),
    },
    "FabricCapacity": {
        "defaults": lambda: FabricCapacity(
            "svc", FabricCapacityArgs(**PLACE, capacity_name="fcctscrm", administrators=(MEMBER,))
        ),
        "secure": lambda: FabricCapacity(
            "svc", FabricCapacityArgs(**PLACE, tags=TAGS, capacity_name="fcctscrm", administrators=(MEMBER,))
        ),
        "max": lambda: FabricCapacity(
            "svc",
            FabricCapacityArgs(
                **{**whole(), "diagnostic_settings": None},
                capacity_name="fcctscrm",
                administrators=(MEMBER,),
                sku="F64",
            ),
        ),
    },
}

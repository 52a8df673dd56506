"""Pipelines, notebooks, models and capacities."""

import pulumi

from components.services._registry import OwnRegistry
from components.services._storage import OwnStorage
from components.services.ai_services import AiServices, AiServicesArgs, Deployment
from components.services.container_apps import ContainerApps, ContainerAppsArgs
from components.services.data_factory import DataFactory, DataFactoryArgs
from components.services.fabric_capacity import FabricCapacity, FabricCapacityArgs
from components.services.machine_learning import Lake, MachineLearning, MachineLearningArgs
from components.services.synapse import Synapse, SynapseArgs
from config.models import services as models
from config.purview import account_id
from stacks.services.reaching import FACTORY, LEARNING, reached
from stacks.services.site import Site

_READ_BY_MODELS = {"enriched": "enriched-curated", "curated": "enriched-curated", "workspace": "workspace"}
"""Container → the lake that holds it, in the layout of zones."""


def data_factory(site: Site, key: str, wanted: models.DataFactory) -> DataFactory:
    """Data Factory."""
    return DataFactory(
        key,
        DataFactoryArgs(
            **site.common(key, wanted.type),
            factory_name=site.name(key),
            time_to_live_minutes=wanted.time_to_live_minutes,
            key_vault_uri=site.key_vault_uri,
            key_vault_resource_id=site.key_vault_id,
            lakes={role: lake.dfs_endpoint for role, lake in site.lakes.items()},
            reaches=reached(site, FACTORY),
            purview_resource_id=_account(site),
            shared_runtime_resource_id=site.shared_runtime_id if wanted.shared_runtime else None,
        ),
        site.opts,
    )


def synapse(site: Site, key: str, wanted: models.SynapseWorkspace) -> Synapse:
    """Synapse."""
    return Synapse(
        key,
        SynapseArgs(
            **site.common(key, wanted.type),
            workspace_name=site.name(key),
            storage=_storage(site, key, "dfs"),
            administrator=site.administrator,
            tenant_id=site.tenant_id,
            sql_pool=wanted.sql_pool,
            spark_pool_nodes=wanted.spark_pool_nodes,
            purview_resource_id=_account(site),
        ),
        site.opts,
    )


def machine_learning(site: Site, key: str, wanted: models.MachineLearning) -> MachineLearning:
    """Machine Learning."""
    return MachineLearning(
        key,
        MachineLearningArgs(
            **site.common(key, wanted.type),
            workspace_name=site.name(key),
            key_vault_resource_id=site.key_vault_id,
            storage=_storage(site, key, "blob", "file"),
            registry=OwnRegistry(
                registry_name=site.name(key, "registry"),
                private_endpoints={"registry": site.endpoint(key, "registry")},
            ),
            insights_name=site.name(key, "insights"),
            log_analytics_workspace_resource_id=site.log_analytics_workspace_id,
            datastores={
                container: Lake(account_name=_lake(site, lake), container=container)
                for container, lake in _READ_BY_MODELS.items()
            },
            compute_nodes=wanted.compute_nodes,
            compute_size=wanted.compute_size,
            outbound=wanted.outbound,
            reaches=reached(site, LEARNING),
            online_endpoints={name: site.name(key, f"online-{name}") for name in wanted.online_endpoints},
            batch_endpoints={name: site.name(key, f"batch-{name}") for name in wanted.batch_endpoints},
        ),
        site.opts,
    )


def ai_services(site: Site, key: str, wanted: models.AiServices) -> AiServices:
    """AI services."""
    return AiServices(
        key,
        AiServicesArgs(
            **site.common(key, wanted.type),
            account_name=site.name(key),
            kind=wanted.kind,
            deployments={
                name: Deployment(model=model.model, version=model.version, capacity=model.capacity)
                for name, model in wanted.deployments.items()
            },
        ),
        site.opts,
    )


def container_apps(site: Site, key: str, wanted: models.ContainerApps) -> ContainerApps:
    """Container Apps."""
    return ContainerApps(
        key,
        ContainerAppsArgs(
            **site.common(key, wanted.type),
            environment_name=site.name(key),
            subnet_resource_id=site.service_subnets[key],
            zone_redundant=wanted.zone_redundant,
        ),
        site.opts,
    )


def fabric_capacity(site: Site, key: str, wanted: models.FabricCapacity) -> FabricCapacity:
    """A Fabric capacity."""
    return FabricCapacity(
        key,
        FabricCapacityArgs(
            **site.common(key, wanted.type),
            capacity_name=site.name(key),
            administrators=site.context.estate.teams[site.context.name].team.owners,
            sku=wanted.sku,
        ),
        site.opts,
    )


def _lake(site: Site, lake: str) -> pulumi.Output[str]:
    return site.zone.apply(lambda known: known.lakes[lake].name)


def _storage(site: Site, key: str, *groups: str) -> OwnStorage:
    return OwnStorage(
        account_name=site.name(key, "storage"),
        private_endpoints={group: site.endpoint(key, group) for group in groups},
    )


def _account(site: Site) -> str | None:
    """The Purview account to which lineage is reported."""
    found = account_id(site.context.estate)
    return str(found) if found else None

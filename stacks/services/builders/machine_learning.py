"""Machine Learning."""

import pulumi

from components.services._registry import OwnRegistry
from components.services.machine_learning import BATCH_GROUPS, Lake, MachineLearning, MachineLearningArgs
from config.models import services as models
from stacks.services.reaching import LEARNING, reached
from stacks.services.site import Site

_READ_BY_MODELS = {"enriched": "enriched-curated", "curated": "enriched-curated", "workspace": "workspace"}
"""Container → the lake that holds it, in the layout of zones."""


def build(site: Site, key: str, wanted: models.MachineLearning) -> MachineLearning:
    """Build it."""
    return MachineLearning(
        key,
        MachineLearningArgs(
            **site.common(key, wanted.type),
            workspace_name=site.name(key),
            key_vault_resource_id=site.key_vault_id,
            storage=site.storage(key, wanted.type, "blob", "file", *(BATCH_GROUPS if wanted.batch_endpoints else ())),
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


def _lake(site: Site, lake: str) -> pulumi.Output[str]:
    return site.zone.apply(lambda known: known.lakes[lake].name)

"""A Kubernetes cluster."""

from components.services.kubernetes import Kubernetes, KubernetesArgs
from config.models import hosting as models
from config.monitor_scope import monitor_scope
from stacks.services.site import Site


def build(site: Site, key: str, wanted: models.Kubernetes) -> Kubernetes:
    """Build it."""
    scoped = monitor_scope(site.context.estate, site.context.estate.teams[site.context.name])
    return Kubernetes(
        key,
        KubernetesArgs(
            **site.common(key, wanted.type),
            cluster_name=site.name(key),
            identity_name=site.name(key, "identity"),
            collection_rule_name=site.name(key, "collection"),
            collection_endpoint_name=site.name(key, "collection-endpoint") if scoped else None,
            node_resource_group_name=site.name(key, "nodes"),
            tenant_id=site.tenant_id,
            subnet_resource_id=site.service_subnets[key],
            log_analytics_workspace_resource_id=site.log_analytics_workspace_id,
            outbound="userDefinedRouting" if site.leaves_through_firewall else "loadBalancer",
            node_size=wanted.node_size,
            minimum_nodes=wanted.minimum_nodes,
            maximum_nodes=wanted.maximum_nodes,
            zones=site.availability_zones,
            tier=wanted.tier,
            upgrade_channel=wanted.upgrade_channel,
        ),
        site.opts,
    )

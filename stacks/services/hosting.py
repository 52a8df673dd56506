"""What runs a team's own code."""

from typing import Any

import pulumi

from components.services._storage import OwnStorage
from components.services.function_app import FunctionApp, FunctionAppArgs
from components.services.kubernetes import Kubernetes, KubernetesArgs
from components.services.logic_app import LogicApp, LogicAppArgs
from components.services.web_app import WebApp, WebAppArgs
from config.models import hosting as models
from stacks.services.site import Site


def function_app(site: Site, key: str, wanted: models.FunctionApp) -> FunctionApp:
    """Functions."""
    return FunctionApp(
        key,
        FunctionAppArgs(
            **site.common(key, wanted.type),
            **_app(site, key),
            storage=OwnStorage(
                account_name=site.name(key, "storage"),
                private_endpoints={group: site.endpoint(key, group) for group in ("blob", "queue", "table")},
            ),
            plan=wanted.plan,
            runtime=wanted.runtime,
            maximum_instances=wanted.maximum_instances,
            instance_memory_mb=wanted.instance_memory_mb,
        ),
        site.opts,
    )


def logic_app(site: Site, key: str, wanted: models.LogicApp) -> LogicApp:
    """Workflows."""
    return LogicApp(
        key,
        LogicAppArgs(
            **site.common(key, wanted.type),
            **_app(site, key),
            storage=OwnStorage(
                account_name=site.name(key, "storage"),
                private_endpoints={group: site.endpoint(key, group) for group in ("blob", "file", "queue", "table")},
            ),
            key_vault_resource_id=site.key_vault_id,
            content_secret_uri=pulumi.Output.concat(site.key_vault_uri, f"secrets/{key}-content"),
            plan=wanted.plan,
            maximum_instances=wanted.maximum_instances,
        ),
        site.opts,
    )


def web_app(site: Site, key: str, wanted: models.WebApp) -> WebApp:
    """A web app."""
    return WebApp(
        key,
        WebAppArgs(
            **site.common(key, wanted.type),
            **_app(site, key),
            plan=wanted.plan,
            instances=wanted.instances,
            zone_redundant=wanted.zone_redundant,
            runtime=wanted.runtime,
        ),
        site.opts,
    )


def kubernetes(site: Site, key: str, wanted: models.Kubernetes) -> Kubernetes:
    """A Kubernetes cluster."""
    return Kubernetes(
        key,
        KubernetesArgs(
            **site.common(key, wanted.type),
            cluster_name=site.name(key),
            identity_name=site.name(key, "identity"),
            collection_rule_name=site.name(key, "collection"),
            node_resource_group_name=site.name(key, "nodes"),
            tenant_id=site.tenant_id,
            administrator=site.administrator,
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


def _app(site: Site, key: str) -> dict[str, Any]:
    return {
        "site_name": site.name(key),
        "plan_name": site.name(key, "plan"),
        "identity_name": site.name(key, "identity"),
        "insights_name": site.name(key, "insights"),
        "log_analytics_workspace_resource_id": site.log_analytics_workspace_id,
        "subnet_resource_id": site.service_subnets[key],
    }

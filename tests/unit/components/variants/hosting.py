"""Variants of what runs a team's own code in `components/services`."""

from typing import Any

from components.services._storage import OwnStorage
from components.services.function_app import FunctionApp, FunctionAppArgs
from components.services.kubernetes import Kubernetes, KubernetesArgs
from components.services.logic_app import LogicApp, LogicAppArgs
from components.services.web_app import WebApp, WebAppArgs
from tests.unit.components.before import (
    APP_SERVICE_SUBNET_ID,
    FLEX_SUBNET_ID,
    KUBERNETES_SUBNET_ID,
    TENANT,
    VAULT_ID,
    WORKSPACE_ID,
)
from tests.unit.components.variants.shared import PLACE, Variants, encrypted, endpoint, watched, whole

WEB: dict[str, Any] = {
    "site_name": "app-cts-crm-api",
    "plan_name": "asp-cts-crm-api",
    "identity_name": "id-cts-crm-api",
    "insights_name": "appi-cts-crm-api",
    "log_analytics_workspace_resource_id": WORKSPACE_ID,
    "subnet_resource_id": APP_SERVICE_SUBNET_ID,
}
FUNCTIONS: dict[str, Any] = {
    **WEB,
    "site_name": "func-cts-crm-api",
    "subnet_resource_id": FLEX_SUBNET_ID,
    "storage": OwnStorage(account_name="stctscrmfunc"),
}
CLUSTER: dict[str, Any] = {
    "cluster_name": "aks-cts-crm",
    "identity_name": "id-cts-crm-aks",
    "collection_rule_name": "dcr-cts-crm-aks",
    "node_resource_group_name": "rg-cts-crm-aks-nodes",
    "tenant_id": TENANT,
    "subnet_resource_id": KUBERNETES_SUBNET_ID,
    "log_analytics_workspace_resource_id": WORKSPACE_ID,
}

WORKFLOWS: dict[str, Any] = {
    **WEB,
    "site_name": "logic-cts-crm-flows",
    "storage": OwnStorage(account_name="stctscrmflow"),
    "key_vault_resource_id": VAULT_ID,
    "content_secret_uri": "https://kv-cts-keys.vault.azure.net/secrets/flows-content",
}

VARIANTS: Variants = {
    "Kubernetes": {
        "defaults": lambda: Kubernetes("svc", KubernetesArgs(**PLACE, **CLUSTER, outbound="loadBalancer")),
        "secure": lambda: Kubernetes("svc", KubernetesArgs(**watched(), **CLUSTER, outbound="loadBalancer")),
        "max": lambda: Kubernetes(
            "svc",
            KubernetesArgs(
                **whole(),
                **CLUSTER,
                collection_endpoint_name="dce-cts-crm-aks",
                outbound="loadBalancer",
                node_size="Standard_D8ds_v5",
                minimum_nodes=3,
                maximum_nodes=9,
                zones=("1", "2", "3"),
                tier="Premium",
                upgrade_channel="patch",
            ),
        ),
    },
    "FunctionApp": {
        "defaults": lambda: FunctionApp("svc", FunctionAppArgs(**PLACE, **FUNCTIONS)),
        "secure": lambda: FunctionApp("svc", FunctionAppArgs(**watched("sites"), **FUNCTIONS)),
        "max": lambda: FunctionApp(
            "svc",
            FunctionAppArgs(
                **encrypted("sites"),
                **{
                    **FUNCTIONS,
                    "subnet_resource_id": APP_SERVICE_SUBNET_ID,
                    "storage": OwnStorage(
                        account_name="stctscrmfunc",
                        private_endpoints={group: endpoint(group) for group in ("blob", "queue", "table")},
                        redundancy="Standard_LRS",
                    ),
                },
                plan="EP1",
                runtime="node|22",
                maximum_instances=10,
                instance_memory_mb=512,
            ),
        ),
    },
    "LogicApp": {
        "defaults": lambda: LogicApp("svc", LogicAppArgs(**PLACE, **WORKFLOWS)),
        "secure": lambda: LogicApp("svc", LogicAppArgs(**watched("sites"), **WORKFLOWS)),
        "max": lambda: LogicApp(
            "svc",
            LogicAppArgs(
                **encrypted("sites"),
                **{
                    **WORKFLOWS,
                    "storage": OwnStorage(
                        account_name="stctscrmflow",
                        private_endpoints={group: endpoint(group) for group in ("blob", "file", "queue", "table")},
                    ),
                },
                plan="WS3",
                maximum_instances=20,
            ),
        ),
    },
    "WebApp": {
        "defaults": lambda: WebApp("svc", WebAppArgs(**PLACE, **WEB)),
        "secure": lambda: WebApp("svc", WebAppArgs(**watched("sites"), **WEB)),
        "max": lambda: WebApp(
            "svc",
            WebAppArgs(
                **whole("sites"), **WEB, plan="P1v3", instances=3, zone_redundant=True, runtime="DOTNETCORE|10.0"
            ),
        ),
    },
}

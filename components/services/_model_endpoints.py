"""Endpoints of a Machine Learning workspace, without the models behind them."""

from collections.abc import Mapping

import pulumi
from pulumi_azure_native import machinelearningservices

from components._base import Owner
from components.services._service import ServiceArgs


def create_model_endpoints(
    owner: Owner,
    args: ServiceArgs,
    workspace: machinelearningservices.Workspace,
    *,
    online: Mapping[str, str],
    batch: Mapping[str, str],
) -> list[pulumi.Resource]:
    """Private endpoints that take Entra identities only; deployments, traffic and defaults are a pipeline's."""
    made: list[pulumi.Resource] = [
        machinelearningservices.OnlineEndpoint(
            owner.child_name(f"online-{key}"),
            resource_group_name=args.resource_group_name,
            workspace_name=workspace.name,
            endpoint_name=name,
            location=args.location,
            kind="Managed",
            identity={"type": "SystemAssigned"},
            properties={"auth_mode": "AADToken", "public_network_access": "Disabled"},
            tags=owner.tags(),
            opts=owner.stateless(ignore_changes=["properties.traffic"]),
        )
        for key, name in sorted(online.items())
    ]
    made += [
        machinelearningservices.BatchEndpoint(
            owner.child_name(f"batch-{key}"),
            resource_group_name=args.resource_group_name,
            workspace_name=workspace.name,
            endpoint_name=name,
            location=args.location,
            identity={"type": "SystemAssigned"},
            properties={"auth_mode": "AADToken"},
            tags=owner.tags(),
            opts=owner.stateless(ignore_changes=["properties.defaults"]),
        )
        for key, name in sorted(batch.items())
    ]
    return made

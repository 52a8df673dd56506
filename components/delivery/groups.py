"""The teams' Entra groups, made known to an Azure DevOps organisation."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_azuredevops as azuredevops

from components._base import EstateComponent
from components._tokens import Token


@dataclass(frozen=True, kw_only=True)
class KnownGroup:
    """An Entra group as Azure DevOps names it."""

    descriptor: pulumi.Output[str]
    """For memberships and permissions."""
    origin_id: pulumi.Output[str]
    """Its object id in Entra, for approvals and required reviews."""


@dataclass(frozen=True, kw_only=True)
class DevOpsGroupsArgs:
    """The groups of an estate."""

    object_ids: Mapping[str, pulumi.Input[str]]
    """Required. Object ids of the Entra groups by key, such as `sales-dev/ops`."""


@dataclass(frozen=True, kw_only=True)
class DevOpsGroupsOutputs:
    """The groups for projects, repositories and pipelines."""

    groups: Mapping[str, KnownGroup]
    """The groups by key."""


class DevOpsGroups(EstateComponent[DevOpsGroupsOutputs]):
    """Entra groups in an Azure DevOps organisation; who is in them stays Entra's business."""

    def __init__(self, name: str, args: DevOpsGroupsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.DEVOPS_GROUPS, name, opts=opts)
        groups = {
            key: azuredevops.Group(
                self.child_name(key.replace("/", "-")),
                origin_id=object_id,
                opts=self.stateless(),
            )
            for key, object_id in sorted(args.object_ids.items())
        }
        self.publish(
            DevOpsGroupsOutputs(
                groups={
                    key: KnownGroup(descriptor=group.descriptor, origin_id=group.origin_id)
                    for key, group in groups.items()
                }
            )
        )

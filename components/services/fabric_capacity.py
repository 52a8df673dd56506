"""A Microsoft Fabric capacity."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
from pulumi_azure_native import fabric

from components._errors import ArgumentError
from components._tokens import Token
from components.services._service import ServiceArgs, ServiceComponent, ServiceOutputs

_TYPE = "Microsoft.Fabric/capacities"


@dataclass(frozen=True, kw_only=True)
class FabricCapacityArgs(ServiceArgs):
    """One capacity."""

    capacity_name: str
    """Required. Its name, unique in the region: lower-case letters and digits."""
    administrators: Sequence[str]
    """Required. Who administers it: user principal names, or object ids of service principals."""
    sku: str = "F2"
    """Optional. `F2` to `F64`."""


def check(args: FabricCapacityArgs) -> None:
    """Refuse a capacity that nobody administers. Errors: `ArgumentError`."""
    if not args.administrators:
        raise ArgumentError(
            "A-SVC-002", "administrators", found="nobody", accepted="one principal or more",
            remedy="name an owner of the team",
        )  # fmt: skip


class FabricCapacity(ServiceComponent):
    """A capacity; its workspaces are made in Fabric."""

    def __init__(self, name: str, args: FabricCapacityArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.FABRIC_CAPACITY, name, tags=args.tags, opts=opts)
        check(args)
        capacity = fabric.FabricCapacity(
            self.child_name("capacity"),
            resource_group_name=args.resource_group_name,
            capacity_name=args.capacity_name,
            location=args.location,
            sku={"name": args.sku, "tier": "Fabric"},
            administration={"members": list(args.administrators)},
            tags=self.tags(),
            opts=self.stateless(),
        )
        self.surround(args, capacity, _TYPE, holds_data=False, logs=False)
        self.publish(ServiceOutputs(name=capacity.name, resource_id=capacity.id, watched={_TYPE: capacity.id}))

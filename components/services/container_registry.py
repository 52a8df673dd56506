"""The container registry of the whole estate."""

from dataclasses import dataclass, replace

import pulumi

from components._tokens import Token
from components.services._registry import REGISTRY, OwnRegistry, create_registry
from components.services._service import ServiceArgs, ServiceComponent, ServiceOutputs


@dataclass(frozen=True, kw_only=True)
class ContainerRegistryArgs(ServiceArgs):
    """One registry."""

    registry_name: str
    """Required. Its name, unique in the world: letters and digits."""


class ContainerRegistry(ServiceComponent):
    """A closed registry for images of all teams, without admin user and without anonymous pull."""

    def __init__(self, name: str, args: ContainerRegistryArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.CONTAINER_REGISTRY, name, tags=args.tags, opts=opts)
        own = OwnRegistry(registry_name=args.registry_name, private_endpoints=args.private_endpoints)
        registry = create_registry(self, args, own)
        around = replace(args, private_endpoints={}, diagnostic_settings=None)
        self.surround(around, registry, REGISTRY, holds_data=False)
        self.publish(ServiceOutputs(name=registry.name, resource_id=registry.id))

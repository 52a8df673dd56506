"""The container registry of the whole estate."""

from dataclasses import dataclass

import pulumi

from components._tokens import Token
from components.security.role_assignments import create_role_assignments
from components.services._registry import OwnRegistry, create_registry
from components.services._service import ServiceArgs, ServiceComponent, ServiceOutputs


@dataclass(frozen=True, kw_only=True)
class ContainerRegistryArgs(ServiceArgs):
    """One registry."""

    registry_name: str
    """Required. Its name, unique in the world: letters and digits."""


class ContainerRegistry(ServiceComponent):
    """A closed registry for images of all teams, without admin user and without anonymous pull."""

    takes_key = True

    def __init__(self, name: str, args: ContainerRegistryArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.CONTAINER_REGISTRY, name, tags=args.tags, opts=opts)
        own = OwnRegistry(registry_name=args.registry_name, private_endpoints=args.private_endpoints)
        registry = create_registry(self, args, own)
        create_role_assignments(self, "service", scope=registry.id, assignments=args.role_assignments)
        self.publish(ServiceOutputs(name=registry.name, resource_id=registry.id))

"""Azure AI Search."""

from dataclasses import dataclass

import pulumi
from pulumi_azure_native import search

from components._tokens import Token
from components.services._service import ServiceArgs, ServiceComponent, outputs_of

_TYPE = "Microsoft.Search/searchServices"


@dataclass(frozen=True, kw_only=True)
class AiSearchArgs(ServiceArgs):
    """One search service."""

    search_name: str
    """Required. Its name, unique in the world."""
    sku: str = "standard"
    """Optional. `basic`, `standard`, `standard2` or `standard3`; fixed at creation."""
    replicas: int = 1
    """Optional. Copies, 1 to 12; three of them for reads and writes under the service level agreement."""
    partitions: int = 1
    """Optional. Shares of the index: 1, 2, 3, 4, 6 or 12."""


class AiSearch(ServiceComponent):
    """A search service without keys, closed to public networks."""

    def __init__(self, name: str, args: AiSearchArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.AI_SEARCH, name, tags=args.tags, opts=opts)
        service = search.Service(
            self.child_name("search"),
            resource_group_name=args.resource_group_name,
            search_service_name=args.search_name,
            location=args.location,
            sku={"name": args.sku},
            replica_count=args.replicas,
            partition_count=args.partitions,
            hosting_mode="Default",
            identity={"type": "SystemAssigned"},
            disable_local_auth=True,
            public_network_access="Disabled",
            semantic_search="disabled",
            tags=self.tags(),
            opts=self.keep(args),
        )
        self.surround(args, service, _TYPE, holds_data=True)
        self.publish(outputs_of(service, _TYPE))

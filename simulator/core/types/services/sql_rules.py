"""Firewall and network rules of SQL servers."""

from simulator.core.request import Request
from simulator.core.rules import refusal
from simulator.core.types.base import Handler, handles
from simulator.core.types.services.sql import SERVER, SQL
from simulator.core.types.subnet_rules import missing_endpoints

FIREWALL, NETWORK = f"{SERVER}/firewallRules", f"{SERVER}/virtualNetworkRules"
CLOSED = refusal(
    "BadRequest",
    400,
    "Unable to create or modify firewall rules when public network access of `{server}` is disabled.",
    f"{FIREWALL}:BadRequest",
    f"{NETWORK}:BadRequest",
)
NO_ENDPOINT = refusal(
    "VirtualNetworkRuleBadRequest",
    400,
    "Subnet `{subnet}` does not have the service endpoint Microsoft.Sql.",
    source=f"{SQL}; code name inferred",
)


@handles(FIREWALL, NETWORK)
class ServerRules(Handler):
    """A rule of a server that public networks reach."""

    def validate(self, request: Request) -> None:
        """The server is open; the subnet has the endpoint."""
        server = request.cloud.store.get(request.id.parent.key) if request.id.parent else None
        if server is not None and server.properties.get("publicNetworkAccess") == "Disabled":
            raise CLOSED(request.id, server=server.id)
        subnet = request.properties.get("virtualNetworkSubnetId")
        if subnet is not None:
            ignored = bool(request.properties.get("ignoreMissingVnetServiceEndpoint"))
            rule = {"id": subnet, "ignoreMissingVnetServiceEndpoint": ignored}
            if missing_endpoints(request, {"virtualNetworkRules": [rule]}, ("Microsoft.Sql",)):
                raise NO_ENDPOINT(request.id, subnet=subnet)

"""Load balancers: what they name exists, and their addresses are of their sku."""

from simulator.core.request import Request, dig
from simulator.core.rules import refusal
from simulator.core.types.base import Handler, handles
from simulator.core.types.network.references import check_references, referenced

TYPE = "Microsoft.Network/loadBalancers"
SKU_MISMATCH = refusal(
    "PublicIPAndLBSkuDoNotMatch",
    400,
    "Public IP address `{address}` of sku {theirs} cannot be used by load balancer `{id}` of sku {own}.",
    f"{TYPE}:PublicIPAndLBSkuDoNotMatch",
)
# Ids inside of a balancer that name its own parts.
OWN_PARTS = frozenset({"loadBalancingRules", "inboundNatRules", "inboundNatPools", "outboundRules"})


@handles(TYPE)
class LoadBalancers(Handler):
    """A load balancer."""

    def validate(self, request: Request) -> None:
        """References and skus."""
        check_references(request, skip=OWN_PARTS)
        own = request.given("sku", "name") or "Basic"
        for index, one in enumerate(request.properties.get("frontendIPConfigurations") or []):
            path = f"properties.frontendIPConfigurations[{index}].properties.publicIPAddress.id"
            address = referenced(request, dig(one, "properties", "publicIPAddress"), path)
            theirs = dig(dict(address.body), "sku", "name") if address else own
            if address is not None and theirs != own:
                raise SKU_MISMATCH(request.id, address=address.id, theirs=theirs, id=request.id, own=own)

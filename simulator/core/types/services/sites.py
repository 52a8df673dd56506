"""Apps on App Service plans: the plan that they name, and the subnet through which they reach others."""

from simulator.core.request import Request, dig
from simulator.core.rules import fact_rows, refusal
from simulator.core.store import Resource
from simulator.core.types.base import HANDLERS
from simulator.core.types.network import occupancy
from simulator.core.types.network.references import NOT_FOUND
from simulator.core.types.services.injected import Injected

SITE, PLAN = "Microsoft.Web/sites", "Microsoft.Web/serverfarms"
FLEX = "FlexConsumption"
DELEGATIONS = {True: "Microsoft.App/environments", False: "Microsoft.Web/serverFarms"}
"""Whether the plan is Flex Consumption → the service to which the subnet must belong."""
INTEGRATION = "MicrosoftDocs/azure-docs azure-functions/functions-networking-options, subnets; code name inferred"
NOT_DELEGATED = refusal(
    "SubnetNotDelegated",
    400,
    "Subnet `{subnet}` must be delegated to `{service}` for the plan of `{name}`.",
    source=INTEGRATION,
)
BAD_SUBNET_NAME = refusal(
    "BadRequest",
    400,
    "Flex Consumption takes no subnet with an underscore in its name: `{subnet}`.",
    source=INTEGRATION,
)
BAD_CONFIG = refusal(
    "BadRequest",
    400,
    "functionAppConfig is for plans of Flex Consumption, and required there: `{name}` stands on `{tier}`.",
    source="MicrosoftDocs/azure-docs azure-functions/flex-consumption-how-to; code inferred",
)


class Sites(Injected):
    """A web, function or logic app."""

    subnet_path = ("virtualNetworkSubnetId",)

    def validate(self, request: Request) -> None:
        """A plan that stands, its kind of configuration, and a subnet that is the plan's to use."""
        super().validate(request)
        tier = _tier(request)
        flex = tier == FLEX
        if request.properties.get("serverFarmId") and flex != bool(request.properties.get("functionAppConfig")):
            raise BAD_CONFIG(request.id, name=request.id.name, tier=tier)
        subnet = self.subnet(request)
        if subnet is not None:
            _check_subnet(request, subnet, flex=flex)


def _tier(request: Request) -> str:
    """The tier of the plan that the site names."""
    named = request.properties.get("serverFarmId")
    if not named:
        return ""
    plan = request.cloud.find(str(named))
    if plan is None:
        raise NOT_FOUND(request.id, reference=named, id=request.id)
    return str(dig(dict(plan.body), "sku", "tier") or dig(dict(plan.body), "sku", "name") or "")


def _check_subnet(request: Request, subnet: Resource, *, flex: bool) -> None:
    if DELEGATIONS[flex].lower() not in {one.lower() for one in occupancy.delegation_names(subnet.properties)}:
        raise NOT_DELEGATED(request.id, subnet=subnet.id, service=DELEGATIONS[flex], name=request.id.name)
    if flex and "_" in subnet.name:
        raise BAD_SUBNET_NAME(request.id, subnet=subnet.name)


(_ROW,) = [row for row in fact_rows("services") if row["arm_type"] == SITE]
HANDLERS[SITE.lower()] = Sites(dict(_ROW))

"""Services that stand in a subnet of the caller's: flexible servers and container environments."""

from typing import TYPE_CHECKING, Any

from arm.ids import parse
from simulator.core.request import Request
from simulator.core.rules import fact_rows, refusal
from simulator.core.store import Resource
from simulator.core.types.base import HANDLERS
from simulator.core.types.network import occupancy
from simulator.core.types.network.references import NOT_FOUND, region_of
from simulator.core.types.network.subnets import first_prefix
from simulator.core.types.services.tabled import Tabled

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

POSTGRES, MYSQL = "Microsoft.DBforPostgreSQL/flexibleServers", "Microsoft.DBforMySQL/flexibleServers"
ENVIRONMENT = "Microsoft.App/managedEnvironments"
NOT_DELEGATED = refusal(
    "SubnetNotDelegated",
    400,
    "Subnet `{subnet}` must be delegated to `{service}`.",
    f"{POSTGRES}:-",
)
BAD_NETWORK = refusal(
    "ManagedEnvironmentInvalidNetworkConfiguration",
    400,
    "The environment's network configuration is invalid: {problem}.",
    f"{ENVIRONMENT}:ManagedEnvironmentInvalidNetworkConfiguration#1",
    f"{ENVIRONMENT}:ManagedEnvironmentInvalidNetworkConfiguration#2",
)
SMALLEST_PLAIN, SMALLEST_DELEGATED = 23, 27
DELEGATION = "Microsoft.App/environments"


class Injected(Tabled):
    """A service that holds the subnet it names."""

    subnet_path: tuple[str, ...] = ()

    def subnet(self, request: Request) -> Resource | None:
        """The subnet, which must exist in the service's region."""
        named = request.given("properties", *self.subnet_path)
        if named is None:
            return None
        found = request.cloud.find(str(named))
        if found is None or region_of(request, found) != request.body.get("location"):
            raise NOT_FOUND(request.id, reference=named, id=request.id)
        return found

    def after_put(self, request: Request, resource: Resource) -> None:
        """Hold the subnet."""
        subnet = self.subnet(request)
        if subnet is not None:
            occupancy.occupy(request.cloud, parse(subnet.id), resource.id, blocks="link")

    def after_delete(self, cloud: "Cloud", resource: Resource) -> None:
        """Let go of it."""
        occupancy.leave(cloud, resource.id)


class FlexibleServers(Injected):
    """PostgreSQL and MySQL servers."""

    subnet_path = ("network", "delegatedSubnetResourceId")

    def validate(self, request: Request) -> None:
        """The subnet is delegated to the service."""
        super().validate(request)
        subnet = self.subnet(request)
        services = {one.lower() for one in occupancy.delegation_names(subnet.properties)} if subnet else set()
        if subnet is not None and self.arm_type.lower() not in services:
            raise NOT_DELEGATED(request.id, subnet=subnet.id, service=self.arm_type)


class Environments(Injected):
    """Container environments."""

    subnet_path = ("vnetConfiguration", "infrastructureSubnetId")

    def validate(self, request: Request) -> None:
        """A subnet of the right size and delegation, its own; zones need one."""
        super().validate(request)
        problem = self._problem(request, self.subnet(request))
        if problem:
            raise BAD_NETWORK(request.id, problem=problem)

    def _problem(self, request: Request, subnet: Resource | None) -> str | None:
        if subnet is None:
            return "zoneRedundant needs infrastructureSubnetId" if request.properties.get("zoneRedundant") else None
        delegated = DELEGATION.lower() in {one.lower() for one in occupancy.delegation_names(subnet.properties)}
        profiles = bool(request.properties.get("workloadProfiles"))
        if delegated != profiles:
            return f"`{subnet.id}` must {'' if profiles else 'not '}be delegated to {DELEGATION}"
        smallest = SMALLEST_DELEGATED if profiles else SMALLEST_PLAIN
        length = first_prefix(subnet).prefixlen
        if length > smallest:
            return f"`{subnet.id}` is a /{length}, at least a /{smallest} is needed"
        sitting = occupancy.occupants(request.cloud, subnet.key)
        others = [one["holder"] for one in sitting if one["holder"].lower() != request.id.key]
        return f"`{subnet.id}` is used by `{others[0]}`" if others else None

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Addresses, and the group that the service works in."""
        super().complete(request, body)
        if self.subnet(request) is not None:
            name = f"ME_{request.id.name}_{request.id.resource_group}_{body['location']}"
            body["properties"].setdefault("infrastructureResourceGroup", name)


KINDS: dict[str, type[Injected]] = {POSTGRES: FlexibleServers, ENVIRONMENT: Environments}
for _row in fact_rows("services"):
    if _row["arm_type"] in KINDS:
        HANDLERS[_row["arm_type"].lower()] = KINDS[_row["arm_type"]](dict(_row))

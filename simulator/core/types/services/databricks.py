"""Databricks workspaces: a managed group behind a deny assignment, and injected subnets."""

from typing import TYPE_CHECKING, Any

from arm.ids import ResourceId, parse
from simulator.core.request import Request, dig
from simulator.core.rules import behaviour, refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles
from simulator.core.types.network import occupancy
from simulator.core.types.resources.groups import drop_managed_group, managed_group

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

TYPE = "Microsoft.Databricks/workspaces"
GROUP_EXISTS = refusal(
    "ApplianceManagedResourceGroupMismatch",
    409,
    "The managed resource group `{group}` exists and is not managed by workspace `{id}`.",
    f"{TYPE}:-#1",
)
GROUP_CHANGED = refusal(
    "ApplianceManagedResourceGroupMismatch",
    409,
    "The managed resource group `{after}` did not match the existing definition `{before}`.",
    f"{TYPE}:ApplianceManagedResourceGroupMismatch",
)
GROUP_MISSING = refusal(
    "ApplianceProvisioningFailed",
    409,
    "The managed resource group `{group}` cannot be made: it lies in no subscription of the workspace.",
    f"{TYPE}:ApplianceProvisioningFailed",
)
NETWORK_CHANGED = refusal(
    "VirtualNetworkIdChangeNotAllowed",
    400,
    "Updating the required network from `{before}` to `{after}` is not allowed.",
    f"{TYPE}:VirtualNetworkIdChangeNotAllowed",
)
NOT_IN_NETWORK = refusal(
    "SubnetIsNotWithinVnetError",
    400,
    "Subnet `{subnet}` (range {range}) is not within virtual network `{network}`.",
    f"{TYPE}:SubnetIsNotWithinVnetError",
)
NOT_DELEGATED = refusal(
    "SubnetNotDelegated",
    400,
    "Subnet `{subnet}` must be delegated to Microsoft.Databricks/workspaces.",
    f"{TYPE}:-#2",
)
NO_SECURITY_GROUP = refusal(
    "SubnetHasNoNetworkSecurityGroup",
    400,
    "Subnet `{subnet}` must have a network security group.",
    source="behaviours.csv Microsoft.Databricks/workspaces#4; code name inferred",
)
INCOMPLETE_NETWORK = refusal(
    "InvalidCustomVirtualNetworkParameters",
    400,
    "customVirtualNetworkId, customPublicSubnetName and customPrivateSubnetName go together, with two subnets.",
    source="Azure REST API of Databricks workspaces, general knowledge (2026-11-23); code name inferred",
)
behaviour("The workspace owns a managed group with a deny assignment that covers even owners.", f"{TYPE}#1")
behaviour(
    "The managed group takes the workspace's tags.", source="MicrosoftDocs/cloud-adoption-framework issue 1305 (2024)"
)
behaviour("The managed group must not exist before, and no two workspaces share one.", f"{TYPE}#2")
behaviour("workspaceId and workspaceUrl are computed; the managed group goes with the workspace.", f"{TYPE}#3")
DENY = "System deny assignment created by Azure Databricks"


def _subnets(body: Any) -> list[tuple[str, str]]:
    """The injected subnets of a workspace: the network's id and the subnet's name."""
    parameters = dig(body, "properties", "parameters") or {}
    network = dig(parameters, "customVirtualNetworkId", "value")
    names = [dig(parameters, f"custom{kind}SubnetName", "value") for kind in ("Public", "Private")]
    return [(str(network), str(name)) for name in names if network and name]


@handles(TYPE)
class Workspaces(Handler):
    """A workspace."""

    own_immutables = frozenset({"properties.managedResourceGroupId", "properties.parameters.customVirtualNetworkId"})

    def validate(self, request: Request) -> None:
        """The managed group and the injected network."""
        self._check_group(request)
        parameters = request.given("properties", "parameters") or {}
        before = dig(request.before("properties", "parameters"), "customVirtualNetworkId", "value")
        after = dig(parameters, "customVirtualNetworkId", "value")
        if request.existing is not None and (before or "").lower() != (after or "").lower():
            raise NETWORK_CHANGED(request.id, before=before, after=after)
        given = [dig(parameters, f"custom{kind}SubnetName", "value") for kind in ("Public", "Private")]
        if bool(after) != all(given) or (all(given) and given[0] == given[1]):
            raise INCOMPLETE_NETWORK(request.id)
        for network, name in _subnets(request.body):
            self._check_subnet(request, network, name)

    def _check_group(self, request: Request) -> None:
        given = str(request.properties.get("managedResourceGroupId"))
        before = request.before("properties", "managedResourceGroupId")
        if before is not None:
            if before.lower() != given.lower():
                raise GROUP_CHANGED(request.id, before=before, after=given)
            return
        if parse(given).subscription_id != request.id.subscription_id:
            raise GROUP_MISSING(request.id, group=given)
        if request.cloud.find(given) is not None:
            raise GROUP_EXISTS(request.id, group=given, id=request.id)

    def _check_subnet(self, request: Request, network: str, name: str) -> None:
        row = request.cloud.find(f"{network}/subnets/{name}")
        vnet = request.cloud.find(network)
        if row is None or vnet is None or vnet.location != request.body.get("location"):
            raise NOT_IN_NETWORK(
                request.id, subnet=name, range=occupancy.prefixes(row) if row else None, network=network
            )
        if TYPE.lower() not in {one.lower() for one in occupancy.delegation_names(row.properties)}:
            raise NOT_DELEGATED(request.id, subnet=row.id)
        if not row.properties.get("networkSecurityGroup"):
            raise NO_SECURITY_GROUP(request.id, subnet=row.id)
        others = [one for one in occupancy.occupants(request.cloud, row.key) if one["holder"].lower() != request.id.key]
        if others:
            raise NOT_IN_NETWORK(request.id, subnet=name, range=f"in use by {others[0]['holder']}", network=network)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Ids and address."""
        world, properties = request.cloud.world, body["properties"]
        digest = world.digest("databricks", request.id.key, world.incarnation(request.id.key))
        number = request.before("properties", "workspaceId") or str(10**15 + int.from_bytes(digest[:6], "big"))
        properties["workspaceId"] = number
        properties["workspaceUrl"] = f"adb-{number}.{int(number) % 20}.azuredatabricks.net"
        properties["createdDateTime"] = request.before("properties", "createdDateTime") or world.now()

    def after_put(self, request: Request, resource: Resource) -> None:
        """The managed group, and the hold on the subnets."""
        cloud = request.cloud
        group = str(resource.properties["managedResourceGroupId"])
        managed_group(cloud, group, str(resource.location), resource.id, DENY, resource.body.get("tags"))
        for network, name in _subnets(dict(resource.body)):
            subnet: ResourceId = parse(f"{network}/subnets/{name}")
            occupancy.occupy(cloud, subnet, resource.id, blocks="link")

    def after_delete(self, cloud: "Cloud", resource: Resource) -> None:
        """Both go."""
        occupancy.leave(cloud, resource.id)
        drop_managed_group(cloud, str(resource.properties["managedResourceGroupId"]))

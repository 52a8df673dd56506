"""Network interfaces: addresses from the subnet, and what keeps one from being deleted."""

from typing import TYPE_CHECKING, Any

from arm.ids import parse
from simulator.core.request import Request, dig, put_default
from simulator.core.rules import refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles
from simulator.core.types.network import occupancy
from simulator.core.types.network.addresses import check_static, next_free
from simulator.core.types.network.references import NOT_FOUND, check_references
from simulator.core.types.network.subnets import first_prefix, subnet_of

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

TYPE = "Microsoft.Network/networkInterfaces"
VIRTUAL_MACHINE = "Microsoft.Compute/virtualMachines"
DELEGATED = refusal(
    "ResourceNotPermittedOnDelegatedSubnet",
    400,
    "Cannot use subnet `{subnet}` for `{id}`: it is delegated to `{service}`.",
    f"{TYPE}:ResourceNotPermittedOnDelegatedSubnet",
)
HELD_BY_SERVICE = refusal(
    "SubnetWithExternalResourcesCannotBeUsedByOtherResources",
    400,
    "Subnet `{subnet}` with external resource `{holder}` cannot be used by other resources.",
    f"{TYPE}:SubnetWithExternalResourcesCannotBeUsedByOtherResources",
)
IN_USE = refusal(
    "NicInUse",
    400,
    "Network interface `{id}` is used by existing resource `{holder}` and cannot be deleted.",
    f"{TYPE}:NicInUse",
)
OF_ENDPOINT = refusal(
    "NicInUseWithPrivateEndpoint",
    400,
    "Network interface `{id}` is used by private endpoint `{holder}` and cannot be deleted.",
    source="behaviours.csv Microsoft.Network/privateEndpoints#1; code name general knowledge (2026-11-23)",
)


@handles(TYPE)
class Interfaces(Handler):
    """An interface takes its addresses at the write."""

    def validate(self, request: Request) -> None:
        """The subnet exists, is free of delegations and has room."""
        check_references(request, skip=frozenset({"virtualMachine", "privateEndpoint"}))
        for index, one in enumerate(request.properties.get("ipConfigurations") or []):
            path = f"properties.ipConfigurations[{index}].properties.subnet.id"
            subnet = subnet_of(request, dig(one, "properties", "subnet"), path)
            if subnet is None:
                raise NOT_FOUND(request.id, reference="(no subnet)", id=request.id)
            for other in occupancy.occupants(request.cloud, subnet.key):
                if other["blocks"] == "link":
                    raise HELD_BY_SERVICE(request.id, subnet=subnet.id, holder=other["holder"])
            services = occupancy.delegation_names(subnet.properties)
            if services:
                raise DELEGATED(request.id, subnet=subnet.id, id=request.id, service=services[0])

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Give out addresses."""
        cloud = request.cloud
        occupancy.leave(cloud, str(request.id))
        held: dict[str, list[str]] = {}
        for index, one in enumerate(body["properties"].get("ipConfigurations") or []):
            inner = one["properties"]
            subnet = subnet_of(request, inner["subnet"], "properties.ipConfigurations")
            if subnet is None:
                continue
            put_default(inner, privateIPAllocationMethod="Dynamic", privateIPAddressVersion="IPv4", primary=index == 0)
            taken = occupancy.taken(cloud, subnet.key) | set(held.get(subnet.id, ()))
            before = request.before("properties", "ipConfigurations") or []
            kept = dig(before[index], "properties", "privateIPAddress") if index < len(before) else None
            wanted = inner.get("privateIPAddress") if inner["privateIPAllocationMethod"] == "Static" else None
            prefix = first_prefix(subnet)
            if wanted:
                address = check_static(str(wanted), prefix, taken, subnet.id)
            else:
                address = str(kept) if kept and kept not in taken else next_free(prefix, taken, subnet.id)
            inner["privateIPAddress"] = address
            held.setdefault(subnet.id, []).append(address)
        for subnet_id, addresses in held.items():
            occupancy.occupy(cloud, parse(subnet_id), str(request.id), addresses=addresses)
        digest = cloud.world.digest("mac", request.id.key).hex().upper()
        body["properties"]["macAddress"] = "-".join(["00", "0D", "3A", digest[:2], digest[2:4], digest[4:6]])

    def before_delete(self, cloud: "Cloud", resource: Resource, caller: str) -> None:
        """Refuse while a machine or a private endpoint holds it."""
        endpoint = dig(resource.body, "properties", "privateEndpoint", "id")
        if endpoint and cloud.find(endpoint) is not None:
            raise OF_ENDPOINT(resource.id, id=resource.id, holder=endpoint)
        for machine in cloud.store.of_type(VIRTUAL_MACHINE):
            attached = dig(machine.body, "properties", "networkProfile", "networkInterfaces") or []
            if resource.key in {str(one.get("id", "")).lower() for one in attached}:
                raise IN_USE(resource.id, id=resource.id, holder=machine.id)

    def after_delete(self, cloud: "Cloud", resource: Resource) -> None:
        """Give the addresses back."""
        occupancy.leave(cloud, resource.id)

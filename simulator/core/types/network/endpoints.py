"""Private endpoints: a subnet that may hold one, a target and group that exist, an interface, a connection."""

from re import escape, fullmatch, split
from typing import TYPE_CHECKING, Any

from arm import private_link
from arm.ids import ResourceId, parse
from arm.limits import limit
from simulator.core.request import Request, dig
from simulator.core.rules import behaviour, refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles
from simulator.core.types.network import occupancy
from simulator.core.types.network.addresses import check_static, next_free
from simulator.core.types.network.link_targets import (
    CONNECTION,
    connections,
    member_count,
    records,
    shown_connection,
)
from simulator.core.types.network.references import NOT_FOUND, reference
from simulator.core.types.network.subnets import first_prefix, subnet_of

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

TYPE = "Microsoft.Network/privateEndpoints"
INTERFACE = "Microsoft.Network/networkInterfaces"
OVERVIEW = "learn private-link/private-endpoint-overview (2026 copy)"
DELEGATED = refusal(
    "SubnetDelegationNotAllowedForPrivateEndpoint",
    400,
    "Subnet `{subnet}` is delegated to `{service}` and cannot be used with a private endpoint.",
    f"{TYPE}:-",
)
ONE_CONNECTION = refusal(
    "PrivateEndpointMustHaveOneConnection",
    400,
    "A private endpoint has exactly one connection, automatic or manual; `{id}` has {count}.",
    source=f"{OVERVIEW}; code name inferred",
)
GROUP_ID = refusal(
    "InvalidPrivateEndpointGroupId",
    400,
    "`{type}` has no private link group `{given}`; accepted, one per endpoint: {accepted}.",
    source="learn private-link/private-endpoint-dns (2026-05-07); code name inferred",
)
NO_PRIVATE_LINK = refusal(
    "PrivateLinkNotSupported",
    400,
    "Resources of type `{type}` cannot be reached by private endpoints.",
    source="learn private-link/private-endpoint-dns (2026-05-07); code name inferred",
)
ACCOUNT_KIND = refusal(
    "AccountKindNotSupportedForPrivateEndpoint",
    400,
    "Private endpoints reach general purpose v2 accounts; `{target}` is of kind `{kind}`.",
    source=f"{OVERVIEW}; code name inferred",
)
NO_APPROVAL = refusal(
    "LinkedAuthorizationFailed",
    403,
    "The client `{caller}` may write `{id}` but may not perform `{action}` on the linked scope `{target}`.",
    "*:LinkedAuthorizationFailed",
)
OTHER_SUBSCRIPTION = refusal(
    "LinkedInvalidPropertyId",
    400,
    "A private endpoint stands in the subscription of its virtual network; `{subnet}` is in another.",
    source=f"{OVERVIEW}; code name inferred",
)
TOO_MANY = refusal(
    "PrivateEndpointsQuotaExceeded",
    400,
    "`{scope}` has {count} private endpoints; at most {most} are accepted.",
    source="azure-docs includes private link limits (2020-04-21), limits.csv; code name inferred",
)
behaviour("An interface `<endpoint>.nic.<guid>` appears with the endpoint and cannot be deleted alone.", f"{TYPE}#1")
behaviour("The connection is Approved at once with the right on the target; a manual one stays Pending.", f"{TYPE}#2")
behaviour("customDnsConfigs is filled only while no zone group is there.", f"{TYPE}#4")
behaviour("Storage accepts one group id per endpoint.", f"{TYPE}#5")
behaviour("The target shows a connection `<endpoint>.<guid>` as long as the endpoint stands.", f"{TYPE}#7")
STORAGE, VAULT = "microsoft.storage/storageaccounts", "microsoft.keyvault/vaults"
UNSUPPORTED_KINDS = frozenset({"Storage", "BlobStorage"})


def target_of(cloud: "Cloud", resource: Resource) -> Resource | None:
    """What an endpoint leads to."""
    found = connections(resource.properties)
    return cloud.find(str(dig(found[0], "properties", "privateLinkServiceId"))) if found else None


def group_of(resource: Resource) -> str:
    """The group id of an endpoint."""
    return str((dig(connections(resource.properties)[0], "properties", "groupIds") or [""])[0])


def addresses_of(cloud: "Cloud", resource: Resource) -> list[str]:
    """The private addresses of an endpoint."""
    interface = cloud.find(str(dig((resource.properties.get("networkInterfaces") or [{}])[0], "id")))
    configurations = interface.properties.get("ipConfigurations") or [] if interface else []
    return [str(dig(one, "properties", "privateIPAddress")) for one in configurations]


@handles(TYPE)
class PrivateEndpoints(Handler):
    """An endpoint and everything that appears with it."""

    def validate(self, request: Request) -> None:
        """Check subnet, target, group and rights."""
        subnet = subnet_of(request, request.properties.get("subnet"), "properties.subnet.id")
        if subnet is None:
            raise NOT_FOUND(request.id, reference="(no subnet)", id=request.id)
        if parse(subnet.id).subscription_id != request.id.subscription_id:
            raise OTHER_SUBSCRIPTION(request.id, subnet=subnet.id)
        services = occupancy.delegation_names(subnet.properties)
        if services:
            raise DELEGATED(request.id, subnet=subnet.id, service=services[0])
        listed = connections(request.properties)
        if len(listed) != 1:
            raise ONE_CONNECTION(request.id, id=request.id, count=len(listed))
        target = self._check_target(request, listed[0])
        manual = bool(request.properties.get("manualPrivateLinkServiceConnections"))
        action = private_link.approval_action(parse(target.id).resource_type)
        if not manual and not request.cloud.may(request.caller, action, parse(target.id)):
            raise NO_APPROVAL(request.id, caller=request.caller, id=request.id, action=action, target=target.id)
        if request.creates:
            self._check_counts(request, subnet, target)

    def _check_target(self, request: Request, connection: dict[str, Any]) -> Resource:
        inner = connection.get("properties") or {}
        named = reference(
            request,
            {"id": inner.get("privateLinkServiceId")},
            "properties.privateLinkServiceConnections.privateLinkServiceId",
        )
        target = request.cloud.store.get(named.key) if named else None
        if named is None or target is None:
            raise NOT_FOUND(request.id, reference=named or "(no privateLinkServiceId)", id=request.id)
        arm_type, given = named.resource_type, inner.get("groupIds") or []
        if not private_link.supported(arm_type):
            raise NO_PRIVATE_LINK(request.id, type=arm_type)
        accepted = private_link.groups(arm_type)
        if len(given) != 1 or not _accepted(given[0], accepted):
            raise GROUP_ID(request.id, type=arm_type, given=", ".join(given), accepted=", ".join(accepted))
        if target.type == STORAGE and target.body.get("kind") in UNSUPPORTED_KINDS:
            raise ACCOUNT_KIND(request.id, target=target.id, kind=target.body["kind"])
        return target

    def _check_counts(self, request: Request, subnet: Resource, target: Resource) -> None:
        store = request.cloud.store
        network = store.get(subnet.parent)
        high_scale = network is not None and network.properties.get("privateEndpointVNetPolicies") == "Basic"
        key = "private-endpoints-per-virtual-network" + ("-high-scale" if high_scale else "")
        here = store.count_records("endpoint-subnet", name=subnet.parent)
        there = len(store.children(target.key, f"{target.type}/{CONNECTION}"))
        checks = [(subnet.parent, here, limit(key))]
        if target.type in (STORAGE, VAULT):
            kind = "storage-account" if target.type == STORAGE else "key-vault"
            checks.append((target.id, there, limit(f"private-endpoints-per-{kind}")))
        for scope, count, most in checks:
            if count >= most:
                raise TOO_MANY(request.id, scope=scope, count=count, most=most)

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Make the interface, take addresses, connect."""
        cloud, properties = request.cloud, body["properties"]
        subnet = subnet_of(request, properties["subnet"], "properties.subnet.id")
        connection = connections(properties)[0]
        target = cloud.find(str(connection["properties"]["privateLinkServiceId"]))
        if subnet is None or target is None:
            return
        properties["subnet"] = {"id": subnet.id}
        properties.pop("customDnsConfigs", None)
        guid = cloud.world.guid(request.id.key, cloud.world.incarnation(request.id.key))
        properties["networkInterfaces"] = [{"id": str(_interface(request, body, subnet, target, guid))}]
        manual = bool(properties.get("manualPrivateLinkServiceConnections"))
        held = request.before("properties") or {}
        kept = [dig(one, "properties", "privateLinkServiceConnectionState") for one in connections(held)]
        status = {
            "status": "Pending" if manual else "Approved",
            "description": "Awaiting approval" if manual else "Auto-Approved",
            "actionsRequired": "None",
        }
        connection["properties"]["privateLinkServiceConnectionState"] = kept[0] if kept else status
        connection["properties"]["provisioningState"] = "Succeeded"
        connection.setdefault("name", request.id.name)
        there = parse(target.id).child(CONNECTION, f"{request.id.name}.{guid}")
        shown = shown_connection(
            parse(target.id).resource_type,
            str(request.id),
            connection["properties"]["groupIds"],
            connection["properties"]["privateLinkServiceConnectionState"],
        )
        cloud.keep(there, {"properties": shown})
        note = {"endpoint": str(request.id), "subnet": subnet.key}
        cloud.store.put_record("endpoint-subnet", request.id.key, note, parent=subnet.key, name=subnet.parent)

    def before_delete(self, cloud: "Cloud", resource: Resource, caller: str) -> None:
        """Nothing refuses; the interface and the connection go with it."""
        interfaces = resource.properties.get("networkInterfaces") or []
        for one in interfaces:
            occupancy.leave(cloud, one["id"])
            cloud.store.delete(one["id"].lower())

    def after_delete(self, cloud: "Cloud", resource: Resource) -> None:
        """Remove the connection on the target."""
        cloud.store.delete_record("endpoint-subnet", resource.key)
        target = target_of(cloud, resource)
        if target is None:
            return
        for row in cloud.store.children(target.key, f"{target.type}/{CONNECTION}"):
            if str(dig(row.body, "properties", "privateEndpoint", "id")).lower() == resource.key:
                cloud.store.delete(row.key)

    def show(self, cloud: "Cloud", resource: Resource, body: dict[str, Any]) -> None:
        """Fill customDnsConfigs while there is no zone group."""
        target = target_of(cloud, resource)
        grouped = cloud.store.children(resource.key, f"{TYPE}/privateDnsZoneGroups")
        body["properties"]["customDnsConfigs"] = [] if grouped or target is None else _dns(cloud, resource, target)


def _accepted(given: str, patterns: tuple[str, ...]) -> bool:
    """Whether a group id is one of the type's; braces in a pattern stand for a chosen name."""
    return any(fullmatch("[^/]+".join(map(escape, split(r"\{[^{}]*\}", one))), given) for one in patterns)


def _dns(cloud: "Cloud", resource: Resource, target: Resource) -> list[dict[str, Any]]:
    found = records(cloud, target, group_of(resource))
    labels = sorted({record.label for record in found})
    address = dict(zip(labels, addresses_of(cloud, resource), strict=False))
    return [
        {
            "fqdn": f"{record.label}.{record.zone.replace('privatelink.', '')}",
            "ipAddresses": [address[record.label]],
        }
        for record in found
        if record.label in address
    ]


def _interface(request: Request, body: dict[str, Any], subnet: Resource, target: Resource, guid: str) -> ResourceId:
    cloud, properties = request.cloud, body["properties"]
    name = properties.get("customNetworkInterfaceName") or f"{request.id.name}.nic.{guid}"
    found = request.id.scope.extension(INTERFACE, str(name))
    occupancy.leave(cloud, str(found))
    taken, prefix, configurations = occupancy.taken(cloud, subnet.key), first_prefix(subnet), []
    fixed = [dig(one, "properties", "privateIPAddress") for one in properties.get("ipConfigurations") or []]
    standing = cloud.store.get(found.key)
    held = [
        dig(one, "properties", "privateIPAddress")
        for one in (standing.properties.get("ipConfigurations") or [] if standing else [])
    ]
    group = str(dig(connections(properties)[0], "properties", "groupIds")[0])
    for index in range(max(member_count(cloud, target, group), len(fixed))):
        if index < len(fixed) and fixed[index]:
            address = check_static(str(fixed[index]), prefix, taken, subnet.id)
        elif index < len(held) and held[index]:
            address = str(held[index])
        else:
            address = next_free(prefix, taken, subnet.id)
        taken.add(address)
        configurations.append(
            {
                "name": f"privateEndpointIpConfig.{index}",
                "properties": {"privateIPAddress": address, "subnet": {"id": subnet.id}, "primary": index == 0},
            }
        )
    addresses = [one["properties"]["privateIPAddress"] for one in configurations]  # type: ignore[index]
    occupancy.occupy(cloud, parse(subnet.id), str(found), addresses=addresses)
    cloud.keep(
        found,
        {
            "location": body["location"],
            "properties": {
                "ipConfigurations": configurations,
                "privateEndpoint": {"id": str(request.id)},
                "provisioningState": "Succeeded",
            },
        },
    )
    return found

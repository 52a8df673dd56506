"""Who sits in a subnet: addresses that are taken, and services that hold it."""

from typing import TYPE_CHECKING, Any

from arm.ids import ResourceId, parse
from simulator.core.store import Resource

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

KIND = "occupant"


def occupy(
    cloud: "Cloud", subnet: ResourceId, holder: str, *, addresses: list[str] | None = None, blocks: str = "ip"
) -> None:
    """Note that a resource sits in a subnet: with addresses, or as a service that holds the whole (`link`)."""
    body = {"holder": holder, "subnet": subnet.key, "addresses": addresses or [], "blocks": blocks}
    cloud.store.put_record(KIND, f"{subnet.key}|{holder}", body, parent=subnet.key, name=holder)


def leave(cloud: "Cloud", holder: str) -> None:
    """Remove everything a resource holds."""
    for found in cloud.store.records(KIND, name=holder):
        cloud.store.delete_record(KIND, f"{found['subnet']}|{found['holder']}")


def occupants(cloud: "Cloud", subnet_key: str) -> list[dict[str, Any]]:
    """What sits in a subnet."""
    return cloud.store.records(KIND, parent=subnet_key)


def taken(cloud: "Cloud", subnet_key: str) -> set[str]:
    """Addresses in use."""
    return {address for one in occupants(cloud, subnet_key) for address in one["addresses"]}


def prefixes(subnet: Resource) -> list[str]:
    """A subnet's address prefixes, singular or plural."""
    properties = subnet.properties
    listed = properties.get("addressPrefixes") or []
    single = properties.get("addressPrefix")
    return [*([single] if single else []), *(one for one in listed if one != single)]


def delegation_names(properties: Any) -> list[str]:
    """The services a subnet is delegated to."""
    found = (properties or {}).get("delegations") or []
    return [str((one.get("properties") or {}).get("serviceName", "")) for one in found]


def network_of(subnet_id: str) -> ResourceId:
    """The virtual network of a subnet."""
    parent = parse(subnet_id).parent
    if parent is None:
        raise ValueError(f"`{subnet_id}` is not a subnet")
    return parent

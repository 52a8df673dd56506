"""Variants of private DNS, private endpoints and peering."""

from dataclasses import replace

from components.network.peering import Half, NetworkEnd, Peering, PeeringArgs, PeeringMesh, PeeringMeshArgs
from components.network.private_dns import (
    LinkedNetwork,
    PrivateDns,
    PrivateDnsArgs,
    PrivateDnsLinks,
    PrivateDnsLinksArgs,
)
from components.network.private_endpoint import PrivateEndpoints, PrivateEndpointsArgs, Target
from tests.unit.components.before import (
    GROUP,
    LOCATION,
    NETWORK_ID,
    VAULT_ID,
    network_id,
)
from tests.unit.components.variants.shared import (
    TAGS,
    Variants,
    endpoint,
    endpoint_by_policy,
)


def end(name: str, *, managed: bool = True) -> NetworkEnd:
    """A network of the mesh."""
    return NetworkEnd(
        virtual_network_resource_id=network_id(name),
        virtual_network_name=f"vnet-{name}",
        resource_group_name=f"rg-{name}",
        managed=managed,
    )


def halves(*pairs: tuple[str, str]) -> list[Half]:
    """Both directions of pairs."""
    return [
        Half(local=local, remote=remote, name=f"peer-{remote}")
        for first, second in pairs
        for local, remote in ((first, second), (second, first))
    ]


_LINKS = PrivateDnsLinksArgs(
    resource_group_name="rg-dns",
    zones=["privatelink.blob.core.windows.net", "privatelink.dfs.core.windows.net"],
    network=LinkedNetwork(link_name="sales", virtual_network_resource_id=NETWORK_ID),
)
_TARGET = Target(
    resource_id=VAULT_ID, arm_type="Microsoft.KeyVault/vaults", location=LOCATION, resource_group_name=GROUP
)


VARIANTS: Variants = {
    "PrivateDns": {
        "defaults": lambda: PrivateDns(
            "dns", PrivateDnsArgs(resource_group_name=GROUP, zones=["privatelink.blob.core.windows.net"])
        ),
        "max": lambda: PrivateDns(
            "dns",
            PrivateDnsArgs(
                resource_group_name=GROUP,
                zones=["privatelink.blob.core.windows.net", "privatelink.vaultcore.azure.net"],
                networks={"governance": LinkedNetwork(link_name="governance", virtual_network_resource_id=NETWORK_ID)},
                fall_back_to_internet=True,
                tags=TAGS,
            ),
        ),
    },
    "PrivateDnsLinks": {
        "defaults": lambda: PrivateDnsLinks("links", _LINKS),
        "max": lambda: PrivateDnsLinks("links", replace(_LINKS, fall_back_to_internet=True, tags=TAGS)),
    },
    "PrivateEndpoints": {
        "defaults": lambda: PrivateEndpoints(
            "catalog", PrivateEndpointsArgs(target=_TARGET, private_endpoints={"vault": endpoint_by_policy("vault")})
        ),
        "max": lambda: PrivateEndpoints(
            "catalog",
            PrivateEndpointsArgs(target=_TARGET, private_endpoints={"vault": endpoint("vault")}, tags=TAGS),
        ),
    },
    "Peering": {
        "defaults": lambda: Peering(
            "sales-to-hub",
            PeeringArgs(
                local=end("a"),
                remote_virtual_network_resource_id=end("hub").virtual_network_resource_id,
                half=Half(local="a", remote="hub", name="peer-hub"),
            ),
        ),
    },
    "PeeringMesh": {
        "defaults": lambda: PeeringMesh(
            "mesh",
            PeeringMeshArgs(networks={"a": end("a"), "b": end("b")}, halves=halves(("a", "b"))),
        ),
        "max": lambda: PeeringMesh(
            "mesh",
            PeeringMeshArgs(
                networks={"a": end("a"), "b": end("b"), "c": end("c"), "hub": end("hub", managed=False)},
                halves=halves(("a", "b"), ("a", "c"), ("b", "c"), ("hub", "a")),
            ),
        ),
    },
}

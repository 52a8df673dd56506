"""Where the estate's private DNS zones are, and which endpoints register themselves in them."""

from collections.abc import Mapping

import pulumi

from arm.ids import parse
from config.estate import Estate
from config.models.organization import DnsRegistration
from config.private_dns import zone_names
from stacks.contracts import ManagementZoneContract

_TYPE = "Microsoft.Network/privateDnsZones"


def existing_zones(estate: Estate, management_zone: str) -> dict[str, str] | None:
    """Ids of zones that exist outside the estate, by name; None where the management zone keeps them."""
    group = estate.settings.connectivity.private_dns_zones_resource_group_id
    if group is None:
        return None
    scope = parse(group)
    return {name: str(scope.extension(_TYPE, name)) for name in zone_names(estate, management_zone)}


def registration(
    estate: Estate, contract: "pulumi.Output[ManagementZoneContract]"
) -> "pulumi.Output[Mapping[str, str]] | None":
    """Zone ids for endpoints that register themselves; None where a policy registers them."""
    if estate.settings.dns_registration is DnsRegistration.POLICY:
        return None
    return contract.apply(lambda known: known.private_dns_zones)

"""Policies that register private endpoints: each gives its zone group to the endpoints of some services."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from arm.private_link import ZONES_PER_ZONE_GROUP, groups, types, zones
from arm.roles import role_definition_id

INITIATIVE = "dns-registration"
"""The name of the initiative that holds them all."""
ZONES = "zonesResourceGroupId"
"""Its parameter: the id of the resource group in which the private DNS zones stand."""
NETWORK_CONTRIBUTOR = "4d97b98b-1d4f-4787-a291-c67834d212e7"
_ENDPOINT = "Microsoft.Network/privateEndpoints"
_CONNECTION = f"{_ENDPOINT}/privateLinkServiceConnections[*]"
_GROUP = f"{_ENDPOINT}/privateDnsZoneGroups"
_ZONE = "/providers/Microsoft.Network/privateDnsZones"
_API_VERSION = "2024-05-01"
_METADATA = {"category": "Network", "version": "1.0.0"}
_PARAMETER = {
    "type": "String",
    "metadata": {"displayName": "Zones", "description": "The id of the resource group with the private DNS zones."},
}


@dataclass(frozen=True, kw_only=True)
class Registration:
    """The zones that endpoints of some services need."""

    zones: tuple[str, ...]
    region: str | None
    """The region of the endpoints, where the zones' names have it in them."""
    services: tuple[tuple[str, str], ...]
    """Types with the group ids that need exactly these zones."""

    @property
    def name(self) -> str:
        """The name of the definition: the first zone, and a digest of them all."""
        digest = hashlib.sha256("|".join((*self.zones, self.region or "")).encode()).hexdigest()
        return f"dns-{self.zones[0].removeprefix('privatelink.').replace('.', '-')[:48]}-{digest[:6]}"


def plan_registrations(regions: Sequence[str], known: Iterable[str], cloud: str) -> tuple[Registration, ...]:
    """The registrations of every service whose zones are among those that stand, by name."""
    wanted: dict[tuple[tuple[str, ...], str | None], list[tuple[str, str]]] = {}
    standing = frozenset(known)
    for service in ((arm_type, group) for arm_type in types() for group in groups(arm_type)):
        by_region = {region: zones(*service, region, cloud) for region in regions}
        same = len(set(by_region.values())) == 1
        for region, needed in list(by_region.items())[: 1 if same else None]:
            if 0 < len(needed) <= ZONES_PER_ZONE_GROUP and standing.issuperset(needed):
                wanted.setdefault((needed, None if same else region), []).append(service)
    made = (
        Registration(zones=needed, region=region, services=tuple(services))
        for (needed, region), services in wanted.items()
    )
    return tuple(sorted(made, key=lambda one: one.name))


def definition(registration: Registration) -> dict[str, Any]:
    """The properties of a policy definition that registers endpoints."""
    listed = ", ".join(registration.zones)
    return {
        "displayName": f"Endpoints are registered in {registration.zones[0]}",
        "description": f"A private endpoint must have a zone group with {listed}.",
        "mode": "Indexed",
        "metadata": _METADATA,
        "parameters": {ZONES: _PARAMETER},
        "policyRule": {
            "if": {"allOf": list(_conditions(registration))},
            "then": {"effect": "deployIfNotExists", "details": _details(registration)},
        },
    }


def _conditions(registration: Registration) -> Iterator[dict[str, Any]]:
    yield {"field": "type", "equals": _ENDPOINT}
    if registration.region:
        yield {"field": "location", "equals": registration.region}
    services = [_is_service(*service) for service in registration.services]
    yield {"count": {"field": _CONNECTION, "where": {"anyOf": services}}, "greater": 0}


def _is_service(arm_type: str, group_id: str) -> dict[str, Any]:
    """A connection to a type and a group; a group with a chosen name in it is known by the rest."""
    head, brace, _ = group_id.partition("{")
    test = {"like": f"{head}*"} if brace else {"equals": group_id}
    return {
        "allOf": [
            {"field": f"{_CONNECTION}.privateLinkServiceId", "contains": f"/providers/{arm_type}/"},
            {"count": {"field": f"{_CONNECTION}.groupIds[*]", "where": {"field": f"{_CONNECTION}.groupIds[*]", **test}},
             "greater": 0},
        ]
    }  # fmt: skip


def _details(registration: Registration) -> dict[str, Any]:
    return {
        "type": _GROUP,
        "evaluationDelay": "AfterProvisioning",
        "roleDefinitionIds": [role_definition_id(NETWORK_CONTRIBUTOR)],
        "deployment": {
            "properties": {
                "mode": "incremental",
                "parameters": {
                    "endpoint": {"value": "[field('name')]"},
                    "zones": {"value": f"[parameters('{ZONES}')]"},
                },
                "template": _template(registration.zones),
            }
        },
    }


def _template(names: Iterable[str]) -> dict[str, Any]:
    configs = [
        {
            "name": name.replace(".", "-"),
            "properties": {"privateDnsZoneId": f"[concat(parameters('zones'), '{_ZONE}/{name}')]"},
        }
        for name in names
    ]
    return {
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "parameters": {"endpoint": {"type": "string"}, "zones": {"type": "string"}},
        "resources": [
            {
                "type": _GROUP,
                "apiVersion": _API_VERSION,
                "name": "[concat(parameters('endpoint'), '/default')]",
                "properties": {"privateDnsZoneConfigs": configs},
            }
        ],
    }


def initiative(registrations: Iterable[Registration]) -> dict[str, Any]:
    """The properties of the initiative that holds them, under the names of the definitions."""
    return {
        "displayName": "Data estate: DNS registration",
        "description": "Every private endpoint is found by name.",
        "metadata": _METADATA,
        "parameters": {ZONES: _PARAMETER},
        "policyDefinitions": [
            {
                "policyDefinitionReferenceId": one.name,
                "policyDefinitionId": (
                    f"{{definitionScope}}/providers/Microsoft.Authorization/policyDefinitions/{one.name}"
                ),
                "parameters": {ZONES: {"value": f"[parameters('{ZONES}')]"}},
            }
            for one in registrations
        ],
    }


def catalogue(registrations: Sequence[Registration]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Definitions and initiatives by name."""
    return {one.name: definition(one) for one in registrations}, {INITIATIVE: initiative(registrations)}

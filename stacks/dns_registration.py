"""DNS registration by policy: endpoints get their zone groups from Azure, not from the stacks that make them."""

import pulumi
from pulumi_azure_native import management

from components.governance.assignments import GuardrailAssignment, GuardrailAssignments, GuardrailAssignmentsArgs
from components.governance.catalogue import GuardrailCatalogue, GuardrailCatalogueArgs
from components.governance.dns_registration import INITIATIVE, ZONES, catalogue, plan_registrations
from components.governance.plan import needed_roles
from components.identity.grants import Grant
from components.management.hierarchy import ManagementGroups
from config.estate import Estate
from config.models.organization import DnsRegistration
from config.names import names_of
from config.private_dns import zone_names


def build_dns_registration(estate: Estate, hierarchy: ManagementGroups, provider: pulumi.ProviderResource) -> None:
    """Assign to each zone's subscription what registers its endpoints in the private DNS zones that it uses.

    Nothing where each endpoint carries its zone group.
    """
    if estate.settings.dns_registration is not DnsRegistration.POLICY:
        return
    known = {name for zone in estate.management_zones for name in zone_names(estate, zone)}
    definitions, initiatives = catalogue(plan_registrations(estate.settings.regions, known, estate.settings.cloud))
    stored = GuardrailCatalogue(
        INITIATIVE,
        GuardrailCatalogueArgs(
            management_group_name=_top(hierarchy).name, definitions=definitions, initiatives=initiatives
        ),
        opts=pulumi.ResourceOptions(provider=provider),
    )
    for name, zone in sorted(estate.zones.items()):
        group = _zones_group(estate, name)
        parameters = {ZONES: group}
        wanted = GuardrailAssignment(
            display_name="Data estate: DNS registration",
            policy_definition_id=stored.outputs.initiative_ids[INITIATIVE],
            parameters=parameters,
            role_definition_ids=needed_roles(initiatives[INITIATIVE], definitions, parameters),
            grants={"zones": _may_write(estate, group)},
        )
        GuardrailAssignments(
            f"{INITIATIVE}-{name}",
            GuardrailAssignmentsArgs(
                scope=f"/subscriptions/{zone.subscription_id}",
                location=zone.region,
                assignments={INITIATIVE: wanted},
            ),
            # A definition is seen from a subscription once that stands below the definition's management group.
            opts=pulumi.ResourceOptions(provider=provider, depends_on=[hierarchy]),
        )


def _top(hierarchy: ManagementGroups) -> management.ManagementGroup:
    return hierarchy.groups["estate"]


def _zones_group(estate: Estate, zone: str) -> str:
    """The id of the group in which a zone's endpoints find their private DNS zones."""
    existing = estate.settings.connectivity.private_dns_zones_resource_group_id
    if existing:
        return existing
    name = zone if zone in estate.management_zones else estate.landing_zones[zone].management_zone
    group = names_of(estate, name)["group-global-dns"]
    return f"/subscriptions/{estate.management_zones[name].subscription_id}/resourceGroups/{group}"


def _may_write(estate: Estate, group: str) -> Grant:
    """The right to write records; on the subscription, where the group is made by a later stack."""
    existing = estate.settings.connectivity.private_dns_zones_resource_group_id
    return Grant(
        scope=group if existing else group.partition("/resourceGroups/")[0],
        role_definition_id_or_name="Private DNS Zone Contributor",
        description="Registers private endpoints by policy",
    )

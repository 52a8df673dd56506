"""Variants of resource groups, management groups and teams' areas."""

from dataclasses import replace

from components._interfaces import Lock
from components.management.hierarchy import ManagementGroup, ManagementGroups, ManagementGroupsArgs
from components.management.vending import SubscriptionVending, SubscriptionVendingArgs, VendedSubscription
from components.resource_group import ResourceGroup, ResourceGroupSet, ResourceGroupSetArgs
from components.teams.team_area import TeamArea, TeamAreaArgs, TeamVault
from components.zones.resource_groups import LANDING_ZONE, plan_groups
from tests.unit.components.before import LOCATION, PARENT_GROUP_ID, SUBSCRIPTION, TENANT
from tests.unit.components.variants.monitoring import budget
from tests.unit.components.variants.network import TEAM_SUBNET
from tests.unit.components.variants.shared import DIAGNOSTICS, READER, TAGS, ZONES, Variants

NAMES = {role: f"rg-cts-zone-{role}-dev-weu" for role in LANDING_ZONE}
_BILLING = "/providers/Microsoft.Billing/billingAccounts/1234567/enrollmentAccounts/7654321"
_VENDED = VendedSubscription(
    alias_name="sub-cts-finance-dev", display_name="sub-cts-finance-dev", management_group_id=PARENT_GROUP_ID
)
_AREA = TeamAreaArgs(
    location=LOCATION,
    tenant_id=TENANT,
    subnet=TEAM_SUBNET,
    vault=TeamVault(name="kv-cts-crm-abcde", endpoint_name="pep-cts-crm-vault"),
    resource_group=ResourceGroup(name="rg-cts-crm-dev-weu"),
)

VARIANTS: Variants = {
    "ResourceGroupSet": {
        "defaults": lambda: ResourceGroupSet(
            "sales-groups",
            ResourceGroupSetArgs(location=LOCATION, resource_groups=plan_groups(LANDING_ZONE, NAMES, {})),
        ),
        "secure": lambda: ResourceGroupSet(
            "sales-groups",
            ResourceGroupSetArgs(
                location=LOCATION,
                resource_groups=plan_groups(LANDING_ZONE, NAMES, dict.fromkeys(LANDING_ZONE, READER)),
                tags=TAGS,
            ),
        ),
        "max": lambda: ResourceGroupSet(
            "sales-groups",
            ResourceGroupSetArgs(
                location=LOCATION,
                resource_groups={
                    "area": ResourceGroup(
                        name="rg-cts-crm-dev-weu",
                        holds_data=True,
                        role_assignments=READER,
                        budget=budget(),
                        lock=Lock(kind="ReadOnly", name="frozen", notes="Closed by request 17."),
                        tags={"Source": "Salesforce"},
                    )
                },
                allow_data_removal=True,
                tags=TAGS,
            ),
        ),
    },
    "ManagementGroups": {
        "defaults": lambda: ManagementGroups(
            "hierarchy", ManagementGroupsArgs(groups={"data": ManagementGroup(name="mg-cts-data", display_name="Data")})
        ),
        "max": lambda: ManagementGroups(
            "hierarchy",
            ManagementGroupsArgs(
                groups={
                    "data-dev": ManagementGroup(name="mg-cts-data-dev", display_name="Data (dev)", parent="data"),
                    "data": ManagementGroup(name="mg-cts-data", display_name="Data"),
                },
                parent_resource_id=PARENT_GROUP_ID,
                subscriptions={SUBSCRIPTION: "data-dev"},
            ),
        ),
    },
    "SubscriptionVending": {
        "defaults": lambda: SubscriptionVending(
            "subscriptions", SubscriptionVendingArgs(billing_scope=_BILLING, subscriptions={"finance-dev": _VENDED})
        ),
        "secure": lambda: SubscriptionVending(
            "subscriptions",
            SubscriptionVendingArgs(billing_scope=_BILLING, subscriptions={"finance-dev": _VENDED}, tags=TAGS),
        ),
        "max": lambda: SubscriptionVending(
            "subscriptions",
            SubscriptionVendingArgs(
                billing_scope=_BILLING,
                subscriptions={
                    "finance-dev": replace(_VENDED, workload="DevTest"),
                    "finance-prod": replace(_VENDED, alias_name="sub-cts-finance-prod"),
                },
                tags=TAGS,
            ),
        ),
    },
    "TeamArea": {
        "defaults": lambda: TeamArea("crm", _AREA),
        "secure": lambda: TeamArea(
            "crm",
            replace(
                _AREA,
                private_dns_zone_resource_ids=ZONES,
                diagnostic_settings=DIAGNOSTICS,
                tags=TAGS,
            ),
        ),
        "max": lambda: TeamArea(
            "crm",
            TeamAreaArgs(
                location=LOCATION,
                tenant_id=TENANT,
                resource_group=ResourceGroup(name="rg-cts-crm-dev-weu", role_assignments=READER, budget=budget()),
                subnet=TEAM_SUBNET,
                vault=TeamVault(
                    name="kv-cts-crm-abcde",
                    endpoint_name="pep-cts-crm-vault",
                    network_interface_name="nic-cts-crm-vault",
                    role_assignments=READER,
                    lock=None,
                ),
                private_dns_zone_resource_ids=ZONES,
                deploy_principal_id="00000000-0000-0000-0000-00000000000e",
                diagnostic_settings=DIAGNOSTICS,
                allow_data_removal=True,
                tags=TAGS,
            ),
        ),
    },
}

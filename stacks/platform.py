"""`platform`: management groups with the subscriptions in them, guardrails, the teams' Entra groups, Azure DevOps."""

import pulumi
import pulumi_azuread as azuread

from components.identity.team_groups import TeamGroup, TeamGroups, TeamGroupsArgs
from components.management.hierarchy import ManagementGroup, ManagementGroups, ManagementGroupsArgs
from components.security.role_assignments import RoleAssignments, RoleAssignmentsArgs
from config.groups import TeamGroup as Group
from config.groups import team_groups
from config.hierarchy import management_groups, placements
from config.models.platform import PlatformStack
from config.rights import Reach
from stacks.context import Context
from stacks.contracts import PlatformContract
from stacks.delivery import build_delivery
from stacks.diagnostics import build_diagnostics
from stacks.dns_registration import build_dns_registration
from stacks.guardrails import build_guardrails
from stacks.people import object_ids
from stacks.references import export
from stacks.vending import build_vending


def build(context: Context) -> None:
    """Build the platform."""
    estate = context.estate
    stack = estate.platform[context.name]
    parent = stack.parent_management_group
    provider = context.provider()
    opts = pulumi.ResourceOptions(provider=provider)
    hierarchy = ManagementGroups(
        "hierarchy",
        ManagementGroupsArgs(
            groups={
                group.key: ManagementGroup(name=group.name, display_name=group.display_name, parent=group.parent)
                for group in management_groups(estate)
            },
            parent_resource_id=f"/providers/Microsoft.Management/managementGroups/{parent}" if parent else None,
            subscriptions=placements(estate),
        ),
        providers={
            subscription: context.provider(subscription, f"subscription-{subscription[:8]}")
            for subscription in placements(estate)
        },
        opts=opts,
    )
    build_guardrails(estate, hierarchy.groups, provider)
    build_dns_registration(estate, hierarchy, provider)
    build_diagnostics(estate, hierarchy, provider)
    entra = azuread.Provider("entra", tenant_id=estate.settings.organization.tenant_id)
    groups = TeamGroups(
        "teams",
        TeamGroupsArgs(groups=_groups(team_groups(estate), stack, entra)),
        opts=pulumi.ResourceOptions(provider=entra),
    )
    RoleAssignments(
        "rights",
        RoleAssignmentsArgs(
            scope=hierarchy.outputs.resource_ids["estate"],
            role_assignments=context.role_assignments_to(Reach.WHOLE, groups.outputs.object_ids.__getitem__),
        ),
        opts,
    )
    identities = build_delivery(context, groups.outputs.object_ids, entra)
    vended = build_vending(context, hierarchy.outputs.resource_ids, opts)
    export(
        PlatformContract,
        management_groups=hierarchy.outputs.resource_ids,
        groups=pulumi.Output.all(**groups.outputs.object_ids),
        deploy_identities=pulumi.Output.from_input(dict(identities)),
        subscriptions=pulumi.Output.from_input(dict(vended)),
    )


def _groups(wanted: tuple[Group, ...], stack: PlatformStack, entra: azuread.Provider) -> dict[str, TeamGroup]:
    ids = object_ids((mail for group in wanted for mail in (*group.owners, *group.members)), entra)
    return {
        group.key: TeamGroup(
            display_name=group.display_name,
            description=group.description,
            owner_object_ids=[ids[mail] for mail in group.owners],
            member_object_ids=[ids[mail] for mail in group.members]
            if group.members and stack.manage_group_members
            else None,
        )
        for group in wanted
    }

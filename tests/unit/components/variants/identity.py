"""Variants of the components in `components/identity`."""

from typing import Any

import pulumi
import pulumi_azuread as azuread

from components.identity.access_packages import AccessPackage, AccessPackages, AccessPackagesArgs
from components.identity.deploy_identity import DeployIdentity, DeployIdentityArgs
from components.identity.federation import FederatedCredential
from components.identity.grants import Grant
from components.identity.graph_permissions import GraphPermissions, GraphPermissionsArgs
from components.identity.team_groups import TeamGroup, TeamGroups, TeamGroupsArgs
from components.identity.user_assigned import UserAssignedIdentity, UserAssignedIdentityArgs
from tests.unit.components.before import GROUP, LOCATION, MEMBER, OWNER, RESOURCE_GROUP_ID
from tests.unit.components.variants.shared import TAGS, Variants

GRANTS = {"group": Grant(scope=RESOURCE_GROUP_ID, role_definition_id_or_name="Contributor", description="Deploys.")}


def credential(environment: str) -> FederatedCredential:
    """A pipeline of one environment."""
    return FederatedCredential(
        name=f"github-{environment}",
        issuer="https://token.actions.githubusercontent.com",
        subject=f"repo:contoso/estate:environment:{environment}",
    )


def person(mail: str) -> pulumi.Output[str]:
    """The object id of someone in the directory."""
    found: pulumi.Output[str] = azuread.get_user_output(user_principal_name=mail).object_id
    return found


def _permitted() -> GraphPermissions:
    application = azuread.Application("deploy", display_name="sp-cts-crm-deploy")
    principal = azuread.ServicePrincipal("deploy", client_id=application.client_id)
    return GraphPermissions(
        "graph",
        GraphPermissionsArgs(principal_id=principal.object_id, permissions=("Group.Create", "User.Read.All")),
    )


def packages(**more: Any) -> AccessPackages:
    """A package for a group of the directory, in a catalogue."""
    catalog = azuread.AccessPackageCatalog("catalogue", display_name="Sales", description="Datasets of sales")
    group = TeamGroups("readers", TeamGroupsArgs(groups={"r": TeamGroup(display_name="grp-r", description="Reads")}))
    package = AccessPackage(
        display_name="Read contacts",
        description="May read contacts",
        group_object_id=group.outputs.object_ids["r"],
        approver_object_ids=[person(OWNER)],
        members={"one": person(MEMBER)} if more else {},
    )
    return AccessPackages("access", AccessPackagesArgs(catalog_id=catalog.id, packages={"contacts": package}, **more))


VARIANTS: Variants = {
    "AccessPackages": {
        "defaults": packages,
        "max": lambda: packages(durations_in_days=[7], approval_timeout_in_days=3),
    },
    "UserAssignedIdentity": {
        "defaults": lambda: UserAssignedIdentity(
            "keys",
            UserAssignedIdentityArgs(resource_group_name=GROUP, location=LOCATION, identity_name="id-cts-keys"),
        ),
        "max": lambda: UserAssignedIdentity(
            "keys",
            UserAssignedIdentityArgs(
                resource_group_name=GROUP, location=LOCATION, identity_name="id-cts-keys", grants=GRANTS, tags=TAGS
            ),
        ),
    },
    "DeployIdentity": {
        "defaults": lambda: DeployIdentity(
            "sales-deploy",
            DeployIdentityArgs(
                identity_name="id-cts-sales-deploy",
                federated_credentials={"dev": credential("dev")},
                resource_group_name=GROUP,
                location=LOCATION,
            ),
        ),
        "secure": lambda: DeployIdentity(
            "sales-deploy",
            DeployIdentityArgs(
                identity_name="id-cts-sales-deploy",
                federated_credentials={"dev": credential("dev"), "prod": credential("prod")},
                resource_group_name=GROUP,
                location=LOCATION,
                grants=GRANTS,
                tags=TAGS,
            ),
        ),
        "max": lambda: DeployIdentity(
            "sales-deploy",
            DeployIdentityArgs(
                identity_name="sp-cts-sales-deploy",
                federated_credentials={"dev": credential("dev"), "prod": credential("prod")},
                application=True,
                description="Deploys the sales zone.",
                owners=(person(OWNER),),
                grants=GRANTS,
            ),
        ),
    },
    "GraphPermissions": {
        "defaults": _permitted,
    },
    "TeamGroups": {
        "defaults": lambda: TeamGroups(
            "groups",
            TeamGroupsArgs(groups={"sales-dev/ops": TeamGroup(display_name="grp-cts-sales-ops", description="Ops")}),
        ),
        "max": lambda: TeamGroups(
            "groups",
            TeamGroupsArgs(
                groups={
                    "sales-dev/ops": TeamGroup(
                        display_name="grp-cts-sales-dev-ops",
                        description="Data Landing Zone Ops of sales-dev",
                        owner_object_ids=[person(OWNER)],
                        member_object_ids=[person(MEMBER)],
                    ),
                    "data-platform-ops": TeamGroup(
                        display_name="grp-cts-data-platform-ops", description="Data Platform Ops", member_object_ids=[]
                    ),
                }
            ),
        ),
    },
}

"""Variants of the components in `components/identity`."""

from components.identity.deploy_identity import DeployIdentity, DeployIdentityArgs
from components.identity.federation import FederatedCredential
from components.identity.grants import Grant
from components.identity.team_groups import TeamGroup, TeamGroups, TeamGroupsArgs
from components.identity.user_assigned import UserAssignedIdentity, UserAssignedIdentityArgs
from tests.unit.components.variants.shared import GROUP, LOCATION, RESOURCE_GROUP_ID, TAGS, Variants

GRANTS = {"group": Grant(scope=RESOURCE_GROUP_ID, role_definition_id_or_name="Contributor", description="Deploys.")}


def credential(environment: str) -> FederatedCredential:
    """A pipeline of one environment."""
    return FederatedCredential(
        name=f"github-{environment}",
        issuer="https://token.actions.githubusercontent.com",
        subject=f"repo:contoso/estate:environment:{environment}",
    )


VARIANTS: Variants = {
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
                owners=("00000000-0000-0000-0000-00000000000b",),
                grants=GRANTS,
            ),
        ),
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
                        owner_object_ids=["00000000-0000-0000-0000-00000000000c"],
                        member_object_ids=["00000000-0000-0000-0000-00000000000d"],
                    ),
                    "data-platform-ops": TeamGroup(
                        display_name="grp-cts-data-platform-ops", description="Data Platform Ops", member_object_ids=[]
                    ),
                }
            ),
        ),
    },
}

"""Read rights on a zone's subscription: the narrowest scope that covers a zone is its subscription."""

import pulumi

from components.security.role_assignments import RoleAssignments, RoleAssignmentsArgs
from config.rights import Reach
from stacks.context import Context
from stacks.contracts import PlatformContract


def subscription_rights(
    context: Context,
    platform: "pulumi.Output[PlatformContract]",
    subscription_id: str,
    opts: pulumi.ResourceOptions,
) -> RoleAssignments:
    """Grant what the matrix gives on the zone as a whole."""
    return RoleAssignments(
        "rights",
        RoleAssignmentsArgs(
            scope=f"/subscriptions/{subscription_id}",
            role_assignments=context.role_assignments(Reach.WHOLE, platform),
        ),
        opts,
    )

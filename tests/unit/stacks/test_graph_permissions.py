"""Permissions of Microsoft Graph: granted by the platform where the estate says so, else by an administrator."""

from config.graph_permissions import graph_permissions
from tests.unit.stacks.deployment import Deployment

_ASSIGNMENT = "azuread:index/appRoleAssignment:AppRoleAssignment"


def test_the_platform_grants_what_the_list_has(everything: Deployment) -> None:
    graph = everything.cloud.directory.named("servicePrincipal", "00000003-0000-0000-c000-000000000000")
    assert graph
    names = {one["id"]: one["value"] for one in graph["appRoles"]}
    identities = everything.exported["platform"]["contract"]["deploy_identities"]
    stacks = {principal: stack for stack, principal in identities.items()}
    granted = {
        (stacks[made.inputs["principalObjectId"]], names[made.inputs["appRoleId"]])
        for made in everything.registered["platform"]
        if made.type == _ASSIGNMENT
    }
    assert granted == {(one.stack, one.permission) for one in graph_permissions(everything.estate)}
    assert granted


def test_an_administrator_grants_them_where_nothing_is_said(reference: Deployment) -> None:
    assert graph_permissions(reference.estate)
    assert not [made for made in reference.registered["platform"] if made.type == _ASSIGNMENT]

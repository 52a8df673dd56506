"""The azuread provider on the simulated Entra ID."""

from collections.abc import Callable
from typing import Any

import pytest

from arm.errors import ArmError
from simulator.core.cloud import Cloud
from simulator.providers.provider import InvalidRequestError, State

from .conftest import Driver


def token(name: str) -> str:
    return f"azuread:index/{name[0].lower()}{name[1:]}:{name}"


GROUP, USER, MEMBER = token("Group"), token("User"), token("GroupMember")
APPLICATION, PRINCIPAL = token("Application"), token("ServicePrincipal")
FEDERATED = token("ApplicationFederatedIdentityCredential")


@pytest.fixture
def entra(open_driver: Callable[..., Driver]) -> Driver:
    return open_driver("azuread", tenantId="t")


@pytest.fixture
def group(entra: Driver) -> State:
    return entra.create(GROUP, displayName="Sales", securityEnabled=True)


@pytest.fixture
def nadia(cloud: Cloud) -> str:
    found = cloud.directory.named("user", "nadia@contoso.example")
    assert found is not None
    return str(found["id"])


def test_a_group_has_the_ids_and_defaults_of_the_package(entra: Driver, group: State) -> None:
    assert group.id == f"/groups/{group.outputs['objectId']}"
    assert group.outputs["mailNickname"]
    assert (group.outputs["members"], group.outputs["assignableToRole"]) == ([], False)
    assert entra.refresh(GROUP, group) == group


def test_members_are_a_list_of_the_group_or_links_of_their_own(entra: Driver, group: State, nadia: str) -> None:
    link = entra.create(MEMBER, groupObjectId=group.outputs["objectId"], memberObjectId=nadia)
    assert link.id == f"{group.outputs['objectId']}/member/{nadia}"
    refreshed = entra.refresh(GROUP, group)
    assert refreshed is not None
    assert refreshed.outputs["members"] == [nadia]
    assert entra.session.diff(GROUP, refreshed, group.inputs).changes == []
    with pytest.raises(ArmError, match="already exist"):
        entra.create(MEMBER, groupObjectId=group.outputs["objectId"], memberObjectId=nadia)
    entra.session.delete(MEMBER, link)
    assert entra.refresh(MEMBER, link) is None
    filled = entra.update(GROUP, group, members=[nadia])
    assert filled.outputs["members"] == [nadia]
    assert entra.update(GROUP, filled, members=None).outputs["members"] == []


def test_what_is_no_longer_said_goes_back_to_its_default(entra: Driver, group: State) -> None:
    described = entra.update(GROUP, group, description="sells")
    assert described.outputs["description"] == "sells"
    assert entra.update(GROUP, described, description=None).outputs.get("description") is None


def test_double_names_are_refused_only_where_asked(entra: Driver, group: State) -> None:
    entra.create(GROUP, displayName="Sales", securityEnabled=True)
    with pytest.raises(InvalidRequestError, match="preventDuplicateNames"):
        entra.create(GROUP, displayName="Sales", securityEnabled=True, preventDuplicateNames=True)


def test_the_directory_s_own_refusals_come_through(entra: Driver) -> None:
    with pytest.raises(ArmError) as refused:
        entra.create(USER, displayName="N", userPrincipalName="nadia@contoso.example", password="x")
    assert refused.value.code == "Request_BadRequest"
    with pytest.raises(ArmError):
        entra.create(PRINCIPAL, clientId="99999999-9999-4999-8999-999999999999")


def test_a_password_stays_in_the_state_and_out_of_the_directory(entra: Driver, cloud: Cloud) -> None:
    made = entra.create(USER, displayName="O", userPrincipalName="omar@contoso.example", password="s3cret")
    assert made.outputs["password"] == "s3cret"
    assert "password" in entra.session.secret_outputs(USER)
    assert "s3cret" not in str(cloud.directory.find(made.outputs["objectId"]))
    refreshed = entra.refresh(USER, made)
    assert refreshed is not None
    assert refreshed.inputs == made.inputs


def test_a_deploy_identity_federates(entra: Driver, cloud: Cloud) -> None:
    application = entra.create(APPLICATION, displayName="deploy")
    principal = entra.create(PRINCIPAL, clientId=application.outputs["clientId"])
    assert principal.outputs["applicationTenantId"] == cloud.world.tenant_id
    inputs = {"applicationId": application.id, "audiences": ["api://AzureADTokenExchange"], "issuer": "https://i"}
    credential = entra.create(FEDERATED, **inputs, displayName="main", subject="repo:main")
    assert credential.id.startswith(f"{application.id}/federatedIdentityCredential/")
    assert entra.changes(FEDERATED, credential, displayName="other") == {"displayName": True}
    assert entra.update(FEDERATED, credential, subject="repo:next").outputs["subject"] == "repo:next"
    with pytest.raises(ArmError):
        entra.create(FEDERATED, **inputs, displayName="again", subject="repo:next")
    assert entra.refresh(FEDERATED, credential) is not None
    entra.session.delete(FEDERATED, credential)
    assert entra.refresh(FEDERATED, credential) is None


def test_an_existing_service_principal_is_used_and_left(entra: Driver) -> None:
    application = entra.create(APPLICATION, displayName="deploy")
    first = entra.create(PRINCIPAL, clientId=application.outputs["clientId"])
    with pytest.raises(ArmError):
        entra.create(PRINCIPAL, clientId=application.outputs["clientId"])
    again = entra.create(PRINCIPAL, clientId=application.outputs["clientId"], useExisting=True)
    assert again.id == first.id
    entra.session.delete(PRINCIPAL, again)
    assert entra.refresh(PRINCIPAL, first) is not None


def test_a_client_secret_is_secret(entra: Driver) -> None:
    application = entra.create(APPLICATION, displayName="deploy")
    made = entra.create(token("ApplicationPassword"), applicationId=application.id, displayName="one")
    assert made.outputs["value"]
    assert entra.session.secret_outputs(token("ApplicationPassword")) == {"value"}
    assert entra.changes(token("ApplicationPassword"), made, displayName="two") == {"displayName": True}


def test_access_packages_stand_on_catalogues_and_known_principals(entra: Driver, group: State) -> None:
    catalog = entra.create(token("AccessPackageCatalog"), displayName="Sales", description="d")
    package = entra.create(token("AccessPackage"), catalogId=catalog.id, displayName="Read sales", description="d")
    origin = {
        "catalogId": catalog.id,
        "resourceOriginId": group.outputs["objectId"],
        "resourceOriginSystem": "AadGroup",
    }
    listed = entra.create(token("AccessPackageResourceCatalogAssociation"), **origin)
    with pytest.raises(ArmError, match="already onboarded"):
        entra.create(token("AccessPackageResourceCatalogAssociation"), **origin)
    scope: dict[str, Any] = {"accessPackageId": package.id, "catalogResourceAssociationId": listed.id}
    entra.create(token("AccessPackageResourcePackageAssociation"), **scope)
    with pytest.raises(ArmError) as missing:
        entra.create(token("AccessPackage"), catalogId="none", displayName="x", description="d")
    assert missing.value.status == 404
    role = {"catalogId": catalog.id, "roleId": "r", "principalObjectId": "nobody"}
    with pytest.raises(ArmError, match="does not exist in the directory"):
        entra.create(token("AccessPackageCatalogRoleAssignment"), **role)


def function(name: str) -> str:
    return f"azuread:index/{name}:{name}"


def test_lookups_find_one_object_or_say_why_not(entra: Driver, group: State, nadia: str) -> None:
    look_up = entra.session.invoke
    assert look_up(function("getUser"), {"userPrincipalName": "Nadia@contoso.example"})["objectId"] == nadia
    assert look_up(function("getGroup"), {"objectId": group.outputs["objectId"]})["id"] == group.id
    assert look_up(function("getUsers"), {"userPrincipalNames": ["nadia@contoso.example"]})["objectIds"] == [nadia]
    assert look_up(function("getUsers"), {"mails": ["x@y"], "ignoreMissing": True})["users"] == []
    assert look_up(function("getDomains"), {})["domains"][0]["domainName"] == "contoso.example"
    assert look_up(function("getDirectoryObject"), {"objectId": nadia})["type"] == "user"
    for arguments in ({"displayName": "Nobody"}, {"objectId": nadia}):
        with pytest.raises(ArmError) as missing:
            look_up(function("getGroup"), arguments)
        assert missing.value.status == 404
    with pytest.raises(InvalidRequestError):
        look_up(function("getGroup"), {})
    entra.create(GROUP, displayName="Sales", securityEnabled=True)
    with pytest.raises(ArmError, match="Found 2"):
        look_up(function("getGroup"), {"displayName": "Sales"})


def test_the_client_is_the_same_for_every_package(entra: Driver, azure: Driver) -> None:
    ours = entra.session.invoke(function("getClientConfig"), {})
    theirs = azure.session.invoke("azure-native:authorization:getClientConfig", {})
    assert (ours["objectId"], ours["tenantId"]) == (theirs["objectId"], theirs["tenantId"])


@pytest.mark.parametrize(
    ("name", "inputs"),
    [
        ("Group", {"displayName": "Sales", "securityEnabled": True}),
        ("Application", {"displayName": "deploy"}),
        ("AdministrativeUnit", {"displayName": "Sales"}),
        ("AccessPackageCatalog", {"displayName": "Sales", "description": "d"}),
    ],
)
def test_what_is_deleted_is_gone_and_may_be_deleted_again(entra: Driver, name: str, inputs: dict[str, Any]) -> None:
    made = entra.create(token(name), **inputs)
    imported = entra.session.read(token(name), State(made.id))
    assert imported is not None
    assert imported.inputs.items() >= inputs.items()
    for _ in range(2):
        entra.session.delete(token(name), made)
        assert entra.refresh(token(name), made) is None


def test_a_dynamic_group_has_a_rule(entra: Driver) -> None:
    membership = {"enabled": True, "rule": 'user.department -eq "Sales"'}
    made = entra.create(
        GROUP, displayName="Sales", securityEnabled=True, types=["DynamicMembership"], dynamicMembership=membership
    )
    assert made.outputs["dynamicMembership"] == membership
    assert entra.refresh(GROUP, made) == made


def test_roles_of_an_application_are_listed_by_their_values(entra: Driver) -> None:
    role = {"id": "0b", "value": "read", "displayName": "Read", "description": "d", "allowedMemberTypes": ["User"]}
    made = entra.create(APPLICATION, displayName="deploy", appRoles=[role])
    assert made.outputs["appRoleIds"] == {"read": "0b"}


def test_a_malformed_link_is_refused(entra: Driver) -> None:
    with pytest.raises(InvalidRequestError, match="/member/"):
        entra.session.read(MEMBER, State("group/nobody"))


def test_the_last_member_link_goes_with_its_group(entra: Driver, group: State, nadia: str) -> None:
    link = entra.create(MEMBER, groupObjectId=group.outputs["objectId"], memberObjectId=nadia)
    entra.session.delete(GROUP, group)
    entra.session.delete(MEMBER, link)
    assert entra.refresh(MEMBER, link) is None


def test_permissions_of_microsoft_graph_are_granted_by_their_ids(entra: Driver) -> None:
    function = "azuread:index/getServicePrincipal:getServicePrincipal"
    graph = entra.session.invoke(function, {"clientId": "00000003-0000-0000-c000-000000000000"})
    application = entra.create(APPLICATION, displayName="deploy")
    principal = entra.create(PRINCIPAL, clientId=application.outputs["clientId"])
    wanted = {"principalObjectId": principal.outputs["objectId"], "resourceObjectId": graph["objectId"]}
    given = graph["appRoleIds"]["Group.Create"]
    made = entra.create(token("AppRoleAssignment"), appRoleId=given, **wanted)
    assert made.id.startswith(f"/servicePrincipals/{graph['objectId']}/appRoleAssignedTo/")
    with pytest.raises(ArmError) as refused:
        entra.create(token("AppRoleAssignment"), appRoleId=application.outputs["clientId"], **wanted)
    assert refused.value.code == "Request_BadRequest"

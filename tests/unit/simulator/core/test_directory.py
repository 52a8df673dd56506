"""Entra ID as Graph answers it."""

import uuid
from typing import Any

import pytest

from simulator.core.directory import Directory

from .conftest import Estate
from .refusing import refused


@pytest.fixture
def directory(estate: Estate) -> Directory:
    return estate.cloud.directory


def group(directory: Directory, name: str = "sales", **more: Any) -> str:
    return str(directory.create("group", {"displayName": name, "mailNickname": name, **more})["id"])


def user(directory: Directory, name: str = "tom") -> str:
    return str(directory.create("user", {"displayName": name, "userPrincipalName": f"{name}@contoso.example"})["id"])


def application(directory: Directory, **more: Any) -> dict[str, Any]:
    return directory.create("application", {"displayName": "deploy", **more})


def test_names_that_must_be_unique_and_names_that_need_not(directory: Directory) -> None:
    user(directory)
    with refused("Request_BadRequest", 400):
        user(directory, "Tom")
    group(directory)
    group(directory)
    unified = {"groupTypes": ["Unified"], "mailEnabled": True}
    group(directory, "mail", **unified)
    with refused("Request_BadRequest", 400):
        group(directory, "mail", **unified)


@pytest.mark.parametrize(
    "wrong",
    [
        {"displayName": ""},
        {"mailNickname": "with space"},
        {"mailNickname": "n" * 65},
        {"securityEnabled": False},
        {"mailEnabled": True},
        {"groupTypes": ["DynamicMembership"]},
        {"membershipRule": "user.department -eq 'Sales'"},
        {
            "groupTypes": ["DynamicMembership"],
            "membershipRule": "user.department -eq 'Sales'",
            "isAssignableToRole": True,
        },
    ],
)
def test_groups_that_are_refused(directory: Directory, wrong: dict[str, Any]) -> None:
    with refused("Request_BadRequest", 400):
        group(directory, **wrong)


def test_the_role_flag_is_fixed_and_counted(directory: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    made = group(directory, isAssignableToRole=True)
    with refused("Request_BadRequest", 400):
        directory.update("group", made, {"isAssignableToRole": False})
    with refused("Request_BadRequest", 400):
        directory.add_reference("group", made, "members", group(directory, "other"))
    monkeypatch.setattr("simulator.core.graph_rules.ROLE_GROUP_LIMIT", 1)
    with refused("Directory_QuotaExceeded", 403):
        group(directory, "second", isAssignableToRole=True)


def test_members_and_owners(directory: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    made, tom = group(directory), user(directory)
    directory.add_reference("group", made, "members", tom)
    assert directory.references(made, "members") == [tom]
    assert directory.holders(tom, "members") == [made]
    with refused("Request_BadRequest", 400):
        directory.add_reference("group", made, "members", tom)
    with refused("Request_ResourceNotFound", 404):
        directory.add_reference("group", made, "members", str(uuid.uuid4()))
    directory.remove_reference("group", made, "members", tom)
    with refused("Request_ResourceNotFound", 404):
        directory.remove_reference("group", made, "members", tom)
    directory.add_reference("group", made, "owners", tom)
    with refused("Request_BadRequest", 400):
        directory.remove_reference("group", made, "owners", tom)
    monkeypatch.setattr("simulator.core.graph_rules.OWNER_LIMIT", 1)
    with refused("Directory_QuotaExceeded", 403):
        directory.add_reference("group", made, "owners", user(directory, "aisha"))
    directory.delete("user", tom)
    assert directory.references(made, "owners") == []
    dynamic = group(directory, "dyn", groupTypes=["DynamicMembership"], membershipRule="true")
    with refused("Request_BadRequest", 400):
        directory.add_reference("group", dynamic, "members", user(directory))


def test_applications_and_their_principals(directory: Directory) -> None:
    made = application(directory, identifierUris=["api://deploy"])
    with refused("Request_BadRequest", 400):
        application(directory, identifierUris=["api://deploy"])
    principal = directory.create("servicePrincipal", {"appId": made["appId"]})
    assert principal["displayName"] == "deploy"
    assert directory.principal_type(principal["id"]) == "ServicePrincipal"
    with refused("Request_MultipleObjectsWithSameKeyValue", 409):
        directory.create("servicePrincipal", {"appId": made["appId"]})
    with refused("Request_ResourceNotFound", 404):
        directory.create("servicePrincipal", {"appId": str(uuid.uuid4())})
    directory.delete("application", made["id"])
    assert directory.find(principal["id"]) is None
    with refused("Request_ResourceNotFound", 404):
        directory.get("application", made["id"])


def test_federated_credentials(directory: Directory) -> None:
    made = application(directory)["id"]

    def credential(name: str = "github", **more: Any) -> dict[str, Any]:
        given = {"name": name, "issuer": "https://issuer.example", "subject": name, "audiences": ["a"]}
        return directory.create("federatedIdentityCredential", {"applicationId": made, **given, **more})

    first = credential()
    with refused("Request_MultipleObjectsWithSameKeyValue", 409):
        credential(subject="other")
    with refused("InvalidFederatedIdentityCredentialValue", 400):
        credential("other", subject="github")
    with refused("Request_BadRequest", 400):
        credential("other", audiences=[])
    with refused("Request_BadRequest", 400):
        directory.update("federatedIdentityCredential", first["id"], {"name": "renamed"})
    for number in range(19):
        credential(f"c{number}")
    with refused("Request_BadRequest", 400):
        credential("one-too-many")
    directory.delete("application", made)
    assert directory.objects("federatedIdentityCredential") == []


def test_users_have_an_address(directory: Directory) -> None:
    with refused("Request_BadRequest", 400):
        directory.create("user", {"displayName": "x", "userPrincipalName": "x"})

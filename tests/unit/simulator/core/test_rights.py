"""Identities, roles, locks, deny assignments, management groups, subscriptions."""

import uuid
from typing import Any

import pytest

from arm.ids import parse
from arm.roles import role

from .conftest import GROUP, ONE, TWO, Estate
from .refusing import refused
from .test_storage import account
from .test_vaults import vault

AUTHORIZATION = "providers/Microsoft.Authorization"
IDENTITY = "Microsoft.ManagedIdentity/userAssignedIdentities"
GROUPS = "/providers/Microsoft.Management/managementGroups"


def identity(estate: Estate, name: str = "id-sales") -> dict[str, Any]:
    return estate.here(f"{IDENTITY}/{name}")


def principal(estate: Estate) -> str:
    return str(identity(estate)["properties"]["principalId"])


def assign(estate: Estate, scope: str, who: str, what: str = "Reader", name: str = "", **more: Any) -> dict[str, Any]:
    return estate.put(
        f"{scope}/{AUTHORIZATION}/roleAssignments/{name or uuid.uuid5(uuid.NAMESPACE_URL, scope + who + what)}",
        principalId=who,
        roleDefinitionId=role(what).definition_id() if " " in what or what.isalpha() else what,
        **more,
    )


def test_identities_are_principals(estate: Estate) -> None:
    made = identity(estate)
    found = estate.cloud.directory.get("servicePrincipal", made["properties"]["principalId"])
    assert found["appId"] == made["properties"]["clientId"]
    assert identity(estate)["properties"] == made["properties"]
    estate.cloud.delete(made["id"])
    assert identity(estate)["properties"]["principalId"] != made["properties"]["principalId"]


def test_system_assigned_identities_live_and_die_with_the_resource(estate: Estate) -> None:
    body = {"identity": {"type": "SystemAssigned"}, "kind": "StorageV2", "sku": {"name": "Standard_LRS"}}
    kind = "Microsoft.Storage/storageAccounts/stsales"
    first = estate.here(kind, body)["identity"]["principalId"]
    assert estate.here(kind, body)["identity"]["principalId"] == first
    assert estate.cloud.directory.principal_type(first) == "ServicePrincipal"
    estate.cloud.delete(f"{GROUP}/providers/{kind}")
    assert estate.cloud.directory.principal_type(first) is None
    assert estate.here(kind, body)["identity"]["principalId"] != first


def test_user_assigned_identities_are_looked_up(estate: Estate) -> None:
    made = identity(estate)
    body: dict[str, Any] = {"kind": "StorageV2", "sku": {"name": "Standard_LRS"}}
    body["identity"] = {"type": "UserAssigned", "userAssignedIdentities": {made["id"]: {}}}
    shown = estate.here("Microsoft.Storage/storageAccounts/stsales", body)["identity"]["userAssignedIdentities"]
    assert shown[made["id"]]["principalId"] == made["properties"]["principalId"]
    body["identity"]["userAssignedIdentities"] = {f"{made['id']}x": {}}
    with refused("InvalidResourceReference", 400):
        estate.here("Microsoft.Storage/storageAccounts/stsales", body)


def test_federated_credentials(estate: Estate, monkeypatch: pytest.MonkeyPatch) -> None:
    parent = identity(estate)["id"]

    def credential(name: str, **more: Any) -> None:
        given = {"issuer": "https://issuer.example", "subject": "repo:a", "audiences": ["api://AzureADTokenExchange"]}
        estate.put(f"{parent}/federatedIdentityCredentials/{name}", **{**given, **more})

    credential("github")
    credential("github")
    for name, wrong in (
        ("other", {}),
        ("other", {"subject": "repo:b", "audiences": ["a", "b"]}),
        ("other", {"subject": ""}),
        ("x!", {"subject": "repo:b"}),
    ):
        with refused("BadRequest", 400):
            credential(name, **wrong)
    with refused("ParentResourceNotFound", 404):
        estate.put(f"{parent}x/federatedIdentityCredentials/github", issuer="i", subject="s", audiences=["a"])
    monkeypatch.setattr("simulator.core.types.identities.user_assigned.limit", lambda key: 1)
    with refused("BadRequest", 400):
        credential("more", subject="repo:b")


def test_role_assignments_that_are_refused(estate: Estate) -> None:
    who = principal(estate)
    first = assign(estate, GROUP, who)
    assert first["properties"]["principalType"] == "ServicePrincipal"
    with refused("RoleAssignmentExists", 409):
        assign(estate, GROUP, who, name=str(uuid.uuid4()))
    with refused("RoleAssignmentUpdateNotPermitted", 400):
        assign(estate, GROUP, who, "Contributor", first["name"])
    with refused("RoleAssignmentUpdateNotPermitted", 400):
        assign(estate, ONE, who, name=first["name"])
    stranger = str(uuid.uuid4())
    with refused("PrincipalNotFound", 400):
        assign(estate, GROUP, stranger)
    assign(estate, GROUP, stranger, principalType="ServicePrincipal")
    with refused("UnmatchedPrincipalType", 400):
        assign(estate, ONE, who, principalType="Group")
    with refused("RoleDefinitionDoesNotExist", 404):
        assign(estate, ONE, who, f"{ONE}/{AUTHORIZATION}/roleDefinitions/{uuid.uuid4()}")
    with refused("InvalidResourceName", 400):
        assign(estate, ONE, who, name="reader")


def test_a_new_principal_spreads_slowly_when_asked_to(estate: Estate) -> None:
    who = principal(estate)
    estate.cloud.faults.inject({"kind": "slow-spread", "count": 2})
    for _ in range(2):
        with refused("PrincipalNotFound", 400):
            assign(estate, GROUP, who)
    assign(estate, GROUP, who)


def test_an_assignment_survives_its_principal(estate: Estate) -> None:
    made = assign(estate, GROUP, principal(estate))
    estate.cloud.delete(f"{GROUP}/providers/{IDENTITY}/id-sales")
    assert estate.cloud.exists(made["id"])


def test_role_assignments_on_a_vault_go_with_it(estate: Estate) -> None:
    target = vault(estate)
    made = assign(estate, target, principal(estate), "Key Vault Secrets User")
    estate.cloud.delete(target)
    vault(estate, createMode="recover")
    assert not estate.cloud.exists(made["id"])


def test_the_ceiling_of_role_assignments(estate: Estate) -> None:
    estate.cloud.store.set_setting("limits", {"role-assignments-per-subscription": 1})
    assign(estate, GROUP, principal(estate))
    with refused("RoleAssignmentLimitExceeded", 400):
        assign(estate, ONE, principal(estate))


def custom(estate: Estate, name: str = "Lake steward", where: str = ONE, **more: Any) -> dict[str, Any]:
    guid = uuid.uuid5(uuid.NAMESPACE_URL, name)
    given = {"roleName": name, "assignableScopes": [where], "permissions": [{"actions": ["*/read"]}]}
    return estate.put(f"{ONE}/{AUTHORIZATION}/roleDefinitions/{guid}", **{**given, **more})


def test_custom_roles(estate: Estate) -> None:
    made = custom(estate)
    assign(estate, GROUP, principal(estate), made["id"])
    with refused("RoleDefinitionHasAssignments", 400):
        estate.cloud.delete(made["id"])
    with refused("RoleDefinitionDoesNotExist", 404):
        estate.put(f"{TWO}/resourceGroups/rg-hub", {"location": "westeurope"})
        assign(estate, f"{TWO}/resourceGroups/rg-hub", principal(estate), made["id"])
    with refused("RoleDefinitionWithSameNameExists", 409):
        estate.put(
            f"{ONE}/{AUTHORIZATION}/roleDefinitions/{uuid.uuid4()}", roleName="lake steward", assignableScopes=[ONE]
        )
    root = str(estate.cloud.world.root_group())
    estate.put(f"{GROUPS}/mg-a", displayName="A")
    for wrong in (
        {"assignableScopes": [root], "permissions": [{"dataActions": ["a/read"]}]},
        {"assignableScopes": [root, f"{GROUPS}/mg-a"]},
        {"assignableScopes": [f"{ONE}/resourceGroups/rg-none"]},
    ):
        with refused("InvalidRoleDefinition", 400):
            custom(estate, "Other", **wrong)
    estate.cloud._authorizer = lambda caller, action, scope: scope.key != TWO or "roleDefinitions" not in action
    with refused("LinkedAuthorizationFailed", 403):
        custom(estate, "Far", TWO)


def lock(estate: Estate, scope: str, level: str) -> str:
    return str(estate.put(f"{scope}/{AUTHORIZATION}/locks/lock", level=level)["id"])


def test_a_lock_holds_for_what_lies_below_and_for_what_lies_above(estate: Estate) -> None:
    made = account(estate)
    held = lock(estate, made, "CanNotDelete")
    for target in (made, f"{made}/blobServices/default", GROUP):
        with refused("ScopeLocked", 409):
            estate.cloud.delete(target)
    account(estate)
    estate.cloud.delete(held)
    estate.cloud.delete(made)


def test_a_read_only_lock_stops_writes_and_actions(estate: Estate) -> None:
    made = account(estate)
    held = lock(estate, GROUP, "ReadOnly")
    with refused("ScopeLocked", 409):
        account(estate)
    with refused("ScopeLocked", 409):
        estate.cloud.action(made, "listKeys")
    estate.cloud.delete(held)
    account(estate)


def test_callers_without_rights_are_refused(estate: Estate) -> None:
    made = account(estate)
    estate.cloud._authorizer = lambda caller, action, scope: False
    with refused("AuthorizationFailed", 403):
        estate.cloud.delete(made)
    with refused("AuthorizationFailed", 403):
        account(estate)


def test_management_groups_are_a_tree(estate: Estate) -> None:
    parent = None
    for level in range(1, 7):
        details: dict[str, Any] = {"parent": {"id": f"{GROUPS}/mg-{parent}"}} if parent else {}
        estate.put(f"{GROUPS}/mg-{level}", displayName=f"Level {level}", details=details)
        parent = level
    with refused("BadRequest", 400):
        estate.put(f"{GROUPS}/mg-7", details={"parent": {"id": f"{GROUPS}/mg-6"}})
    with refused("BadRequest", 400):
        estate.put(f"{GROUPS}/mg-1", details={"parent": {"id": f"{GROUPS}/mg-6"}})
    with refused("ParentManagementGroupNotFound", 404):
        estate.put(f"{GROUPS}/mg-x", details={"parent": {"id": f"{GROUPS}/mg-none"}})
    with refused("BadRequest", 400):
        estate.cloud.delete(f"{GROUPS}/mg-5")
    with refused("BadRequest", 400):
        estate.cloud.delete(str(estate.cloud.world.root_group()))
    children = estate.cloud.get(f"{GROUPS}/mg-5")["properties"]["children"]
    assert [one["name"] for one in children] == ["mg-6"]


def test_a_subscription_has_one_place(estate: Estate) -> None:
    for name in ("mg-a", "mg-b"):
        estate.put(f"{GROUPS}/{name}", displayName=name)
    sales = ONE.rsplit("/", 1)[1]
    first = estate.put(f"{GROUPS}/mg-a/subscriptions/{sales}")
    estate.put(f"{GROUPS}/mg-b/subscriptions/{sales}")
    assert not estate.cloud.exists(first["id"])
    above = [str(one) for one in estate.cloud.world.scopes(parse(GROUP))]
    assert above[2] == f"{GROUPS}/mg-b"
    with refused("BadRequest", 400):
        estate.cloud.delete(f"{GROUPS}/mg-b")
    estate.cloud.delete(f"{GROUPS}/mg-b/subscriptions/{sales}")
    estate.cloud.delete(f"{GROUPS}/mg-b")
    with refused("SubscriptionNotFound", 404):
        estate.put(f"{GROUPS}/mg-a/subscriptions/{uuid.uuid4()}")
    estate.cloud._authorizer = lambda caller, action, scope: "roleAssignments" not in action
    with refused("BadRequest", 400):
        estate.put(f"{GROUPS}/mg-a/subscriptions/{sales}")


def test_subscriptions_are_vended_through_aliases(estate: Estate) -> None:
    alias = "/providers/Microsoft.Subscription/aliases/sub-new"
    billing = "/providers/Microsoft.Billing/billingAccounts/1/enrollmentAccounts/2"
    given: dict[str, Any] = {"billingScope": billing, "displayName": "New", "workload": "Production"}
    made = estate.put(alias, **given)["properties"]["subscriptionId"]
    assert estate.put(alias, **given)["properties"]["subscriptionId"] == made
    estate.put(f"/subscriptions/{made}/resourceGroups/rg-a", {"location": "westeurope"})
    with refused("BadRequest", 400):
        estate.cloud.action(f"/subscriptions/{made}", "cancel")
    estate.cloud.delete(alias)
    assert estate.cloud.exists(f"/subscriptions/{made}")
    estate.cloud.delete(f"/subscriptions/{made}/resourceGroups/rg-a")
    estate.cloud.action(f"/subscriptions/{made}", "cancel")
    with refused("ReadOnlyDisabledSubscription", 409):
        estate.put(f"/subscriptions/{made}/resourceGroups/rg-a", {"location": "westeurope"})
    with refused("BadRequest", 400):
        estate.put("/providers/Microsoft.Subscription/aliases/sub-none", displayName="None")
    with refused("SubscriptionNotFound", 404):
        estate.put("/providers/Microsoft.Subscription/aliases/sub-old", subscriptionId=str(uuid.uuid4()))


def test_vending_has_bounds(estate: Estate) -> None:
    given: dict[str, Any] = {
        "billingScope": "/providers/Microsoft.Billing/billingAccounts/1",
        "displayName": "N",
        "workload": "DevTest",
    }
    estate.cloud.store.set_setting("limits", {"subscriptions-per-billing-account": 0})
    with refused("BadRequest", 400):
        estate.put("/providers/Microsoft.Subscription/aliases/sub-new", **given)
    estate.cloud._authorizer = lambda caller, action, scope: "Billing" not in action
    with refused("Forbidden", 403):
        estate.put("/providers/Microsoft.Subscription/aliases/sub-new", **given)


def test_providers_are_registered_per_subscription(estate: Estate) -> None:
    row = estate.cloud.store.get(ONE)
    assert row is not None
    estate.cloud.amend(row, {**row.body, "properties": {**row.properties, "registeredNamespaces": []}})
    with refused("MissingSubscriptionRegistration", 409):
        account(estate)
    estate.cloud.action(ONE, "register", {"namespace": "Microsoft.Storage"})
    account(estate)
    with refused("InvalidResourceNamespace", 404):
        estate.cloud.action(ONE, "register", {"namespace": "Contoso.Cars"})

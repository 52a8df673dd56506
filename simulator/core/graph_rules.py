"""What Entra ID demands of each kind of directory object."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from arm.errors import ArmError
from simulator.core.rules import behaviour, refusal

if TYPE_CHECKING:
    from simulator.core.directory import Directory

GRAPH = "Microsoft Graph reference, general knowledge of the service (2026-11-23)"
NOT_FOUND = refusal(
    "Request_ResourceNotFound",
    404,
    "Resource `{id}` does not exist or one of its queried reference-property objects are not present.",
    "Entra directory object:Request_ResourceNotFound",
)
INVALID = refusal("Request_BadRequest", 400, "Invalid value for property `{property}`: {problem}.", source=GRAPH)
UPN_TAKEN = refusal(
    "Request_BadRequest",
    400,
    "Another object with the same value for property userPrincipalName already exists: `{value}`.",
    "Entra user:Request_BadRequest",
)
NICKNAME_TAKEN = refusal(
    "Request_BadRequest",
    400,
    "Another object with the same value for property mailNickname already exists: `{value}` (PropertyConflict).",
    "Entra group:-",
)
URI_TAKEN = refusal(
    "Request_BadRequest",
    400,
    "Another object with the same value for property identifierUris already exists: `{value}`.",
    "Entra application:-",
)
PRINCIPAL_TAKEN = refusal(
    "Request_MultipleObjectsWithSameKeyValue",
    409,
    "The service principal cannot be created because application `{value}` already has one.",
    source=GRAPH,
)
IMMUTABLE_ROLE_FLAG = refusal(
    "Request_BadRequest",
    400,
    "Property isAssignableToRole is immutable.",
    "Entra group (role-assignable):-#2",
)
TOO_MANY_ROLE_GROUPS = refusal(
    "Directory_QuotaExceeded",
    403,
    "The tenant already has {count} role-assignable groups.",
    "Entra group (role-assignable):-#1",
)
CREDENTIAL_PAIR_TAKEN = refusal(
    "InvalidFederatedIdentityCredentialValue",
    400,
    "The combination of issuer `{issuer}` and subject `{subject}` must be unique on the application.",
    "Entra application/federatedIdentityCredential:InvalidFederatedIdentityCredentialValue",
)
CREDENTIAL_NAME_TAKEN = refusal(
    "Request_MultipleObjectsWithSameKeyValue",
    409,
    "A federated identity credential with name `{name}` already exists.",
    "Entra application/federatedIdentityCredential:Request_MultipleObjectsWithSameKeyValue",
)
TOO_MANY_CREDENTIALS = refusal(
    "Request_BadRequest",
    400,
    "The application already has the maximum of {count} federated identity credentials.",
    "Entra application/federatedIdentityCredential:-",
)
REFERENCE_EXISTS = refusal(
    "Request_BadRequest",
    400,
    "One or more added object references already exist for `{relation}`.",
    source=GRAPH,
)
TOO_MANY_OWNERS = refusal(
    "Directory_QuotaExceeded",
    403,
    "`{name}` already has {count} owners.",
    "Entra application/owners:Directory_QuotaExceeded",
)
DYNAMIC_MEMBERS = refusal(
    "Request_BadRequest", 400, "Members of a group with dynamic membership cannot be written.", source=GRAPH
)
NESTED_ROLE_GROUP = refusal("Request_BadRequest", 400, "A role-assignable group cannot hold groups.", source=GRAPH)
LAST_OWNER = refusal("Request_BadRequest", 400, "The group must keep at least one owner.", source=GRAPH)
OWNER_LIMIT, CREDENTIAL_LIMIT, ROLE_GROUP_LIMIT = 100, 20, 500
NICKNAME = re.compile(r"[!-~]{1,64}")
NICKNAME_REFUSED = set('@()\\[]";:<>, ')
behaviour("Display names of groups are not unique.", "Entra group#3")
behaviour("A security group is deleted at once; there is no recycle bin for it.", "Entra group#1")
behaviour("A service principal is an object of its own, made after its application.", "Entra servicePrincipal")


class Kind:
    """The rules of one kind of object. The base asks nothing."""

    unique = "displayName"
    required: tuple[str, ...] = ()
    defaults: Mapping[str, Any] = {}

    def check(self, directory: "Directory", before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> None:
        """Refuse an object that Entra would refuse; `before` is None for a new one."""
        for name in self.required:
            if after.get(name) in (None, ""):
                raise INVALID(after.get("id", name), property=name, problem="a value is required")
        self.check_values(directory, before, after)

    def check_values(self, directory: "Directory", before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> None:
        """Refuse values."""

    def complete(self, directory: "Directory", made: dict[str, Any]) -> None:
        """Add what Entra computes."""

    def after_create(self, directory: "Directory", made: Mapping[str, Any]) -> None:
        """Do what follows a creation."""

    def before_delete(self, directory: "Directory", found: Mapping[str, Any]) -> None:
        """Take down what goes with the object."""


def _taken(directory: "Directory", kind: str, name: str, own_id: str | None) -> bool:
    found = directory.named(kind, name)
    return found is not None and found["id"] != own_id


class _User(Kind):
    unique = "userPrincipalName"
    required = ("displayName", "userPrincipalName")
    defaults: Mapping[str, Any] = {"accountEnabled": True, "userType": "Member"}

    def check_values(self, directory: "Directory", before: Any, after: Mapping[str, Any]) -> None:
        name = after["userPrincipalName"]
        if "@" not in name:
            raise INVALID(name, property="userPrincipalName", problem="it has the form alias@domain")
        if _taken(directory, "user", name, after.get("id")):
            raise UPN_TAKEN(name, value=name)


class _Group(Kind):
    unique = "mailNickname"
    required = ("displayName", "mailNickname")
    defaults: Mapping[str, Any] = {
        "mailEnabled": False,
        "securityEnabled": True,
        "groupTypes": [],
        "isAssignableToRole": False,
    }

    def check_values(self, directory: "Directory", before: Any, after: Mapping[str, Any]) -> None:
        nickname = after["mailNickname"]
        if not NICKNAME.fullmatch(nickname) or NICKNAME_REFUSED & set(nickname):
            problem = 'at most 64 ASCII characters without @ ( ) \\ [ ] " ; : < > , and space'
            raise INVALID(nickname, property="mailNickname", problem=problem)
        if not after["mailEnabled"] and not after["securityEnabled"]:
            raise INVALID(nickname, property="securityEnabled", problem="mail or security must be enabled")
        if after["mailEnabled"]:
            if "Unified" not in after["groupTypes"]:
                raise INVALID(nickname, property="groupTypes", problem="only Microsoft 365 groups are mail-enabled")
            others = directory.store.records("directory", parent="group", name=nickname)
            if any(one["mailEnabled"] and one["id"] != after.get("id") for one in others):
                raise NICKNAME_TAKEN(nickname, value=nickname)
        dynamic = "DynamicMembership" in after["groupTypes"]
        if dynamic != bool(after.get("membershipRule")):
            raise INVALID(nickname, property="membershipRule", problem="it goes with groupTypes DynamicMembership")
        self._check_role_flag(directory, before, after)

    def _check_role_flag(self, directory: "Directory", before: Any, after: Mapping[str, Any]) -> None:
        assignable = bool(after.get("isAssignableToRole"))
        if before is not None and assignable != bool(before.get("isAssignableToRole")):
            raise IMMUTABLE_ROLE_FLAG(after["id"])
        if before is None and assignable:
            if "DynamicMembership" in after["groupTypes"]:
                raise INVALID(
                    after["mailNickname"], property="isAssignableToRole", problem="not with dynamic membership"
                )
            if len(directory.objects("group", isAssignableToRole=True)) >= ROLE_GROUP_LIMIT:
                raise TOO_MANY_ROLE_GROUPS(after["mailNickname"], count=ROLE_GROUP_LIMIT)


class _Application(Kind):
    unique = "appId"
    required = ("displayName",)
    defaults: Mapping[str, Any] = {"identifierUris": [], "signInAudience": "AzureADMyOrg"}

    def check_values(self, directory: "Directory", before: Any, after: Mapping[str, Any]) -> None:
        own = set(after.get("identifierUris") or ())
        for other in directory.objects("application") if own else ():
            shared = own & set(other.get("identifierUris") or ())
            if shared and other["id"] != after.get("id"):
                raise URI_TAKEN(after["displayName"], value=min(shared))

    def complete(self, directory: "Directory", made: dict[str, Any]) -> None:
        made["appId"] = directory.world.guid("application", made["id"])
        made["publisherDomain"] = directory.store.setting("domain") or "contoso.example"

    def before_delete(self, directory: "Directory", found: Mapping[str, Any]) -> None:
        for principal in directory.objects("servicePrincipal", appId=found["appId"]):
            directory.forget(principal["id"])
        for credential in directory.objects("federatedIdentityCredential", applicationId=found["id"]):
            directory.forget(credential["id"])


class _ServicePrincipal(Kind):
    unique = "appId"
    required = ("appId",)
    defaults: Mapping[str, Any] = {"accountEnabled": True, "servicePrincipalType": "Application"}

    def check_values(self, directory: "Directory", before: Any, after: Mapping[str, Any]) -> None:
        application = directory.named("application", after["appId"])
        known = directory.store.setting("applications") or {}
        if application is None and after["appId"].lower() not in known:
            raise NOT_FOUND(after["appId"], id=after["appId"])
        if before is None and directory.named("servicePrincipal", after["appId"]) is not None:
            raise PRINCIPAL_TAKEN(after["appId"], value=after["appId"])

    def complete(self, directory: "Directory", made: dict[str, Any]) -> None:
        application = directory.named("application", made["appId"])
        known = directory.store.setting("applications") or {}
        made["displayName"] = application["displayName"] if application else known[made["appId"].lower()]


class _FederatedCredential(Kind):
    unique = "name"
    required = ("name", "issuer", "subject", "applicationId")

    def check_values(self, directory: "Directory", before: Any, after: Mapping[str, Any]) -> None:
        directory.get("application", after["applicationId"])
        if len(after.get("audiences") or ()) != 1:
            raise INVALID(after["name"], property="audiences", problem="exactly one audience")
        listed = directory.objects("federatedIdentityCredential", applicationId=after["applicationId"])
        others = [one for one in listed if one["id"] != after.get("id")]
        if before is not None and before["name"] != after["name"]:
            raise INVALID(after["name"], property="name", problem="it cannot change")
        if any(one["name"] == after["name"] for one in others):
            raise CREDENTIAL_NAME_TAKEN(after["applicationId"], name=after["name"])
        pair = (after["issuer"], after["subject"])
        if any((one["issuer"], one["subject"]) == pair for one in others):
            raise CREDENTIAL_PAIR_TAKEN(after["applicationId"], issuer=pair[0], subject=pair[1])
        if len(others) >= CREDENTIAL_LIMIT:
            raise TOO_MANY_CREDENTIALS(after["applicationId"], count=CREDENTIAL_LIMIT)


KINDS: dict[str, Kind] = {
    "user": _User(),
    "group": _Group(),
    "application": _Application(),
    "servicePrincipal": _ServicePrincipal(),
    "federatedIdentityCredential": _FederatedCredential(),
    "applicationPassword": Kind(),
    "administrativeUnit": Kind(),
    "appRoleAssignment": Kind(),
    "directoryRole": Kind(),
}


def check_reference(
    directory: "Directory", holder: Mapping[str, Any], relation: str, target: Mapping[str, Any]
) -> None:
    """Refuse a reference that Entra would refuse."""
    present = directory.references(holder["id"], relation)
    if target["id"] in present:
        raise REFERENCE_EXISTS(holder["id"], relation=relation)
    if relation == "owners" and len(present) >= OWNER_LIMIT:
        raise TOO_MANY_OWNERS(holder["id"], name=holder["displayName"], count=OWNER_LIMIT)
    if relation == "members" and holder["kind"] == "group":
        problem: ArmError | None = None
        if "DynamicMembership" in holder["groupTypes"]:
            problem = DYNAMIC_MEMBERS(holder["id"])
        elif holder["isAssignableToRole"] and target["kind"] == "group":
            problem = NESTED_ROLE_GROUP(holder["id"])
        if problem is not None:
            raise problem


def check_removal(directory: "Directory", holder: Mapping[str, Any], relation: str) -> None:
    """Refuse to take a group's last owner away."""
    if relation == "owners" and holder["kind"] == "group" and len(directory.references(holder["id"], "owners")) == 1:
        raise LAST_OWNER(holder["id"])

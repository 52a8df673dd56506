"""Functions that look objects of the directory up."""

from collections.abc import Mapping
from typing import Any

from arm.errors import ArmError
from simulator.core.cloud import Cloud
from simulator.providers.azuread.objects import SHAPES, outputs
from simulator.providers.entities.table import Table
from simulator.providers.provider import InvalidRequestError

SINGLE: Mapping[str, str] = {
    "getApplication": "Application",
    "getGroup": "Group",
    "getServicePrincipal": "ServicePrincipal",
    "getUser": "User",
}
PLURAL: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "getGroups": ("Group", {"displayNames": "displayName", "objectIds": "id"}),
    "getServicePrincipals": (
        "ServicePrincipal", {"clientIds": "appId", "displayNames": "displayName", "objectIds": "id"}
    ),
    "getUsers": (
        "User",
        {
            "mailNicknames": "mailNickname",
            "mails": "mail",
            "objectIds": "id",
            "userPrincipalNames": "userPrincipalName",
        },
    ),
}  # fmt: skip


def call(cloud: Cloud, table: Table, caller_id: str, token: str, arguments: Mapping[str, Any]) -> dict[str, Any] | None:
    """Answer a function of the directory; None for one that it does not know."""
    name = token.rsplit(":", 1)[1]
    if name in SINGLE:
        return _single(cloud, table, SINGLE[name], arguments)
    if name in PLURAL:
        return _plural(cloud, table, name, arguments)
    if name == "getClientConfig":
        known = cloud.directory.find(caller_id) or {}
        client = known.get("appId") or cloud.world.guid("client", caller_id)
        return {"id": client, "clientId": client, "objectId": caller_id, "tenantId": cloud.world.tenant_id}
    if name == "getDomains":
        domain: dict[str, Any] = {
            "domainName": cloud.store.setting("domain") or "contoso.example",
            "adminManaged": True,
            "authenticationType": "Managed",
            "default": True,
            "initial": True,
            "root": True,
            "supportedServices": [],
            "verified": True,
        }
        return {"id": "domains", "domains": [domain], **arguments}
    if name == "getDirectoryObject":
        found = cloud.directory.find(str(arguments["objectId"]))
        if found is None:
            raise _nothing("directory object", arguments)
        return {"id": found["id"], "objectId": found["id"], "type": found["kind"]}
    return None


def _single(cloud: Cloud, table: Table, name: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    shape = SHAPES[name]
    wanted = {shape.names.get(key, key): value for key, value in arguments.items() if value not in (None, "")}
    wanted.pop("includeTransitiveMembers", None)
    if "objectId" in wanted:
        wanted["id"] = wanted.pop("objectId")
    if not wanted:
        raise InvalidRequestError(f"a search for a {shape.kind} needs one of {', '.join(arguments)}")
    found = [one for one in cloud.directory.objects(shape.kind) if all(_same(one, *pair) for pair in wanted.items())]
    if len(found) != 1:
        raise (
            _nothing(shape.kind, arguments)
            if not found
            else ArmError(
                "Request_BadRequest", f"Found {len(found)} objects of kind {shape.kind} for {dict(arguments)}."
            )
        )
    return _answer(cloud, table, name, found[0])


def _same(found: Mapping[str, Any], name: str, value: Any) -> bool:
    if name == "identifierUri":
        return value in (found.get("identifierUris") or ())
    return str(found.get(name)).lower() == str(value).lower()


def _answer(cloud: Cloud, table: Table, name: str, found: Mapping[str, Any]) -> dict[str, Any]:
    shape = SHAPES[name]
    relations = {relation: cloud.directory.references(found["id"], relation) for relation in shape.relations}
    return {**outputs(table.named(name), shape, found), **relations, "id": f"{shape.path}/{found['id']}"}


def _plural(cloud: Cloud, table: Table, name: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    kind, keys = PLURAL[name]
    everything = cloud.directory.objects(SHAPES[kind].kind)
    prefix = arguments.get("displayNamePrefix")
    chosen = [
        one for one in everything if arguments.get("returnAll") or (prefix and one["displayName"].startswith(prefix))
    ]
    for argument, key in keys.items():
        for value in arguments.get(argument) or ():
            matching = [one for one in everything if _same(one, key, value)]
            if not matching and not arguments.get("ignoreMissing"):
                raise _nothing(SHAPES[kind].kind, {argument: value})
            chosen += matching
    shown = [_answer(cloud, table, kind, one) for one in chosen]
    plural = {"Group": "groups", "ServicePrincipal": "servicePrincipals", "User": "users"}[kind]
    lists = {argument: [one.get(key) for one in chosen] for argument, key in keys.items()}
    return {**arguments, **lists, "id": name, plural: shown}


def _nothing(kind: str, arguments: Mapping[str, Any]) -> ArmError:
    stated = {name: value for name, value in arguments.items() if value is not None}
    return ArmError("Request_ResourceNotFound", f"No {kind} was found for {stated}.", status=404)

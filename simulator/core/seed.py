"""The world before the estate: tenant, subscriptions, resources that others own, people.

A seed is plain data:

- `tenant_id`, `domain`
- `subscriptions`: `{id, name, tags?, management_group?, registered_namespaces?}` each
- `management_groups`: ids of existing groups with `name`, `display_name?`, `parent?`
- `resources`: ARM resources (`id`, `location`, `properties`, …) written as they are, in order
- `users`: `{mail, name?}` each; `identities`: object ids of managed identities of others
- `applications`: first-party application ids with their names; Microsoft Graph is in every tenant
- `gateways`: ids of virtual networks that have a gateway
- `metastores`: regions of existing Unity Catalog metastores by their ids
- `limits`, `closed`: lowered ceilings by ARM type or key, and regions closed for types
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from arm.ids import management_group, parse
from simulator.core.types.resources.management_groups import place
from simulator.core.types.resources.subscriptions import create

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud


@cache
def _microsoft_graph() -> Mapping[str, Any]:
    text = files("simulator.core.data").joinpath("microsoft_graph.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def plant(cloud: "Cloud", seed: Mapping[str, Any]) -> None:
    """Write a seed into a store that is empty, or that holds the same seed: nothing is written twice."""
    with cloud.store.transaction():
        if cloud.store.setting("tenant") is None:
            cloud.store.set_setting("tenant", seed.get("tenant_id") or cloud.world.tenant_id)
        for name in ("domain", "limits", "closed", "metastores"):
            if name in seed:
                cloud.store.set_setting(name, seed[name])
        if "applications" in seed:
            known = {str(key).lower(): value for key, value in seed["applications"].items()}
            cloud.store.set_setting("applications", known)
        if "gateways" in seed:
            cloud.store.set_setting("gateways", [str(one).lower() for one in seed["gateways"]])
        _plant_groups(cloud, seed)
        _plant_subscriptions(cloud, seed)
        for resource in seed.get("resources", ()):
            _plant_resource(cloud, resource)
        graph = _microsoft_graph()
        cloud.directory.add_first_party(graph["appId"], graph["displayName"], graph["appRoles"])
        for user in seed.get("users", ()):
            _plant_user(cloud, user)
        for object_id in seed.get("identities", ()):
            if cloud.directory.find(object_id) is None:
                cloud.directory.add_managed_identity(object_id, f"identity-{object_id[:8]}", object_id)


def _plant_groups(cloud: "Cloud", seed: Mapping[str, Any]) -> None:
    root = cloud.world.root_group()
    if cloud.store.get(root.key) is None:
        properties = {"displayName": "Tenant Root Group", "tenantId": cloud.world.tenant_id, "details": {"version": 1}}
        cloud.keep(root, {"properties": properties})
    for group in seed.get("management_groups", ()):
        found = management_group(group["name"])
        if cloud.store.get(found.key) is None:
            parent = management_group(group["parent"]) if group.get("parent") else root
            details = {"version": 1, "parent": {"id": str(parent), "name": parent.name}}
            cloud.keep(
                found,
                {"properties": {"displayName": group.get("display_name", group["name"]), "details": details}},
            )


def _plant_subscriptions(cloud: "Cloud", seed: Mapping[str, Any]) -> None:
    for one in seed.get("subscriptions", ()):
        if cloud.world.subscription(one["id"]) is None:
            create(
                cloud,
                one["id"],
                one.get("name", one["id"]),
                tags=one.get("tags"),
                registered=one.get("registered_namespaces"),
            )
            if one.get("management_group"):
                place(cloud, one["id"], management_group(one["management_group"]))


def _plant_resource(cloud: "Cloud", resource: Mapping[str, Any]) -> None:
    found = parse(str(resource["id"]))
    at = found.parent
    missing = []
    while at is not None and at.namespace and cloud.store.get(at.key) is None:
        missing.append(at)
        at = at.parent
    for above in reversed(missing):
        cloud.keep(above, {"location": resource.get("location"), "properties": {"provisioningState": "Succeeded"}})
    if cloud.store.get(found.key) is None:
        body = {name: value for name, value in resource.items() if name not in ("id", "name", "type")}
        body.setdefault("properties", {}).setdefault("provisioningState", "Succeeded")
        cloud.keep(found, body)


def _plant_user(cloud: "Cloud", user: Mapping[str, Any]) -> None:
    mail = str(user["mail"])
    if cloud.directory.named("user", mail) is None:
        name = str(user.get("name") or mail.partition("@")[0])
        cloud.directory.create(
            "user",
            {
                "userPrincipalName": mail,
                "mail": mail,
                "displayName": name,
                "mailNickname": mail.partition("@")[0],
            },
        )

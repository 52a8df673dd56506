"""Between the package's classes and Microsoft Graph's objects: groups, users, applications, service principals."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from simulator.providers.entities.table import Entity


@dataclass(frozen=True)
class Shape:
    """How a class is kept in the directory."""

    kind: str
    path: str
    """The collection in ids: `/groups/<object id>`."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Names that differ in Graph."""
    relations: tuple[str, ...] = ()
    """Inputs that are lists of references."""
    hidden: frozenset[str] = frozenset()
    """Inputs that Graph never gives back, or that mean something to the provider only."""


SHAPES: Mapping[str, Shape] = {
    "AdministrativeUnit": Shape(
        "administrativeUnit", "/directory/administrativeUnits", relations=("members",),
        hidden=frozenset({"preventDuplicateNames"}),
    ),
    "Application": Shape(
        "application", "/applications", names={"clientId": "appId"}, relations=("owners",),
        hidden=frozenset({"preventDuplicateNames", "password", "logoImage", "featureTags"}),
    ),
    "ApplicationRegistration": Shape("application", "/applications", names={"clientId": "appId"}),
    "Group": Shape(
        "group", "/groups",
        names={"types": "groupTypes", "assignableToRole": "isAssignableToRole"},
        relations=("owners", "members"),
        hidden=frozenset({"preventDuplicateNames", "dynamicMembership", "administrativeUnitIds"}),
    ),
    "ServicePrincipal": Shape(
        "servicePrincipal", "/servicePrincipals",
        names={"clientId": "appId", "type": "servicePrincipalType"}, relations=("owners",),
        hidden=frozenset({"useExisting", "featureTags", "features"}),
    ),
    "User": Shape(
        "user", "/users", hidden=frozenset({"password", "disablePasswordExpiration", "disableStrongPassword"})
    ),
}  # fmt: skip
KEPT = ("password", "preventDuplicateNames", "useExisting", "disablePasswordExpiration", "disableStrongPassword")
"""Inputs that an answer repeats although Graph does not: the provider keeps them in its state."""


def body(shape: Shape, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """What is sent to Graph."""
    sent = {
        shape.names.get(name, name): value
        for name, value in inputs.items()
        if name not in shape.hidden and name not in shape.relations
    }
    membership = inputs.get("dynamicMembership")
    if membership:
        sent["membershipRule"] = membership["rule"]
        sent["membershipRuleProcessingState"] = "On" if membership.get("enabled") else "Paused"
    return sent


def outputs(entity: Entity, shape: Shape, found: Mapping[str, Any]) -> dict[str, Any]:
    """What Graph answers, by the names of the class."""
    known = (*entity.inputs, *entity.outputs)
    shown = {name: found[shape.names.get(name, name)] for name in known if shape.names.get(name, name) in found}
    shown["objectId"] = found["id"]
    if found.get("membershipRule"):
        enabled = found.get("membershipRuleProcessingState") == "On"
        shown["dynamicMembership"] = {"rule": found["membershipRule"], "enabled": enabled}
    if shape.kind in ("application", "servicePrincipal"):
        shown["appRoleIds"] = {
            role["value"]: role["id"] for role in found.get("appRoles") or () if role.get("value") and role.get("id")
        }
        scopes = (found.get("api") or {}).get("oauth2PermissionScopes") or ()
        shown["oauth2PermissionScopeIds"] = {one["value"]: one["id"] for one in scopes if one.get("value")}
    return {name: value for name, value in shown.items() if name in known}


def object_id(resource_id: str) -> str:
    """The object's GUID in an id: `/groups/<guid>` or the GUID alone."""
    return resource_id.rsplit("/", 1)[-1]

"""Azure's built-in roles: name to GUID, and the id of a role definition."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from arm.fact_table import rows


@dataclass(frozen=True, kw_only=True)
class Role:
    """A built-in role. Azure renames roles now and then; the GUID stays."""

    name: str
    """Its display name."""
    guid: str
    """The last segment of its role definition id, the same in every tenant and cloud."""
    category: str
    """The group of services that it serves."""

    def definition_id(self, subscription_id: str | None = None) -> str:
        """The role definition id, as Azure prints it in a subscription, or tenant-wide without one."""
        return role_definition_id(self.guid, subscription_id)


class UnknownRoleError(KeyError):
    """No built-in role has that name."""

    def __str__(self) -> str:
        return str(self.args[0])


@cache
def _by_name() -> Mapping[str, Role]:
    roles = (Role(name=row["name"], guid=row["guid"], category=row["category"]) for row in rows("roles"))
    return {role.name.lower(): role for role in roles}


@cache
def _by_guid() -> Mapping[str, Role]:
    return {role.guid: role for role in all_roles()}


def all_roles() -> tuple[Role, ...]:
    """Every built-in role in the table."""
    return tuple(_by_name().values())


def role(name: str) -> Role:
    """The built-in role of a display name (case does not matter)."""
    found = _by_name().get(name.lower())
    if found is None:
        near = get_close_matches(name.lower(), _by_name(), n=3, cutoff=0.4)
        listed = ", ".join(f"`{_by_name()[match].name}`" for match in near) or "none is near"
        raise UnknownRoleError(f"`{name}` is not a built-in role; near: {listed}")
    return found


def role_by_guid(guid_or_id: str) -> Role | None:
    """The built-in role of a GUID or of a role definition id, or None for a custom role."""
    return _by_guid().get(guid_or_id.rsplit("/", 1)[-1].lower())


def role_definition_id(guid: str, subscription_id: str | None = None) -> str:
    """The ARM id of a role definition, below a subscription or tenant-wide."""
    scope = f"/subscriptions/{subscription_id}" if subscription_id else ""
    return f"{scope}/providers/Microsoft.Authorization/roleDefinitions/{guid}"

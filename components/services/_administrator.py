"""Who administers a database server: an Entra principal, never a password."""

from dataclasses import dataclass

import pulumi


@dataclass(frozen=True, kw_only=True)
class EntraAdministrator:
    """One Entra principal."""

    object_id: pulumi.Input[str]
    """Required. Its object id."""
    name: str
    """Required. Its display name: the server knows it by that."""
    principal_type: str = "Group"
    """Optional. `Group`, `User` or `ServicePrincipal`."""

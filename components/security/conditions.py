"""Conditions on role assignments."""

from collections.abc import Mapping, Sequence

PRIVILEGED = (
    "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",  # Owner
    "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",  # User Access Administrator
    "f58310d9-a9f6-439a-9e8d-f62e7b41a168",  # Role Based Access Control Administrator
)
"""Built-in roles whose holders can give rights to others."""


def _none_of(source: str) -> str:
    roles = ", ".join(PRIVILEGED)
    return (
        f"@{source}[Microsoft.Authorization/roleAssignments:RoleDefinitionId]"
        f" ForAnyOfAllValues:GuidNotEquals {{{roles}}}"
    )


WITHOUT_PRIVILEGED_ROLES = (
    "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'}))"
    f" OR ({_none_of('Request')}))"
    " AND "
    "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'}))"
    f" OR ({_none_of('Resource')}))"
)
"""Lets an administrator of access give and take every role but the privileged ones.
Source: delegate Azure role assignment management with conditions (Microsoft Learn, Azure RBAC)."""


def only_to_services(role_guid: str) -> str:
    """Lets an administrator of access give and take one role, to and from identities of services.

    Source: delegate Azure role assignment management with conditions (Microsoft Learn, Azure RBAC).
    """

    def narrow(source: str) -> str:
        at = f"@{source}[Microsoft.Authorization/roleAssignments"
        return (
            f"{at}:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {{{role_guid}}}"
            f" AND {at}:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {{'ServicePrincipal'}}"
        )

    return (
        "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'}))"
        f" OR ({narrow('Request')}))"
        " AND "
        "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'}))"
        f" OR ({narrow('Resource')}))"
    )


_CONTAINERS = "Microsoft.Storage/storageAccounts/blobServices/containers"
_BLOBS = f"{_CONTAINERS}/blobs"


def below_paths(paths: Mapping[str, Sequence[str]]) -> str:
    """Narrows a role on blobs to folders, by container, and what is in them.

    Source: actions and attributes for Azure role assignment conditions for Azure Blob Storage (Microsoft Learn).
    """

    def within(container: str) -> str:
        at = f"@Resource[{_BLOBS}:path]"
        tests = [
            test for one in paths[container] for test in (f"{at} StringEquals '{one}'", f"{at} StringLike '{one}/*'")
        ]
        return f"(@Resource[{_CONTAINERS}:name] StringEquals '{container}' AND ({' OR '.join(tests)}))"

    return f"((!(ActionMatches{{'{_BLOBS}/*'}})) OR ({' OR '.join(map(within, sorted(paths)))}))"

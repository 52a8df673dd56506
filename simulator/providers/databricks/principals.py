"""Who is known to the account: what was synchronised from Entra, and what was made in Databricks itself."""

from collections.abc import Iterable, Mapping
from typing import Any

from arm.errors import ArmError
from simulator.core.cloud import Cloud

RECORD = "databricks-principal"
_KINDS: Mapping[str, tuple[str, str, str]] = {
    "getWorkspaceIamExternalGroupV2": ("external-groups", "group", "displayName"),
    "getWorkspaceIamExternalServicePrincipalV2": ("external-service-principals", "servicePrincipal", "appId"),
}
"""Function → the collection in its `name`, the kind of the directory, and what names the principal."""


_NAMED_BY = {"Group": "displayName", "User": "userName", "ServicePrincipal": "applicationId"}


def resolves(function: str) -> bool:
    """Whether a function brings a principal of Entra into the account."""
    return function in _KINDS


def resolve(cloud: Cloud, function: str, name: str) -> dict[str, Any]:
    """Bring an object of Entra into the account, as automatic identity management does.

    Errors: `ArmError` `NOT_FOUND` (404) for an object that Entra does not have.
    """
    collection, kind, named_by = _KINDS[function]
    held_by, _, object_id = name.rpartition("/")
    found = cloud.directory.find(object_id)
    if held_by != collection or found is None or found["kind"] != kind:
        raise ArmError("NOT_FOUND", f"`{name}` is no {kind} of Entra ID.", status=404, target=name)
    known = str(found[named_by])
    number = str(int(cloud.world.guid(RECORD, object_id).replace("-", "")[:12], 16))
    if cloud.store.record(RECORD, known) is None:
        cloud.store.put_record(RECORD, known, {"name": known, "external": object_id, "number": number})
    answer = {"id": name, "name": name, "internalId": number, "displayName": found["displayName"]}
    if kind == "group":
        return {**answer, "externalGroupId": object_id}
    return {**answer, "externalServicePrincipalId": object_id, "applicationId": known}


def in_account(cloud: Cloud, rows: Iterable[Mapping[str, Any]], name: str) -> bool:
    """Whether the account knows a principal by its display name, user name or application id."""
    if cloud.store.record(RECORD, name) is not None:
        return True
    return any(name == row["inputs"].get(_NAMED_BY.get(row["entity"], "")) for row in rows)

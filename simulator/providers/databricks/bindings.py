"""Which workspaces may use what of a metastore is isolated."""

from collections.abc import Callable, Mapping
from typing import Any

from arm.errors import ArmError
from simulator.core.cloud import Cloud
from simulator.providers.databricks.places import WORKSPACES

KINDS: Mapping[str, str] = {
    "catalog": "Catalog",
    "credential": "Credential",
    "external_location": "ExternalLocation",
    "storage_credential": "StorageCredential",
}
"""Securable type → class."""
_MADE_IN = "databricks-made-in"
"""Records of isolated securables with the workspace in which they were made: their first binding."""
_RIGHTS = frozenset({"BINDING_TYPE_READ_WRITE", "BINDING_TYPE_READ_ONLY"})
Find = Callable[[str, str], Mapping[str, Any] | None]
"""An entity by class and id."""


def is_isolated(name: str, inputs: Mapping[str, Any]) -> bool:
    """Whether an entity may be used in bound workspaces only."""
    return name in KINDS.values() and str(inputs.get("isolationMode") or "").endswith("ISOLATED")


def remember(cloud: Cloud, name: str, entity_id: str, number: str) -> None:
    """Bind an isolated securable to the workspace in which it is made."""
    cloud.store.put_record(_MADE_IN, f"{name}/{entity_id}", {"workspace": number})


def forget(cloud: Cloud, name: str, entity_id: str) -> None:
    """Forget a securable that is taken down."""
    cloud.store.delete_record(_MADE_IN, f"{name}/{entity_id}")


def check_binding(cloud: Cloud, inputs: Mapping[str, Any], find: Find) -> None:
    """A binding is of a securable and of a workspace that stand. Errors: `ArmError`."""
    kind, name = str(inputs.get("securableType") or "catalog"), str(inputs.get("securableName"))
    if kind not in KINDS or str(inputs.get("bindingType") or "BINDING_TYPE_READ_WRITE") not in _RIGHTS:
        raise ArmError("INVALID_PARAMETER_VALUE", f"`{kind}` cannot be bound as {inputs.get('bindingType')}.")
    if find(KINDS[kind], name) is None:
        code = f"{kind.upper()}_DOES_NOT_EXIST"
        raise ArmError(code, f"{KINDS[kind]} `{name}` does not exist.", status=404, target=name)
    numbers = {str(one["properties"]["workspaceId"]) for one in cloud.list(type=WORKSPACES)}
    if str(inputs.get("workspaceId")) not in numbers:
        message = f"Workspace {inputs.get('workspaceId')} does not exist."
        raise ArmError("RESOURCE_DOES_NOT_EXIST", message, status=404, target=name)


def check_bound(cloud: Cloud, name: str, row: Mapping[str, Any], number: str, find: Find) -> None:
    """Refuse what is used from a workspace to which it is not bound. Errors: `ArmError` `PERMISSION_DENIED` (403)."""
    if not is_isolated(name, row["inputs"]):
        return
    first = cloud.store.record(_MADE_IN, f"{name}/{row['id']}") or {}
    kind = next(kind for kind, entity in KINDS.items() if entity == name)
    if first.get("workspace") == number or find("WorkspaceBinding", f"{number}|{kind}|{row['id']}"):
        return
    message = f"Workspace {number} is not bound to the {name} `{row['id']}`, which is isolated."
    raise ArmError("PERMISSION_DENIED", message, status=403, target=str(row["id"]))

"""Keys of customers: the vault keeps them, the key stands, and the resource's identity may use it.

Services answer with codes of their own; here all of them say it in the same words.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from arm.ids import parse
from arm.roles import role
from simulator.core.held_roles import held_roles
from simulator.core.identity import USER_ASSIGNED
from simulator.core.request import Request, dig
from simulator.core.rules import refusal
from simulator.core.store import Resource

_SOURCE = "documentation of customer-managed keys of each service; general knowledge (2026-11-24)"
_VAULT = "Microsoft.KeyVault/vaults"
_URI = re.compile(r"https://(?P<vault>[^./]+)\.[^/]+/keys/(?P<name>[^/]+)(?:/(?P<version>[0-9a-fA-F]{32}))?/?")
_MAY_WRAP = frozenset(
    role(name).guid
    for name in ("Key Vault Crypto Service Encryption User", "Key Vault Crypto User", "Key Vault Crypto Officer",
                 "Key Vault Administrator")
)  # fmt: skip
MALFORMED = refusal("InvalidKeyVaultKeyUri", 400, "`{uri}` is not the {kind} of a key.", source=_SOURCE)
NO_VAULT = refusal("KeyVaultNotFound", 400, "The key vault `{vault}` of the key was not found.", source=_SOURCE)
NOT_KEPT = refusal(
    "KeyVaultPropertiesInvalid",
    400,
    "Soft delete and purge protection must be on in key vault `{vault}`, which keeps the key.",
    source=_SOURCE,
)
CLOSED = refusal(
    "KeyVaultFirewall",
    400,
    "Key vault `{vault}` is closed to public networks and does not let trusted services of Azure pass.",
    source=_SOURCE,
)
NO_KEY = refusal("KeyVaultKeyNotFound", 400, "Key `{key}` of key vault `{vault}` was not found.", source=_SOURCE)
DISABLED = refusal("KeyVaultKeyDisabled", 400, "Key `{key}` of key vault `{vault}` is not enabled.", source=_SOURCE)
NO_IDENTITY = refusal(
    "KeyIdentityNotAssigned",
    400,
    "The key is read by a user-assigned identity of the resource; `{identity}` is none of it.",
    source=_SOURCE,
)
FORBIDDEN = refusal(
    "KeyVaultAccessForbidden",
    403,
    "Identity `{identity}` may not wrap and unwrap with key `{key}` of key vault `{vault}`.",
    source=_SOURCE,
)


@cache
def _table() -> Mapping[str, Mapping[str, Any]]:
    raw = json.loads(files("simulator.core.stages").joinpath("customer_keys.json").read_text(encoding="utf-8"))
    types: Mapping[str, Mapping[str, Any]] = raw["types"]
    return types


def keyed_types() -> frozenset[str]:
    """ARM types, in lower case, whose bodies may name a key."""
    return frozenset(_table())


def check_customer_keys(request: Request) -> None:
    """Refuse a key that the service could not use."""
    places = _table().get(request.type.lower())
    if places is None:
        return
    named = _named(request, places)
    if named is None:
        return
    vault_name, key_name = named
    vault = next(iter(request.cloud.store.of_type(_VAULT, vault_name)), None)
    if vault is None:
        raise NO_VAULT(request.id, vault=vault_name)
    _check_vault(request, vault)
    key = request.cloud.find(f"{vault.id}/keys/{key_name}")
    if key is None:
        raise NO_KEY(request.id, key=key_name, vault=vault_name)
    if not (key.properties.get("attributes") or {}).get("enabled", True):
        raise DISABLED(request.id, key=key_name, vault=vault_name)
    identity = _identity(request, places)
    held = held_roles(request.cloud, [str(identity.properties["principalId"])], parse(key.id))
    if not held & _MAY_WRAP:
        raise FORBIDDEN(request.id, identity=identity.name, key=key_name, vault=vault_name)


def _named(request: Request, places: Mapping[str, Any]) -> tuple[str, str] | None:
    """The vault and the name of the key, or None where the body names none."""
    if "uri" in places:
        uri = _at(request, places["uri"])
        if not uri:
            return None
        found = _URI.fullmatch(str(uri))
        if found is None or (places.get("versioned") and not found["version"]):
            kind = "address of a version" if places.get("versioned") else "address"
            raise MALFORMED(request.id, uri=uri, kind=kind)
        return found["vault"], found["name"]
    vault, name = _at(request, places["vault"]), _at(request, places["name"])
    if not vault or not name:
        return None
    return str(vault).removeprefix("https://").partition(".")[0], str(name)


def _check_vault(request: Request, vault: Resource) -> None:
    given = vault.properties
    if not given.get("enablePurgeProtection") or given.get("enableSoftDelete") is False:
        raise NOT_KEPT(request.id, vault=vault.name)
    rules = given.get("networkAcls") or {}
    closed = given.get("publicNetworkAccess") == "Disabled" or rules.get("defaultAction") == "Deny"
    if closed and rules.get("bypass", "AzureServices") == "None":
        raise CLOSED(request.id, vault=vault.name)


def _identity(request: Request, places: Mapping[str, Any]) -> Resource:
    """The identity that reads the key: one of the resource's own."""
    wanted = str(_at(request, places.get("identity") or places["client"]) or "").removeprefix("UserAssignedIdentity=")
    own = [request.cloud.find(str(one)) for one in dig(request.body, "identity", "userAssignedIdentities") or ()]
    for one in own:
        if one is not None and one.type == USER_ASSIGNED and wanted.lower() in (one.key, one.properties["clientId"]):
            return one
    raise NO_IDENTITY(request.id, identity=wanted or "none")


def _at(request: Request, path: str) -> Any:
    return dig(request.body, *path.split("."))

"""The functions of azure-native: client settings, `get…` of any known type, and the `list…` of keys."""

import difflib
import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from arm import schema, translate
from arm.clouds import suffix
from simulator.providers.azure_native.client import Client
from simulator.providers.provider import InvalidRequestError

CLIENT_CONFIG = "azure-native:authorization:getClientConfig"
CLIENT_TOKEN = "azure-native:authorization:getClientToken"  # noqa: S105 - a function's name
NAME = re.compile(r"^(azure-native:[a-z0-9]+)(?:/v\w+)?:(get|list)(\w+)$")


@cache
def _actions() -> Mapping[str, Mapping[str, str]]:
    text = files("simulator.providers.azure_native").joinpath("actions.json").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, str]] = json.loads(text)["functions"]
    return found


def call(client: Client, settings: Mapping[str, Any], token: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a function."""
    if token == CLIENT_CONFIG:
        return _client_config(client, settings)
    if token == CLIENT_TOKEN:
        return {"token": _client_token(client, settings, arguments)}
    match = NAME.match(token)
    if match is None:
        raise _unknown(token)
    module, verb, name = match.groups()
    subscription = settings.get("subscriptionId")
    listed = _actions().get(f"{module}:{verb}{name}")
    if listed is not None:
        arm_id = _arm_id(listed["token"], arguments, subscription)
        return client.action(arm_id, listed["action"], _rest(listed["token"], arguments))
    if verb == "get" and schema.has_token(f"{module}:{name}"):
        resource = f"{module}:{name}"
        body = client.get(_arm_id(resource, arguments, subscription))
        return translate.from_arm(resource, body["id"], body)
    raise _unknown(token)


def _client_config(client: Client, settings: Mapping[str, Any]) -> dict[str, Any]:
    world = client.cloud.world
    client_id = settings.get("clientId") or world.guid("client", client.caller)
    known = client.cloud.directory.named("servicePrincipal", str(client_id))
    return {
        "clientId": client_id,
        "objectId": known["id"] if known else world.guid("principal", client.caller),
        "subscriptionId": settings.get("subscriptionId") or "",
        "tenantId": settings.get("tenantId") or world.tenant_id,
    }


def _client_token(client: Client, settings: Mapping[str, Any], arguments: Mapping[str, Any]) -> str:
    """No token of Azure: an opaque text that names what it was asked for."""
    audience = arguments.get("endpoint") or suffix("resource-manager", str(settings.get("environment") or "public"))
    return f"simulated.{client.cloud.world.guid('token', client.caller, audience)}"


def _arm_id(token: str, arguments: Mapping[str, Any], subscription: Any) -> str:
    kind = schema.by_token(token)
    arm_id = translate.resource_id(kind, arguments, str(subscription) if subscription else None)
    if arm_id is None:
        lacking = [one.client for one in kind.path_parameters if not arguments.get(one.client)]
        raise InvalidRequestError(f"a function of `{token}` lacks {', '.join(lacking) or 'a subscription'}")
    return arm_id


def _rest(token: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments that are not part of the id: the request's body."""
    names = {parameter.client for parameter in schema.by_token(token).path_parameters}
    return {name: value for name, value in arguments.items() if name not in names}


def _unknown(token: str) -> InvalidRequestError:
    near = difflib.get_close_matches(token, [CLIENT_CONFIG, CLIENT_TOKEN, *_actions()], n=3)
    hint = f"; nearest: {', '.join(f'`{one}`' for one in near)}" if near else ""
    return InvalidRequestError(f"S-FUN-001: the function `{token}` is not simulated{hint}")

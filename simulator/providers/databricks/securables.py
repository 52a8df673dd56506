"""Unity Catalog: who may be granted what on what, and where storage may lie."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from arm.errors import ArmError
from simulator.core.cloud import Cloud
from simulator.providers.databricks.places import facts

CONNECTORS = "Microsoft.Databricks/accessConnectors"
_URL = re.compile(r"^abfss://(?P<container>[a-z0-9-]+)@(?P<account>[a-z0-9]+)\.dfs\.core\.[a-z.]+(?P<path>/.*)?$")
Row = Mapping[str, Any]
Find = Callable[[str, str], Row | None]
"""An entity by class and id."""


def securable_of(inputs: Mapping[str, Any]) -> tuple[str, str]:
    """The kind and the id of what a grant is for. Errors: `ArmError` where it names none, or two."""
    named = [(kind, str(inputs[kind])) for kind in facts()["securables"] if inputs.get(kind)]
    if len(named) != 1:
        raise _invalid(f"A grant names exactly one securable; this one names {len(named)}.")
    return named[0]


def check_grants(inputs: Mapping[str, Any], find: Find, is_known: Callable[[str], bool]) -> None:
    """Refuse what may not be granted. Errors: `ArmError` for securables, privileges and principals."""
    kind, securable = securable_of(inputs)
    known = facts()["securables"][kind]
    if known["entity"] and find(known["entity"], securable) is None:
        word = re.sub("([A-Z])", r"_\1", known["entity"]).strip("_").upper()
        raise ArmError(f"{word}_DOES_NOT_EXIST", f"{known['entity']} `{securable}` does not exist.", status=404)
    for grant in inputs.get("grants") or [inputs]:
        _check_grant(kind, securable, grant, known["privileges"], is_known)


def _check_grant(
    kind: str, securable: str, grant: Mapping[str, Any], accepted: list[str], is_known: Callable[[str], bool]
) -> None:
    if not grant["privileges"]:
        raise _invalid(f"The grant on `{securable}` to `{grant['principal']}` names no privilege.")
    for privilege in grant["privileges"]:
        if str(privilege).replace(" ", "_") not in accepted:
            raise _invalid(f"Privilege {privilege} is not applicable to this entity [{securable}:{kind}].")
    principal = str(grant["principal"])
    if principal not in facts()["everyone"] and not is_known(principal):
        message = f"Could not find principal with name {principal}."
        raise ArmError("PRINCIPAL_DOES_NOT_EXIST", message, status=404, target=principal)


def check_credential(cloud: Cloud, inputs: Mapping[str, Any]) -> None:
    """A credential stands on an access connector that stands. Errors: `ArmError`."""
    identity = inputs.get("azureManagedIdentity")
    if not identity:
        return
    connector = str(identity["accessConnectorId"])
    row = cloud.find(connector)
    if row is None or row.type != CONNECTORS.lower():
        message = f"The access connector `{connector}` could not be found."
        raise ArmError("PERMISSION_DENIED", message, status=403, target=connector)


def check_location(inputs: Mapping[str, Any], others: Iterator[Row]) -> None:
    """An external location lies in a lake, beside all others. Errors: `ArmError`."""
    url = _lake_url(str(inputs["url"]))
    for other in others:
        if _covers(str(other["inputs"]["url"]), url) or _covers(url, str(other["inputs"]["url"])):
            message = f"Input path url '{url}' overlaps with the external location `{other['id']}`."
            raise ArmError("LOCATION_OVERLAP", message, status=409, target=url)


def location_of(url: str, locations: Iterator[Row]) -> Row:
    """The external location in which storage of a catalogue, schema or volume lies. Errors: `ArmError`."""
    wanted = _lake_url(url)
    found = next((one for one in locations if _covers(str(one["inputs"]["url"]), wanted)), None)
    if found is None:
        message = f"No parent external location was found for path '{url}'."
        raise ArmError("EXTERNAL_LOCATION_DOES_NOT_EXIST", message, status=404, target=url)
    return found


def check_volume(inputs: Mapping[str, Any], roots: Iterator[str]) -> None:
    """A volume outside lies apart from other volumes and from managed storage. Errors: `ArmError`."""
    if (inputs["volumeType"] == "EXTERNAL") != bool(inputs.get("storageLocation")):
        raise _invalid("An external volume has a storage location, a managed one has none.")
    url = str(inputs.get("storageLocation") or "")
    for root in roots:
        if url and (_covers(root, url) or _covers(url, root)):
            message = f"Input path url '{url}' overlaps with managed storage within '{root}'."
            raise ArmError("LOCATION_OVERLAP", message, status=409, target=url)


def _covers(outer: str, inner: str) -> bool:
    return f"{inner.rstrip('/')}/".startswith(f"{outer.rstrip('/')}/")


def _lake_url(url: str) -> str:
    if not _URL.match(url):
        raise _invalid(f"`{url}` is no path of a lake, such as `abfss://raw@account.dfs.core.windows.net/`.")
    return url


def _invalid(message: str) -> ArmError:
    return ArmError("INVALID_PARAMETER_VALUE", message)

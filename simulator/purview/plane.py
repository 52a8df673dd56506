"""One account's data plane: which request is answered by what."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.core.request import DEPLOYER
from simulator.purview.collections import Collections
from simulator.purview.records import Records
from simulator.purview.refusals import refused
from simulator.purview.scanning import Scanning, shown

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

TYPE = "Microsoft.Purview/accounts"
VERSIONS = {"account": "2019-11-01-preview", "policyStore": "2021-07-01-preview", "scan": "2018-12-01-preview"}
"""The API version that each part of the data plane takes."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One request to the data plane of an account, and what answers it."""

    tree: Collections
    scanning: Scanning
    caller: str
    names: tuple[str, ...]
    """What the path names."""
    body: dict[str, Any]
    query: Mapping[str, str]


Answer = Callable[[Asked], Any]
_COLLECTION, _SOURCE, _SCAN = r"collections/([^/]+)", r"datasources/([^/]+)", r"datasources/([^/]+)/scans/([^/]+)"
_ROUTES: Mapping[str, Mapping[str, Mapping[str, Answer]]] = {
    "account": {
        "collections": {"GET": lambda at: _listed(at.tree.all())},
        _COLLECTION: {
            "GET": lambda at: at.tree.get(*at.names),
            "PUT": lambda at: at.tree.put(*at.names, body=at.body, caller=at.caller),
            "DELETE": lambda at: at.tree.delete(*at.names, caller=at.caller),
        },
    },
    "policyStore": {
        "metadataRoles": {"GET": lambda at: {"values": at.tree.roles()}},
        "metadataPolicies": {"GET": lambda at: {"values": at.tree.policies(at.query.get("collectionName"))}},
        "metadataPolicies/([^/]+)": {
            "GET": lambda at: at.tree.policy(*at.names),
            "PUT": lambda at: at.tree.put_policy(*at.names, body=at.body, caller=at.caller),
        },
    },
    "scan": {
        "datasources": {"GET": lambda at: _listed(at.scanning.sources())},
        _SOURCE: {
            "GET": lambda at: at.scanning.source(*at.names),
            "PUT": lambda at: at.scanning.put_source(*at.names, body=at.body, caller=at.caller),
            "DELETE": lambda at: at.scanning.delete_source(*at.names, caller=at.caller),
        },
        f"{_SOURCE}/scans": {"GET": lambda at: _listed([shown(one) for one in at.scanning.scans(*at.names)])},
        _SCAN: {
            "GET": lambda at: shown(at.scanning.scan(*at.names)),
            "PUT": lambda at: shown(at.scanning.put_scan(*at.names, body=at.body, caller=at.caller)),
            "DELETE": lambda at: at.scanning.delete_scan(*at.names, caller=at.caller),
        },
        f"{_SCAN}/filters/custom": {
            "GET": lambda at: at.scanning.filter(*at.names),
            "PUT": lambda at: at.scanning.put_filter(*at.names, body=at.body, caller=at.caller),
        },
        f"{_SCAN}/triggers/default": {
            "GET": lambda at: at.scanning.trigger(*at.names),
            "PUT": lambda at: at.scanning.put_trigger(*at.names, body=at.body, caller=at.caller),
            "DELETE": lambda at: at.scanning.delete_trigger(*at.names, caller=at.caller),
        },
    },
}


def answer(
    cloud: "Cloud", method: str, path: str, query: Mapping[str, str], body: dict[str, Any], caller: str | None
) -> Any:
    """The answer to `/{account}/{part}/{path}`; None where there is nothing to say. Errors: `ArmError`."""
    account, _, rest = path.strip("/").partition("/")
    part, _, inner = rest.partition("/")
    if not caller:
        raise refused("unauthenticated")
    routes = _ROUTES.get(part, {})
    for pattern, methods in routes.items():
        if found := re.fullmatch(pattern, inner):
            if query.get("api-version") != VERSIONS[part]:
                raise refused("api-version", found=query.get("api-version"), known=VERSIONS[part])
            if method not in methods:
                raise refused("method", method=method, path=path)
            with cloud.store.transaction():
                tree, scanning = _plane(cloud, account)
                asked = Asked(tree=tree, scanning=scanning, caller=caller, names=found.groups(), body=body, query=query)
                return methods[method](asked)
    raise refused("unknown-path", path=path)


def _plane(cloud: "Cloud", account: str) -> tuple[Collections, Scanning]:
    found = next(iter(cloud.store.of_type(TYPE, account)), None)
    if found is None:
        raise refused("unknown-account", name=account)
    records, now = Records(cloud, found), cloud.world.now()
    tree = Collections(records, found.name.lower(), str(found.properties.get("createdBy") or DEPLOYER), now)
    return tree, Scanning(records, tree, now)


def _listed(values: list[dict[str, Any]]) -> dict[str, Any]:
    return {"value": values, "count": len(values)}

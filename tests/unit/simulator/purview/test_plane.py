"""What the simulated data plane of Purview refuses, as Purview does."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from simulator.core.cloud import Cloud
from simulator.core.request import DEPLOYER
from simulator.core.seed import plant
from simulator.purview.plane import VERSIONS
from simulator.purview.refusals import refusals
from simulator.purview.server import start

_SUBSCRIPTION = "11111111-1111-4111-8111-111111111111"
_ACCOUNT = f"/subscriptions/{_SUBSCRIPTION}/resourceGroups/rg-gov/providers/Microsoft.Purview/accounts/pview-gov"
_LAKE = "https://stlake.dfs.core.windows.net/"
ROOT = "pview-gov"
SHOWN_ELSEWHERE = {"forbidden": "test_registration: whoever holds no role is refused"}


class Plane:
    """Short verbs for requests."""

    def __init__(self, base: str, cloud: Cloud) -> None:
        self.base, self.cloud = base, cloud

    def ask(
        self, method: str, path: str, body: Any = None, *, token: str | None = DEPLOYER, version: str | None = None
    ) -> httpx.Response:
        part = path.strip("/").split("/")[1] if path.startswith("/") else path.split("/", maxsplit=1)[0]
        url = f"{self.base}{path}" if path.startswith("/") else f"{self.base}/{ROOT}/{path}"
        return httpx.request(
            method,
            url,
            params={"api-version": version or VERSIONS.get(part, "none")},
            json=body,
            headers={"Authorization": f"Bearer {token}"} if token else {},
        )

    def put(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = self.ask("PUT", path, body)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def refuses(self, key: str, method: str, path: str, body: Any = None, **options: Any) -> None:
        answer, row = self.ask(method, path, body, **options), refusals()[key]
        assert (answer.json()["error"]["code"], answer.status_code) == (row["code"], int(row["status"]))


@pytest.fixture
def plane() -> Iterator[Plane]:
    cloud = Cloud()
    group = f"/subscriptions/{_SUBSCRIPTION}/resourceGroups/managed-rg-pview-gov"
    properties = {"createdBy": DEPLOYER, "managedResources": {"resourceGroup": group}}
    account = {"id": _ACCOUNT, "location": "westeurope", "properties": properties}
    plant(cloud, {"subscriptions": [{"id": _SUBSCRIPTION}], "resources": [account]})
    server = start(cloud)
    yield Plane(f"http://127.0.0.1:{server.port}", cloud)
    server.shutdown()
    server.server_close()


def collection(parent: str = ROOT, **more: Any) -> dict[str, Any]:
    return {"friendlyName": "Sales", "parentCollection": {"referenceName": parent}, **more}


def source(at: str = "sales", **more: Any) -> dict[str, Any]:
    properties = {"endpoint": _LAKE, "collection": {"referenceName": at}, **more}
    return {"kind": "AdlsGen2", "properties": properties}


def scan(at: str = "sales", **more: Any) -> dict[str, Any]:
    properties = {"scanRulesetName": "AdlsGen2", "scanRulesetType": "System", "collection": {"referenceName": at}}
    return {"kind": "AdlsGen2Msi", "properties": {**properties, **more}}


def trigger(level: str = "Full", **recurrence: Any) -> dict[str, Any]:
    usual = {"frequency": "Week", "interval": 1, "startTime": "2026-01-01T00:00:00Z"}
    whole = {**usual, "schedule": {"weekDays": ["Monday"], "hours": [1], "minutes": [0]}, **recurrence}
    return {"properties": {"scanLevel": level, "recurrence": whole}}


def test_the_door(plane: Plane) -> None:
    assert [one["name"] for one in plane.ask("GET", "account/collections").json()["value"]] == [ROOT]
    plane.refuses("unauthenticated", "GET", "account/collections", token=None)
    plane.refuses("unknown-account", "GET", "/pview-other/account/collections")
    plane.refuses("unknown-path", "GET", "account/somewhere")
    plane.refuses("method", "DELETE", "scan/datasources")
    plane.refuses("api-version", "GET", "account/collections", version="2020-01-01")
    plane.refuses("body", "PUT", "account/collections/sales", ["no object"])


def test_collections(plane: Plane) -> None:
    path = "account/collections"
    for name in ("ab", "-sales", "sales-", "sa les", "a" * 37):
        plane.refuses("collection-name", "PUT", f"{path}/{name}", collection())
    plane.refuses("friendly-name", "PUT", f"{path}/sales", collection(friendlyName="x" * 101))
    plane.refuses("no-parent", "PUT", f"{path}/sales", collection("nowhere"))
    plane.refuses("root", "PUT", f"{path}/{ROOT}", collection("sales"))
    plane.refuses("root", "DELETE", f"{path}/{ROOT}")
    plane.refuses("no-collection", "DELETE", f"{path}/sales")
    plane.put(f"{path}/sales", collection())
    plane.put(f"{path}/crm", collection("sales"))
    plane.refuses("circle", "PUT", f"{path}/sales", collection("crm"))
    plane.refuses("has-children", "DELETE", f"{path}/sales")
    above = "crm"
    for number in range(5):
        plane.put(f"{path}/deep{number}", collection(above))
        above = f"deep{number}"
    plane.refuses("depth", "PUT", f"{path}/deeper", collection(above))
    assert plane.ask("DELETE", f"{path}/{above}").status_code == 204


def test_policies(plane: Plane) -> None:
    (policy,) = plane.ask("GET", "policyStore/metadataPolicies").json()["values"]
    path = f"policyStore/metadataPolicies/{policy['id']}"
    roles = {one["name"] for one in plane.ask("GET", "policyStore/metadataRoles").json()["values"]}
    assert "collection-administrator" in roles
    plane.refuses("no-policy", "GET", "policyStore/metadataPolicies/unknown")
    odd = {**policy, "properties": {**policy["properties"], "attributeRules": [{"id": "made-up"}]}}
    plane.refuses("policy-rule", "PUT", path, odd)
    nobody = {**policy, "properties": {**policy["properties"], "attributeRules": []}}
    plane.refuses("last-admin", "PUT", path, nobody)
    assert plane.put(path, policy)["version"] == policy["version"] + 1
    plane.refuses("policy-version", "PUT", path, policy)


def test_sources(plane: Plane) -> None:
    path = "scan/datasources"
    plane.refuses("no-collection", "PUT", f"{path}/lake", source("nowhere"))
    plane.put("account/collections/sales", collection())
    plane.refuses("source-name", "PUT", f"{path}/la ke", source())
    plane.refuses("source-kind", "PUT", f"{path}/lake", {**source(), "kind": "Oracle"})
    plane.refuses("endpoint", "PUT", f"{path}/lake", source(endpoint="https://example.com/"))
    plane.put(f"{path}/lake", source())
    plane.refuses("registered-twice", "PUT", f"{path}/again", source())
    plane.refuses("has-content", "DELETE", "account/collections/sales")
    plane.refuses("no-source", "DELETE", f"{path}/unknown")


def test_scans(plane: Plane) -> None:
    path = "scan/datasources/lake/scans"
    plane.refuses("no-source", "PUT", f"{path}/crm", scan())
    plane.put("account/collections/sales", collection())
    plane.put("scan/datasources/lake", source())
    plane.refuses("scan-name", "PUT", f"{path}/c!", scan())
    plane.refuses("scan-kind", "PUT", f"{path}/crm", {**scan(), "kind": "OracleScan"})
    plane.refuses("ruleset", "PUT", f"{path}/crm", scan(scanRulesetName="mine"))
    plane.refuses("scan-collection", "PUT", f"{path}/crm", scan(ROOT))
    plane.refuses("no-scan", "PUT", f"{path}/crm/filters/custom", {})
    plane.put(f"{path}/crm", scan())
    plane.refuses("has-scans", "DELETE", "scan/datasources/lake")
    plane.refuses("no-filter", "GET", f"{path}/crm/filters/custom")
    plane.refuses("no-trigger", "GET", f"{path}/crm/triggers/default")
    wrong = {"properties": {"includeUriPrefixes": ["https://other.dfs.core.windows.net/raw"]}}
    plane.refuses("filter", "PUT", f"{path}/crm/filters/custom", wrong)
    for bad in (
        trigger("Some"),
        trigger(frequency="Day"),
        trigger(interval=0),
        trigger(schedule={"weekDays": ["Moonday"]}),
        trigger(frequency="Month", schedule={"monthDays": [32]}),
    ):
        plane.refuses("trigger", "PUT", f"{path}/crm/triggers/default", bad)
    plane.put(f"{path}/crm/triggers/default", trigger())
    plane.put(f"{path}/crm", scan())
    assert plane.ask("GET", f"{path}/crm/triggers/default").json()["properties"]["scanLevel"] == "Full"


def test_an_account_that_comes_anew_begins_empty(plane: Plane) -> None:
    plane.put("account/collections/sales", collection())
    standing = plane.cloud.get(_ACCOUNT)
    plane.cloud.delete(_ACCOUNT)
    plane.refuses("unknown-account", "GET", "account/collections")
    plant(plane.cloud, {"resources": [standing]})
    assert [one["name"] for one in plane.ask("GET", "account/collections").json()["value"]] == [ROOT]


def test_every_refusal_is_shown() -> None:
    shown = set(re.findall(r'refuses\("([a-z-]+)"', Path(__file__).read_text(encoding="utf-8")))
    assert shown | SHOWN_ELSEWHERE.keys() == refusals().keys()

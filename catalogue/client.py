"""One Purview account, read and written through Microsoft's own SDKs (extra `catalogue`)."""

import importlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from arm.clouds import suffix
from catalogue import policy
from catalogue.apply import Refusal
from catalogue.bodies import (
    collection_body,
    collection_from,
    filter_body,
    scan_body,
    scan_from,
    source_body,
    source_from,
    trigger_body,
)
from catalogue.entries import Collection, Holders, Registered, Scan, Source

_SCANNED = "AdlsGen2Msi"
_MISSING = 404


class MissingPackageError(Exception):
    """The extra `catalogue` is not installed; the message names the package."""


@dataclass(frozen=True, kw_only=True)
class Endpoints:
    """Where the parts of an account's data plane answer."""

    account: str
    policies: str
    scanning: str


def endpoints_of(account: str, cloud: str) -> Endpoints:
    """The endpoints of an account in Azure."""
    return endpoints_at(f"https://{account}.{suffix('purview', cloud)}")


def endpoints_at(base: str) -> Endpoints:
    """The endpoints below one address."""
    return Endpoints(account=f"{base}/account", policies=base, scanning=f"{base}/scan")


def signed_in() -> Any:
    """Whoever runs the command, or the pipeline's identity: see DefaultAzureCredential of azure-identity."""
    return _module("azure.identity").DefaultAzureCredential()


def by_token(token: str) -> Any:
    """How to sign each request with a fixed token, for the simulated Azure, which answers without TLS."""
    return _module("azure.core.pipeline.policies").HeadersPolicy({"Authorization": f"Bearer {token}"})


class Client:
    """An account. Errors of every method: `Refusal`."""

    def __init__(self, endpoints: Endpoints, credential: Any, authentication_policy: Any = None) -> None:
        options = {"authentication_policy": authentication_policy} if authentication_policy else {}
        administration = _module("azure.purview.administration.account")
        policies = _module("azure.purview.administration.metadatapolicies")
        scanning = _module("azure.purview.scanning")
        self._account = administration.PurviewAccountClient(endpoints.account, credential, **options)
        self._policies = policies.PurviewMetadataPoliciesClient(endpoints.policies, credential, **options)
        self._scanning = scanning.PurviewScanningClient(endpoints.scanning, credential, **options)

    def read(self) -> Registered:
        """Everything that is registered, others' entries included."""
        with _refusals():
            collections = [collection_from(one) for one in self._account.collections.list_collections()]
            held = [one for one in self._policies.metadata_policy.list_all() if _is_of_collection(one)]
            sources = [source_from(one) for one in self._scanning.data_sources.list_all()]
            scans = [scan for source in sources for scan in self._scans(source)]
        return Registered(
            collections={one.name: one for one in collections},
            holders={policy.collection_of(one): policy.holders(one) for one in held},
            sources={one.name: one for one in sources},
            scans={(one.source, one.name): one for one in scans},
        )

    def put_collection(self, collection: Collection) -> None:
        """Create or change a collection."""
        with _refusals():
            self._account.collections.create_or_update_collection(collection.name, collection_body(collection))

    def change_holders(self, collection: str, give: Holders, take: Holders) -> None:
        """Give and take roles in a collection, by the policy as it stands now."""
        with _refusals():
            found: Iterable[Any] = self._policies.metadata_policy.list_all(collection_name=collection)
            for known in found:
                if policy.collection_of(known) == collection:
                    body = policy.changed(known, give, take)
                    self._policies.metadata_policy.update(known["id"], body)
                    return
        raise Refusal("PolicyNotFound", f"collection `{collection}` has no metadata policy", _MISSING)

    def put_source(self, source: Source) -> None:
        """Register or change a data source."""
        with _refusals():
            self._scanning.data_sources.create_or_update(source.name, body=source_body(source))

    def put_scan(self, scan: Scan) -> None:
        """Set a scan up or change it, with filter and trigger."""
        at = scan.source, scan.name
        with _refusals():
            self._scanning.scans.create_or_update(*at, scan_body(scan))
            self._scanning.filters.create_or_update(*at, body=filter_body(scan))
            if scan.trigger:
                self._scanning.triggers.create_trigger(*at, trigger_body(scan.trigger))
            elif _found(self._scanning.triggers.get_trigger, *at):
                self._scanning.triggers.delete_trigger(*at)

    def delete_scan(self, source: str, name: str) -> None:
        """Delete a scan."""
        with _refusals():
            self._scanning.scans.delete(source, name)

    def delete_source(self, name: str) -> None:
        """Delete a data source."""
        with _refusals():
            self._scanning.data_sources.delete(name)

    def delete_collection(self, name: str) -> None:
        """Delete a collection."""
        with _refusals():
            self._account.collections.delete_collection(name)

    def _scans(self, source: Source) -> Iterator[Scan]:
        for one in self._scanning.scans.list_by_data_source(source.name):
            at = source.name, str(one["name"])
            known = one.get("kind") == _SCANNED
            narrowed = _found(self._scanning.filters.get, *at) if known else None
            trigger = _found(self._scanning.triggers.get_trigger, *at) if known else None
            yield scan_from(source.name, one, narrowed, trigger)


def _found(ask: Callable[..., Any], *names: str) -> Any:
    try:
        return ask(*names)
    except _errors().ResourceNotFoundError:
        return None


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn errors of the SDKs into refusals. Bodies of requests and tokens are in none of them."""
    core = _errors()
    try:
        yield
    except core.HttpResponseError as error:
        told = getattr(error, "error", None)
        code, message = getattr(told, "code", None), getattr(told, "message", None)
        raise Refusal(code or "Refused", message or str(error.reason), int(error.status_code or 0)) from error
    except core.AzureError as error:
        raise Refusal(type(error).__name__, str(error.message), 0) from error


def _is_of_collection(body: Any) -> bool:
    return bool((body.get("properties") or {}).get("collection"))


def _errors() -> Any:
    return _module("azure.core.exceptions")


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise MissingPackageError(str(error.name or name)) from error

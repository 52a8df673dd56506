"""Lifecycle rules of an account."""

from typing import Any

from arm.limits import limit
from simulator.core.request import Request, dig
from simulator.core.rules import refusal
from simulator.core.types.base import Handler, handles
from simulator.core.types.storage.accounts import STORAGE
from simulator.core.types.storage.accounts import TYPE as ACCOUNT
from simulator.core.types.storage.kinds import NO_ARCHIVE
from simulator.core.types.storage.services import ONLY_DEFAULT, account_of

TYPE = f"{ACCOUNT}/managementPolicies"
RULES = limit("rules-per-lifecycle-policy")
PREFIXES = limit("prefixes-per-lifecycle-rule")
INVALID = refusal(
    "InvalidRequestPropertyValue",
    400,
    "The management policy is invalid: {problem}.",
    source=STORAGE,
)


@handles(TYPE)
class ManagementPolicies(Handler):
    """One policy, named default, of at most a hundred rules."""

    def validate(self, request: Request) -> None:
        """Rules with names of their own, blobs to apply to, and actions the account can do."""
        if request.id.name != "default":
            raise ONLY_DEFAULT(request.id, name=request.id.name)
        rules = request.given("properties", "policy", "rules") or []
        names = [str(rule.get("name", "")).lower() for rule in rules]
        if not 1 <= len(rules) <= RULES:
            raise INVALID(request.id, problem=f"{len(rules)} rules; 1 to {RULES} are accepted")
        if len(set(names)) != len(names):
            raise INVALID(request.id, problem="two rules have the same name")
        account = account_of(request)
        sku = str(dig(account.body, "sku", "name")) if account else ""
        lake = bool(account and dig(account.body, "properties", "isHnsEnabled"))
        tracking = request.cloud.find(f"{request.id.parent}/blobServices/default")
        tracked = (
            bool(dig(dict(tracking.body), "properties", "lastAccessTimeTrackingPolicy", "enable"))
            if tracking
            else False
        )
        for rule in rules:
            problem = _problem(rule, sku, tracked) or (_of_lakes(rule) if lake else None)
            if problem:
                raise INVALID(request.id, problem=f"rule `{rule.get('name')}` {problem}")

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """When it was written."""
        body["properties"]["lastModifiedTime"] = request.cloud.world.now()


def _problem(rule: dict[str, Any], sku: str, tracked: bool) -> str | None:
    definition = rule.get("definition") or {}
    actions = {kind: inner for kind, inner in (definition.get("actions") or {}).items() if inner}
    if not actions:
        return "has no action"
    kinds = dig(definition, "filters", "blobTypes") or []
    if not kinds or not set(kinds) <= {"blockBlob", "appendBlob"}:
        return "names no blob type, or one that is neither blockBlob nor appendBlob"
    prefixes = dig(definition, "filters", "prefixMatch") or []
    if len(prefixes) > PREFIXES:
        return f"has {len(prefixes)} prefixes; {PREFIXES} are accepted"
    if any(not prefix or prefix.startswith("/") for prefix in prefixes):
        return "has a prefix that does not begin with a container's name"
    tiering = {name for inner in actions.values() for name in inner if name.startswith("tierTo")}
    if "appendBlob" in kinds and tiering:
        return "moves append blobs between tiers, which only block blobs can"
    if "tierToArchive" in tiering and sku in NO_ARCHIVE:
        return f"moves blobs to the archive tier, which `{sku}` does not have"
    steps = [step for inner in actions.values() for step in inner.values() if isinstance(step, dict)]
    if not tracked and any("daysAfterLastAccessTimeGreaterThan" in step for step in steps):
        return "counts from the last access, which the blob service does not track"
    days = [float(value) for step in steps for value in step.values() if value is not None]
    if any(value < 0 or not value.is_integer() for value in days):
        return "has a number of days that is negative or not whole"
    return None


def _of_lakes(rule: dict[str, Any]) -> str | None:
    """What accounts with a hierarchical namespace do not have."""
    if dig(rule, "definition", "actions", "version"):
        return "acts on versions, which accounts with a hierarchical namespace do not keep"
    if dig(rule, "definition", "filters", "blobIndexMatch"):
        return "filters by index tags, which accounts with a hierarchical namespace do not have"
    return None

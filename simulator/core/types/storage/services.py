"""The default services of an account, and shares, queues and tables in them."""

from typing import TYPE_CHECKING, Any

from arm.ids import ResourceId
from simulator.core.request import Request, dig
from simulator.core.rules import refusal
from simulator.core.store import Resource
from simulator.core.types.base import Handler, handles
from simulator.core.types.storage.accounts import CANNOT_SET, STORAGE
from simulator.core.types.storage.accounts import TYPE as ACCOUNT
from simulator.core.types.storage.kinds import endpoint_services

if TYPE_CHECKING:
    from simulator.core.cloud import Cloud

FEATURE = refusal(
    "FeatureNotSupportedForAccount",
    400,
    "`{feature}` is not supported for the account: {problem}.",
    f"{ACCOUNT}/blobServices:FeatureNotSupportedForAccount",
)
ONLY_DEFAULT = refusal(
    "InvalidResourceName", 400, "The service's name is `default`; `{name}` was found.", "*:InvalidResourceName"
)
DAYS = refusal(
    "InvalidRequestPropertyValue",
    400,
    "`{property}` is {found}; {accepted} is accepted.",
    source=STORAGE,
)
CANNOT_DELETE = refusal(
    "OperationNotAllowedOnDefaultService",
    400,
    "The default service of an account cannot be deleted.",
    source="behaviours.csv storageAccounts#2 (azure-native defaults); code name inferred",
)


def account_of(request: Request) -> Resource | None:
    """The account above a service or what is in it."""
    at: ResourceId | None = request.id
    while at is not None and at.resource_type.lower() != ACCOUNT.lower():
        at = at.parent
    return request.cloud.store.get(at.key) if at else None


class Service(Handler):
    """A service named default; a PUT keeps what it leaves out, a deletion resets it."""

    merges = True
    service = ""

    def validate(self, request: Request) -> None:
        """Only `default`, and only where the account's kind has the service."""
        if request.id.name != "default":
            raise ONLY_DEFAULT(request.id, name=request.id.name)
        account = account_of(request)
        if account is not None and self.service not in endpoint_services(account.body):
            raise FEATURE(request.id, feature=request.type, problem=f"its kind is `{account.body.get('kind')}`")

    def before_delete(self, cloud: "Cloud", resource: Resource, caller: str) -> None:
        """Services go with their account only."""
        if resource.parent not in cloud.falling:
            raise CANNOT_DELETE(resource.id)


@handles(f"{ACCOUNT}/blobServices")
class BlobServices(Service):
    """Versioning, retention and restore."""

    service = "blob"

    def validate(self, request: Request) -> None:
        """Versioning and restore are not for hierarchical accounts; days have bounds."""
        super().validate(request)
        account, given = account_of(request), request.properties
        hierarchical = account is not None and account.properties.get("isHnsEnabled")
        restore = bool(dig(given, "restorePolicy", "enabled"))
        for feature, wanted in (("isVersioningEnabled", given.get("isVersioningEnabled")), ("restorePolicy", restore)):
            if wanted and hierarchical:
                raise FEATURE(request.id, feature=feature, problem="it has a hierarchical namespace")
        for name in ("deleteRetentionPolicy", "containerDeleteRetentionPolicy"):
            policy = given.get(name) or {}
            if policy.get("enabled") and not 1 <= int(policy.get("days") or 0) <= 365:
                raise DAYS(request.id, property=f"{name}.days", found=policy.get("days"), accepted="1 to 365")
        kept = dig(given, "deleteRetentionPolicy", "days") or 0
        if restore and not 1 <= int(dig(given, "restorePolicy", "days") or 0) < kept:
            found = dig(given, "restorePolicy", "days")
            raise DAYS(request.id, property="restorePolicy.days", found=found, accepted=f"1 to {kept - 1}")


@handles(f"{ACCOUNT}/fileServices")
class FileServices(Service):
    """Shares."""

    service = "file"


@handles(f"{ACCOUNT}/queueServices")
class QueueServices(Service):
    """Queues."""

    service = "queue"


@handles(f"{ACCOUNT}/tableServices")
class TableServices(Service):
    """Tables."""

    service = "table"


@handles(f"{ACCOUNT}/fileServices/shares")
class Shares(Handler):
    """A share: its protocol fits the account, its quota is in bounds."""

    def validate(self, request: Request) -> None:
        """NFS needs a premium account."""
        account = account_of(request)
        premium = account is not None and str(dig(account.body, "sku", "name")).startswith("Premium")
        if request.properties.get("enabledProtocols") == "NFS" and not premium:
            raise CANNOT_SET(request.id, property="enabledProtocols", problem="NFS shares need a premium account")
        quota = request.properties.get("shareQuota")
        if quota is not None and not 1 <= int(quota) <= 102400:
            raise DAYS(request.id, property="shareQuota", found=quota, accepted="1 to 102400")

    def complete(self, request: Request, body: dict[str, Any]) -> None:
        """Defaults."""
        properties = body.setdefault("properties", {})
        properties.setdefault("enabledProtocols", "SMB")
        properties["lastModifiedTime"] = request.cloud.world.now()

"""Notices as signed HTTP calls, for chat, ticket and automation systems."""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx

from config.models.notifications import ByWebhook
from servicedesk.outbox.senders.base import Message, Unsent
from servicedesk.outbox.senders.file import as_json
from servicedesk.problems import Refused, refusal

SECRET, ADDRESS = "DATA_ESTATE_WEBHOOK_SECRET", "DATA_ESTATE_WEBHOOK_URL"
_SECONDS = 30.0
_TRY_AGAIN = frozenset({408, 425, 429})
_LONGEST = timedelta(days=1)


def signature(secret: str, moment: str, body: bytes) -> str:
    """What `X-Data-Estate-Signature` says: an HMAC-SHA256 over the moment, a full stop and the body."""
    return "sha256=" + hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()


@dataclass(frozen=True)
class WebhookSender:
    """Posts each message as JSON; the receiver checks the signature and drops what it has seen by its id."""

    url: str = field(repr=False)
    """Some receivers keep a key in it, so it is never told."""
    secret: str = field(repr=False)
    transport: httpx.BaseTransport | None = None
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    @classmethod
    def of(cls, chosen: ByWebhook, environment: Mapping[str, str]) -> "WebhookSender":
        """The sender of an estate. Errors: `Refused` where the environment holds no secret."""
        secret = environment.get(SECRET)
        if not secret:
            raise Refused(
                refusal(
                    "D-OUT-001",
                    "environment",
                    found=f"no `{SECRET}`",
                    accepted="the secret that the receiver checks signatures with",
                    remedy=f"set `{SECRET}` for the process that delivers",
                )
            )
        return cls(environment.get(ADDRESS) or chosen.url, secret)

    def send(self, message: Message) -> None:
        """Post one message."""
        body = json.dumps(as_json(message), ensure_ascii=False).encode()
        moment = str(int(self.clock().timestamp()))
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": message.id,
            "X-Data-Estate-Timestamp": moment,
            "X-Data-Estate-Signature": signature(self.secret, moment, body),
        }
        host = httpx.URL(self.url).host
        try:
            with httpx.Client(timeout=_SECONDS, transport=self.transport, follow_redirects=False) as client:
                response = client.post(self.url, content=body, headers=headers)
        except httpx.HTTPError as error:
            raise Unsent(f"{host}: {type(error).__name__}") from error
        if response.is_success:
            return
        again = response.status_code >= 500 or response.status_code in _TRY_AGAIN
        after = _asked_to_wait(response.headers.get("Retry-After", ""), self.clock())
        raise Unsent(f"{host} answers {response.status_code}", permanent=not again, after=after)


def _asked_to_wait(told: str, now: datetime) -> timedelta:
    """What a `Retry-After` asks for, a day at most: seconds, or a date."""
    if told.isdigit():
        return min(timedelta(seconds=int(told[:9])), _LONGEST)
    try:
        moment = parsedate_to_datetime(told)
    except ValueError:
        return timedelta()
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(min(moment - now, _LONGEST), timedelta())

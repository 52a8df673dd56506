"""Signed calls, and what their answers mean."""

import json
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from pydantic import TypeAdapter, ValidationError

from config.models.notifications import ByFile, ByWebhook, Notifications
from servicedesk.outbox.senders import sender_of
from servicedesk.outbox.senders.base import Message, Unsent
from servicedesk.outbox.senders.file import FileSender
from servicedesk.outbox.senders.webhook import ADDRESS, SECRET, WebhookSender, signature
from servicedesk.problems import Refused
from servicedesk.store import Notice
from tests.unit.servicedesk.world import MONDAY

URL = "https://hooks.contoso.example/estate"
MESSAGE = Message("R-0001.7", "R-0001", "ops@contoso.example", Notice("ops", "Done: R-0001", "Grüße"))
CHOSEN = ByWebhook(by="webhook", url=URL)


def sender(answer: httpx.Response | Exception, heard: list[httpx.Request] | None = None) -> WebhookSender:
    def handle(request: httpx.Request) -> httpx.Response:
        if heard is not None:
            heard.append(request)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return WebhookSender(f"{URL}?sig=k3y", "s3cret", httpx.MockTransport(handle), lambda: MONDAY)


def test_a_call_carries_the_notice_its_id_and_its_signature() -> None:
    heard: list[httpx.Request] = []
    sender(httpx.Response(202), heard).send(MESSAGE)
    (call,) = heard
    assert json.loads(call.content) == {
        "id": "R-0001.7",
        "request": "R-0001",
        "receiver": "ops",
        "address": "ops@contoso.example",
        "subject": "Done: R-0001",
        "text": "Grüße",
    }
    moment = str(int(MONDAY.timestamp()))
    assert call.headers["Idempotency-Key"] == "R-0001.7"
    assert call.headers["X-Data-Estate-Timestamp"] == moment
    assert call.headers["X-Data-Estate-Signature"] == signature("s3cret", moment, call.content)
    assert signature("other", moment, call.content) != signature("s3cret", moment, call.content)


@pytest.mark.parametrize(
    ("answer", "permanent", "after"),
    [
        (httpx.Response(400), True, 0),
        (httpx.Response(301, headers={"Location": "https://elsewhere.example"}), True, 0),
        (httpx.Response(404), True, 0),
        (httpx.Response(408), False, 0),
        (httpx.Response(429, headers={"Retry-After": "90"}), False, 90),
        (httpx.Response(503, headers={"Retry-After": "Mon, 23 Nov 2026 09:01:00 GMT"}), False, 60),
        (httpx.Response(503, headers={"Retry-After": "Mon, 23 Nov 2026 08:00:00 GMT"}), False, 0),
        (httpx.Response(503, headers={"Retry-After": "99999999999"}), False, 86400),
        (httpx.Response(500, headers={"Retry-After": "soon"}), False, 0),
        (httpx.ConnectTimeout("k3y"), False, 0),
    ],
)
def test_what_an_answer_means(answer: httpx.Response | Exception, permanent: bool, after: int) -> None:
    with pytest.raises(Unsent) as unsent:
        sender(answer).send(MESSAGE)
    assert (unsent.value.permanent, unsent.value.after) == (permanent, timedelta(seconds=after))
    assert "k3y" not in f"{unsent.value} {sender(answer)!r}"


def test_a_webhook_needs_its_secret(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=SECRET):
        sender_of(CHOSEN, {}, tmp_path / "notices.jsonl")
    chosen = sender_of(CHOSEN, {SECRET: "s", ADDRESS: f"{URL}?sig=k3y"}, tmp_path / "notices.jsonl")
    assert isinstance(chosen, WebhookSender)
    assert chosen.url == f"{URL}?sig=k3y"


@pytest.mark.parametrize("url", [f"{URL}?sig=k3y", "http://hooks.contoso.example", "https://a b"])
def test_an_address_in_the_estate_holds_no_key(url: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Notifications).validate_python({"by": "webhook", "url": url})


def test_a_file_gets_a_line_for_each_notice(tmp_path: Path) -> None:
    file = tmp_path / "desk" / "notices.jsonl"
    chosen = sender_of(ByFile(), {}, file)
    chosen.send(MESSAGE)
    chosen.send(MESSAGE)
    lines = file.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["R-0001.7", "R-0001.7"]


def test_a_file_that_cannot_be_written_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "desk").write_text("", encoding="utf-8")
    with pytest.raises(Unsent, match="desk"):
        FileSender(tmp_path / "desk" / "notices.jsonl").send(MESSAGE)

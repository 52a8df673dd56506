"""E-mail to a real server on this machine, with its certificate and its sign-in."""

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from config.models.notifications import ByMail
from servicedesk.outbox.senders.base import Message, Unsent
from servicedesk.outbox.senders.mail import PASSWORD, USER, MailSender
from servicedesk.problems import Refused
from servicedesk.store import Notice

MESSAGE = Message("R-0001.7", "R-0001", "ops@contoso.example", Notice("ops", "To decide:\nR-0001", "Grüße\nvon hier"))


class Mailbox:
    """Takes mail, refuses some receivers."""

    def __init__(self) -> None:
        self.mails: list[str] = []

    async def handle_RCPT(  # noqa: N802 - the server looks for this name
        self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]
    ) -> str:
        if address.startswith("nobody"):
            return "550 no such mailbox"
        if address.startswith("full"):
            return "452 mailbox full"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        assert isinstance(envelope.content, bytes)
        self.mails.append(envelope.content.decode())
        return "250 OK"


def _certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    chain, secret = folder / "chain.pem", folder / "key.pem"
    chain.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return chain, secret


def _check(_: SMTP, __: Session, ___: Envelope, ____: str, given: Any) -> AuthResult:
    assert isinstance(given, LoginPassword)
    return AuthResult(success=(given.login, given.password) == (b"estate", b"hunter2"), handled=False)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("localhost", 0))
        return int(found.getsockname()[1])


class Server:
    """A mail server, and a sender that trusts it."""

    def __init__(self, folder: Path, *, sign_in: bool) -> None:
        chain, key = _certificate(folder)
        served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        served.load_cert_chain(chain, key)
        self.mailbox = Mailbox()
        self.port = _free_port()
        self.controller = Controller(
            self.mailbox,
            hostname="localhost",
            port=self.port,
            tls_context=served,
            require_starttls=True,
            authenticator=_check if sign_in else None,
            auth_required=sign_in,
        )
        self.trust = ssl.create_default_context(cafile=str(chain))

    @property
    def chosen(self) -> ByMail:
        return ByMail(by="mail", server="localhost", port=self.port, sender="data-estate@contoso.example")

    def sender(self, user: str | None = None, password: str | None = None) -> MailSender:
        return MailSender(self.chosen, user, password, self.trust)


@pytest.fixture(name="server", params=[False, True], ids=["open", "sign-in"])
def _server(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Server]:
    server = Server(tmp_path, sign_in=request.param)
    server.controller.start()
    yield server
    server.controller.stop()


def test_a_notice_arrives_as_mail(server: Server) -> None:
    signs_in = server.controller.SMTP_kwargs["auth_required"]
    server.sender(*(("estate", "hunter2") if signs_in else ())).send(MESSAGE)
    (mail,) = server.mailbox.mails
    for line in ("To: ops@contoso.example", "Subject: To decide: R-0001", "Message-ID: <R-0001.7@contoso.example>"):
        assert f"{line}\r\n" in mail
    if signs_in:
        with pytest.raises(Unsent, match="does not take the user"):
            server.sender("estate", "wrong").send(MESSAGE)


@pytest.mark.parametrize("server", [False], indirect=True)
@pytest.mark.parametrize(("mailbox", "permanent"), [("nobody", True), ("full", False)])
def test_a_refused_mailbox_is_told(server: Server, mailbox: str, permanent: bool) -> None:
    with pytest.raises(Unsent) as unsent:
        server.sender().send(Message("R-1.1", "R-1", f"{mailbox}@contoso.example", MESSAGE.notice))
    assert unsent.value.permanent is permanent
    assert f"{mailbox}@contoso.example" in str(unsent.value)


@pytest.mark.parametrize("server", [True], indirect=True)
def test_nothing_is_said_to_a_server_that_is_not_trusted(server: Server) -> None:
    with pytest.raises(Unsent) as unsent:
        MailSender(server.chosen, "estate", "hunter2").send(MESSAGE)
    assert not unsent.value.permanent
    assert "hunter2" not in f"{unsent.value} {server.sender('estate', 'hunter2')!r}"
    assert server.mailbox.mails == []


def test_a_user_without_a_password_is_refused(server: Server) -> None:
    with pytest.raises(Refused, match="D-OUT-001"):
        MailSender.of(server.chosen, {USER: "estate"})
    assert MailSender.of(server.chosen, {USER: "estate", PASSWORD: "hunter2"}).user == "estate"
    assert MailSender.of(server.chosen, {}).user is None

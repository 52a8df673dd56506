"""Notices as e-mail, over a connection that is encrypted before anything is said."""

import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate

from config.models.notifications import ByMail
from servicedesk.outbox.senders.base import Message, Unsent
from servicedesk.problems import Refused, refusal

USER, PASSWORD = "DATA_ESTATE_SMTP_USER", "DATA_ESTATE_SMTP_PASSWORD"
_SECONDS = 30
_PERMANENT = range(500, 600)


@dataclass(frozen=True)
class MailSender:
    """Hands messages to a mail server by SMTP with STARTTLS."""

    server: ByMail
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context, repr=False)

    @classmethod
    def of(cls, server: ByMail, environment: Mapping[str, str]) -> "MailSender":
        """The sender of an estate. Errors: `Refused` where a user is given without a password."""
        user, password = environment.get(USER), environment.get(PASSWORD)
        if bool(user) != bool(password):
            missing, given = (PASSWORD, USER) if user else (USER, PASSWORD)
            raise Refused(
                refusal(
                    "D-OUT-001",
                    "environment",
                    found=f"`{given}` without `{missing}`",
                    accepted="both, or neither for a server that asks for no sign-in",
                    remedy=f"set `{missing}`, or unset `{given}`",
                )
            )
        return cls(server, user, password)

    def send(self, message: Message) -> None:
        """Hand one message to the server."""
        try:
            with smtplib.SMTP(self.server.server, self.server.port, timeout=_SECONDS) as connection:
                connection.starttls(context=self.trust)
                if self.user and self.password:
                    connection.login(self.user, self.password)
                connection.send_message(self._mail(message))
        except smtplib.SMTPRecipientsRefused as error:
            codes = {code for code, _ in error.recipients.values()}
            raise Unsent(f"{message.address}: {sorted(codes)}", permanent=codes <= set(_PERMANENT)) from error
        except smtplib.SMTPAuthenticationError as error:
            raise Unsent(f"{self.server.server} does not take the user ({error.smtp_code})") from error
        except smtplib.SMTPResponseException as error:
            raise Unsent(f"{self.server.server} answers {error.smtp_code}") from error
        except (OSError, smtplib.SMTPException) as error:
            raise Unsent(f"{self.server.server}:{self.server.port}: {type(error).__name__}") from error

    def _mail(self, message: Message) -> EmailMessage:
        mail = EmailMessage()
        mail["From"] = self.server.sender
        mail["To"] = message.address
        mail["Subject"] = " ".join(message.notice.subject.split())
        mail["Date"] = formatdate(localtime=False)
        mail["Message-ID"] = f"<{message.id}@{self.server.sender.partition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.notice.text)
        return mail

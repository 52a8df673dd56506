"""Ways to deliver a notice, behind one small interface; the estate's data choose one."""

from collections.abc import Mapping
from pathlib import Path

from config.models.notifications import ByFile, ByMail, Notifications
from servicedesk.outbox.senders.base import Sender
from servicedesk.outbox.senders.file import FileSender
from servicedesk.outbox.senders.mail import MailSender
from servicedesk.outbox.senders.webhook import WebhookSender


def sender_of(chosen: Notifications, environment: Mapping[str, str], file: Path) -> Sender:
    """The sender that an estate has chosen. Errors: `Refused` where the environment lacks what it needs."""
    if isinstance(chosen, ByFile):
        return FileSender(file)
    if isinstance(chosen, ByMail):
        return MailSender.of(chosen, environment)
    return WebhookSender.of(chosen, environment)

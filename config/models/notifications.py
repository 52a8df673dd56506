"""`notifications` of `estate.yaml`: how people and groups are told what the service desk has for them."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from config.models.base import Mail, Model

Host = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$")]
"""A host name or an IPv4 address."""


class ByFile(Model):
    """Notices become lines of `servicedesk/notices.jsonl` in the estate's work directory."""

    by: Literal["file"] = "file"


class ByMail(Model):
    """Notices become e-mail to a group's mailbox or a person's own. A server that asks for sign-in finds user and
    password in `DATA_ESTATE_SMTP_USER` and `DATA_ESTATE_SMTP_PASSWORD`."""

    by: Literal["mail"]
    server: Host
    """A mail server that offers STARTTLS."""
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    sender: Mail
    """The mailbox from which they come."""


class ByWebhook(Model):
    """Notices become HTTP calls, signed with the secret in `DATA_ESTATE_WEBHOOK_SECRET`."""

    by: Literal["webhook"]
    url: Annotated[str, StringConstraints(pattern=r"^https://[^\s?#]+$", max_length=2000)]
    """Who takes the calls; without a query, because queries carry keys. A receiver whose address is a secret has it in
    `DATA_ESTATE_WEBHOOK_URL` instead."""


Notifications = Annotated[ByFile | ByMail | ByWebhook, Field(discriminator="by")]
"""One way for all notices."""

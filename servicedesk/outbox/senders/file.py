"""Notices as lines of a file, for estates that try things out and for other tools that read it."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from servicedesk.outbox.senders.base import Message, Unsent


@dataclass(frozen=True)
class FileSender:
    """Adds one line of JSON per message: `id`, `request`, `receiver`, `address`, `subject`, `text`."""

    file: Path

    def send(self, message: Message) -> None:
        """Write it, and know that it is on the disk."""
        line = json.dumps(as_json(message), ensure_ascii=False)
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with self.file.open("a", encoding="utf-8") as lines:
                lines.write(f"{line}\n")
                lines.flush()
                os.fsync(lines.fileno())
        except OSError as error:
            raise Unsent(f"{self.file}: {error.strerror}") from error


def as_json(message: Message) -> dict[str, str]:
    """A message as other tools read it."""
    return {
        "id": message.id,
        "request": message.request,
        "receiver": message.notice.receiver,
        "address": message.address,
        "subject": message.notice.subject,
        "text": message.notice.text,
    }

"""What senders have in common."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from servicedesk.store import Notice


@dataclass(frozen=True)
class Message:
    """One notice on its way."""

    id: str
    """The same for every attempt."""
    request: str
    address: str
    """A mailbox."""
    notice: Notice


class Unsent(Exception):
    """A message did not arrive; the words say why, and hold no secret."""

    def __init__(self, why: str, *, permanent: bool = False, after: timedelta = timedelta()) -> None:
        self.permanent = permanent
        """Trying again would not help."""
        self.after = after
        """The receiver asks not to be tried again before."""
        super().__init__(why)


class Sender(Protocol):
    """Delivers one message at a time."""

    def send(self, message: Message) -> None:
        """Deliver it, or raise `Unsent`."""
        ...

"""An outbox with letters in it, and a sender that does as it is told."""

from datetime import timedelta

from servicedesk import actions
from servicedesk.lifecycle import begin
from servicedesk.outbox.queue import Outbox
from servicedesk.outbox.senders.base import Message, Unsent
from servicedesk.store import Notice
from tests.unit.servicedesk.world import GRACE, MONDAY, World, body


def outbox_with(world: World, *receivers: str) -> Outbox:
    """The outbox of a desk on which one step told some receivers."""
    create = actions.Create(actor=world.person(GRACE), at=MONDAY, body=body("integration"))
    notices = [Notice(receiver, f"Hello {receiver}", "What\nhappened") for receiver in receivers]
    world.desk.store.append(begin("R-0001", create), create, notices)
    return Outbox(world.desk.store.engine)


class Told:
    """Keeps what it is given, and fails where it shall."""

    def __init__(self, *failures: Unsent | None) -> None:
        self.messages: list[Message] = []
        self._failures = list(failures)

    def send(self, message: Message) -> None:
        failure = self._failures.pop(0) if self._failures else None
        if failure:
            raise failure
        self.messages.append(message)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)

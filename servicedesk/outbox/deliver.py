"""Delivering what is due: each letter once, later again where it failed, and given up in the end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from config.estate import Estate
from config.groups import team_groups
from servicedesk.outbox.queue import Letter, Outbox
from servicedesk.outbox.senders.base import Message, Sender, Unsent

ATTEMPTS = 10
"""After so many failures a letter is given up: about a day after the first."""
_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(hours=6)
_AT_ONCE = 20


@dataclass(frozen=True)
class Delivered:
    """What became of the letters that were due."""

    sent: int = 0
    put_off: int = 0
    dead: int = 0

    def __add__(self, other: "Delivered") -> "Delivered":
        return Delivered(self.sent + other.sent, self.put_off + other.put_off, self.dead + other.dead)


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many failures: a minute, doubled with each, six hours at most."""
    return min(_FIRST_WAIT * (1 << min(attempts - 1, 16)), _LONGEST_WAIT)


def addresses_of(estate: Estate) -> Callable[[str], str | None]:
    """Where notices for a receiver go: a group's mailbox, or a person's own; None for a group that is gone."""
    mailboxes = {group.key: group.mail for group in team_groups(estate)}
    return lambda receiver: mailboxes.get(receiver) or (receiver if "@" in receiver else None)


def deliver(
    outbox: Outbox, sender: Sender, address_of: Callable[[str], str | None], clock: Callable[[], datetime]
) -> Delivered:
    """Deliver everything that is due at this moment."""
    done = Delivered()
    while letters := outbox.claim(clock(), _AT_ONCE):
        for letter in letters:
            done += _deliver(outbox, sender, letter, address_of(letter.notice.receiver), clock)
    return done


def _deliver(
    outbox: Outbox, sender: Sender, letter: Letter, address: str | None, clock: Callable[[], datetime]
) -> Delivered:
    if address is None:
        outbox.give_up(letter, clock(), f"the estate has no group `{letter.notice.receiver}`")
        return Delivered(dead=1)
    try:
        sender.send(Message(letter.id, letter.request, address, letter.notice))
    except Unsent as unsent:
        if unsent.permanent or letter.attempts >= ATTEMPTS:
            outbox.give_up(letter, clock(), str(unsent))
            return Delivered(dead=1)
        outbox.put_off(letter, clock() + max(wait_after(letter.attempts), unsent.after), str(unsent))
        return Delivered(put_off=1)
    outbox.sent(letter, clock())
    return Delivered(sent=1)

"""The outbox as a queue: letters are claimed for a while, then sent, put off, or given up.

A letter is delivered at least once. Two workers never hold one letter at the same time; of a worker
that was killed the claim runs out, and the letter is tried again with the same id.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Engine, RowMapping, select, update

from servicedesk.store import Notice
from servicedesk.tables import OUTBOX

CLAIM = timedelta(minutes=5)
"""How long a letter is one worker's: longer than any sender may take for it."""
_WAITS = OUTBOX.c.sent.is_(None) & OUTBOX.c.dead.is_(None)


@dataclass(frozen=True)
class Letter:
    """A notice in the outbox."""

    entry: int
    request: str
    notice: Notice
    attempts: int
    """How often it was claimed, the present time included."""
    due: datetime
    """When it is tried next."""
    error: str | None = None
    """Why it was not delivered the last time."""
    dead: datetime | None = None
    """When it was given up."""

    @property
    def id(self) -> str:
        """Stays the same however often the letter is sent, so that receivers can tell a second copy."""
        return f"{self.request}.{self.entry}"


class Outbox:
    """The notices of one service desk that are still to be delivered."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def waiting(self, *, dead: bool = False) -> tuple[Letter, ...]:
        """What is not delivered yet, or was given up; oldest first."""
        return self._letters(OUTBOX.c.dead.is_not(None) if dead else _WAITS)

    def claim(self, now: datetime, limit: int) -> tuple[Letter, ...]:
        """Take the letters that are due, oldest first; nobody else gets them while the claim holds."""
        due = select(OUTBOX).where(_WAITS, OUTBOX.c.due <= now).order_by(OUTBOX.c.entry).limit(limit)
        with self._engine.begin() as connection:
            rows = connection.execute(due.with_for_update(skip_locked=True)).mappings().all()
            entries = [row["entry"] for row in rows]
            taken = {"attempts": OUTBOX.c.attempts + 1, "due": now + CLAIM}
            connection.execute(update(OUTBOX).where(OUTBOX.c.entry.in_(entries)).values(**taken))
            return tuple(
                _letter({**row, "attempts": row["attempts"] + 1, "due": now + CLAIM})  # as it is from now on
                for row in rows
            )

    def sent(self, letter: Letter, at: datetime) -> None:
        """Note that a letter arrived."""
        self._note(OUTBOX.c.entry == letter.entry, sent=at, error=None)

    def put_off(self, letter: Letter, until: datetime, why: str) -> None:
        """Note that sending failed, and when to try again; not if another worker has taken the letter since."""
        self._note(self._still(letter), due=until, error=why)

    def give_up(self, letter: Letter, at: datetime, why: str) -> None:
        """Note that a letter will not arrive; not if another worker has taken it since."""
        self._note(self._still(letter), dead=at, error=why)

    def revive(self, entry: int, now: datetime) -> bool:
        """Try a letter that was given up anew, from its first attempt; False where no such letter is dead."""
        dead = (OUTBOX.c.entry == entry) & OUTBOX.c.dead.is_not(None)
        return self._note(dead, dead=None, attempts=0, due=now) == 1

    def _still(self, letter: Letter) -> ColumnElement[bool]:
        return (OUTBOX.c.entry == letter.entry) & (OUTBOX.c.attempts == letter.attempts) & _WAITS

    def _note(self, which: ColumnElement[bool], **changed: Any) -> int:
        with self._engine.begin() as connection:
            return connection.execute(update(OUTBOX).where(which).values(**changed)).rowcount

    def _letters(self, which: ColumnElement[bool]) -> tuple[Letter, ...]:
        with self._engine.begin() as connection:
            rows = connection.execute(select(OUTBOX).where(which).order_by(OUTBOX.c.entry)).mappings()
            return tuple(_letter(row) for row in rows)


def _letter(row: RowMapping | dict[str, Any]) -> Letter:
    return Letter(
        entry=row["entry"],
        request=row["request"],
        notice=Notice(row["receiver"], row["subject"], row["text"]),
        attempts=row["attempts"],
        due=row["due"],
        error=row["error"],
        dead=row["dead"],
    )

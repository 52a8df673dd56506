"""First answers to callers who send a key: whoever sends the same thing again gets the same answer again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from servicedesk.tables import ANSWERS


@dataclass(frozen=True)
class Answer:
    """What a caller was told."""

    status: int
    text: str


class KeyReused(Exception):
    """The caller's key stands for something else."""


class Answers:
    """The answers in one database. A key counts for one person."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def claim(self, person: str, key: str, fingerprint: str, at: datetime) -> Answer | None:
        """The first answer, or None where there is none yet. Errors: `KeyReused`.

        What was claimed and never answered, because the process died, may be done again: every step of the desk is.
        """
        of_key = select(ANSWERS).where(ANSWERS.c.person == person, ANSWERS.c.key == key)
        row = {"person": person, "key": key, "fingerprint": fingerprint, "at": at}
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(ANSWERS), row)
                return None
        except IntegrityError:
            with self._engine.begin() as connection:
                kept = connection.execute(of_key).mappings().one()
        if kept["fingerprint"] != fingerprint:
            raise KeyReused(key)
        return None if kept["status"] is None else Answer(kept["status"], kept["text"])

    def keep(self, person: str, key: str, answer: Answer) -> Answer:
        """Keep an answer; the first one wins, and is given back."""
        mine = (ANSWERS.c.person == person, ANSWERS.c.key == key)
        first = update(ANSWERS).where(*mine, ANSWERS.c.status.is_(None))
        with self._engine.begin() as connection:
            connection.execute(first.values(status=answer.status, text=answer.text))
            kept = connection.execute(select(ANSWERS.c.status, ANSWERS.c.text).where(*mine)).one()
        return Answer(*kept)

"""What is kept: the journal of every request, refusals, and notices to send. One transaction per step."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, func, insert, select
from sqlalchemy.exc import IntegrityError

from servicedesk.actions import ACTION, AnyAction
from servicedesk.database import open_engine
from servicedesk.lifecycle import replay
from servicedesk.problems import Refusal
from servicedesk.state import State
from servicedesk.tables import DENIALS, JOURNAL, OUTBOX


class Conflict(Exception):
    """Somebody else wrote that step first; read again and decide anew."""


@dataclass(frozen=True)
class Notice:
    """Something to tell somebody."""

    receiver: str
    """The key of a group, or a person."""
    subject: str
    text: str


class Store:
    """The service desk's memory in one database."""

    def __init__(self, url: str) -> None:
        self.engine: Engine = open_engine(url)

    def append(self, state: State, action: AnyAction, notices: Iterable[Notice] = (), key: str | None = None) -> None:
        """Add the step that led to a state, and whom to tell, in one transaction. Errors: `Conflict`."""
        row = {
            "request": state.id,
            "sequence": state.sequence,
            "at": action.at,
            "actor": action.actor.name,
            "action": action.action,
            "record": ACTION.dump_json(action).decode(),
            "key": key,
        }
        letters = [
            {
                "request": state.id,
                "sequence": state.sequence,
                "receiver": notice.receiver,
                "subject": notice.subject,
                "text": notice.text,
                "attempts": 0,
                "due": action.at,
            }
            for notice in {notice.receiver: notice for notice in notices}.values()
        ]
        try:
            with self.engine.begin() as connection:
                connection.execute(insert(JOURNAL), row)
                if letters:
                    connection.execute(insert(OUTBOX), letters)
        except IntegrityError as error:
            raise Conflict(state.id) from error

    def next_id(self) -> str:
        """The id that a new request takes, unless another takes it first."""
        with self.engine.begin() as connection:
            count = connection.execute(select(func.count()).where(JOURNAL.c.sequence == 1)).scalar_one()
        return f"R-{count + 1:04}"

    def actions(self, request: str) -> tuple[AnyAction, ...]:
        """The journal of a request, in order."""
        query = select(JOURNAL.c.record).where(JOURNAL.c.request == request).order_by(JOURNAL.c.sequence)
        with self.engine.begin() as connection:
            return tuple(ACTION.validate_json(record, strict=True) for (record,) in connection.execute(query))

    def state(self, request: str) -> State | None:
        """A request as its journal tells it."""
        actions = self.actions(request)
        return replay(request, actions) if actions else None

    def states(self) -> tuple[State, ...]:
        """Every request, oldest first."""
        query = select(JOURNAL.c.request, JOURNAL.c.record).order_by(JOURNAL.c.entry)
        journals: dict[str, list[AnyAction]] = {}
        with self.engine.begin() as connection:
            for request, record in connection.execute(query):
                journals.setdefault(request, []).append(ACTION.validate_json(record, strict=True))
        return tuple(replay(request, actions) for request, actions in journals.items())

    def request_of(self, key: str) -> str | None:
        """The request to which a caller's key has written, if it has."""
        with self.engine.begin() as connection:
            return connection.execute(select(JOURNAL.c.request).where(JOURNAL.c.key == key)).scalar_one_or_none()

    def deny(self, request: str | None, actor: str, action: str, at: datetime, refused: Refusal) -> None:
        """Record what was tried and refused."""
        problems = json.dumps([problem.as_dict() for problem in refused.problems])
        row = {"request": request, "actor": actor, "action": action, "at": at, "problems": problems}
        with self.engine.begin() as connection:
            connection.execute(insert(DENIALS), row)

    def denials(self, request: str | None = None) -> tuple[dict[str, Any], ...]:
        """What was refused, oldest first, of one request or of all."""
        query = select(DENIALS).order_by(DENIALS.c.entry)
        if request is not None:
            query = query.where(DENIALS.c.request == request)
        with self.engine.begin() as connection:
            rows = [dict(row) for row in connection.execute(query).mappings()]
        return tuple({**row, "problems": json.loads(row["problems"])} for row in rows)

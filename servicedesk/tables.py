"""The tables of the service desk. Their history is in `migrations/`; a test holds the two together."""

from datetime import UTC, datetime

from sqlalchemy import Column, DateTime, Dialect, Integer, MetaData, String, Table, Text, UniqueConstraint
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """A moment with its zone; kept and given back in UTC by every database, also by those that keep no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Before it is kept. Errors: `ValueError` for a moment without zone."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"{value} has no zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """As it was kept."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


METADATA = MetaData()

JOURNAL = Table(
    "journal",
    METADATA,
    Column("entry", Integer, primary_key=True, autoincrement=True),
    Column("request", String(20), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("actor", String(256), nullable=False),
    Column("action", String(20), nullable=False),
    Column("record", Text, nullable=False),
    Column("key", String(256), unique=True),
    UniqueConstraint("request", "sequence", name="one_entry_for_each_step"),
)
"""What happened, in order. Rows are added, never changed: two writers of one step meet in the unique constraint."""

DENIALS = Table(
    "denials",
    METADATA,
    Column("entry", Integer, primary_key=True, autoincrement=True),
    Column("request", String(20)),
    Column("at", Moment, nullable=False),
    Column("actor", String(256), nullable=False),
    Column("action", String(20), nullable=False),
    Column("problems", Text, nullable=False),
)
"""What was tried and refused."""

OUTBOX = Table(
    "outbox",
    METADATA,
    Column("entry", Integer, primary_key=True, autoincrement=True),
    Column("request", String(20), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("receiver", String(256), nullable=False),
    Column("subject", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("due", Moment, nullable=False),
    Column("sent", Moment),
    Column("error", Text),
    Column("dead", Moment),
    UniqueConstraint("request", "sequence", "receiver", name="one_notice_for_each_receiver"),
)
"""Who is to be told; written together with the journal, so nothing that happened goes untold."""

PULL_REQUESTS = Table(
    "pull_requests",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("request", String(20), nullable=False),
    Column("branch", String(128), nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("status", String(10), nullable=False),
    Column("commit", String(64)),
    Column("head", String(64), nullable=False, server_default=""),
    Column("checks", String(10), nullable=False, server_default="none"),
    Column("report", Text, nullable=False, server_default=""),
)
"""Pull requests of estates whose repository has no service of its own for them."""

ANSWERS = Table(
    "answers",
    METADATA,
    Column("entry", Integer, primary_key=True, autoincrement=True),
    Column("person", String(256), nullable=False),
    Column("key", String(256), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Column("status", Integer),
    Column("text", Text),
    UniqueConstraint("person", "key", name="one_answer_for_each_key"),
)
"""First answers to callers who send a key with what they ask."""

"""The tables of the service desk. Their history is in `migrations/`; a test holds the two together."""

from sqlalchemy import Column, DateTime, Integer, MetaData, String, Table, Text, UniqueConstraint

METADATA = MetaData()

JOURNAL = Table(
    "journal",
    METADATA,
    Column("entry", Integer, primary_key=True, autoincrement=True),
    Column("request", String(20), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
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
    Column("at", DateTime(timezone=True), nullable=False),
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
    Column("due", DateTime(timezone=True), nullable=False),
    Column("sent", DateTime(timezone=True)),
    Column("error", Text),
    Column("dead", DateTime(timezone=True)),
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
    Column("at", DateTime(timezone=True), nullable=False),
    Column("status", Integer),
    Column("text", Text),
    UniqueConstraint("person", "key", name="one_answer_for_each_key"),
)
"""First answers to callers who send a key with what they ask."""

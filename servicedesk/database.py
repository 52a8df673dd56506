"""Opening the service desk's database: SQLite by default, any other by its URL."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection

WAIT_SECONDS = 30
"""How long a writer waits for another."""


def open_engine(url: str) -> Engine:
    """An engine with its tables up to date."""
    engine = create_engine(url, connect_args={"timeout": WAIT_SECONDS} if url.startswith("sqlite") else {})
    if engine.dialect.name == "sqlite":
        _use_real_transactions(engine)
    with engine.begin() as connection:
        migrate(connection)
    return engine


def sqlite_url(path: Path) -> str:
    """The URL of a SQLite file; its folder is created."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{path}"


def migrate(connection: Connection, revision: str = "head") -> None:
    """Bring the tables to a revision."""
    config = _config(connection)
    head = ScriptDirectory.from_config(config).get_current_head()
    if revision == "head" and MigrationContext.configure(connection).get_current_revision() == head:
        return
    command.upgrade(config, revision)


def unmigrate(connection: Connection) -> None:
    """Remove the tables."""
    command.downgrade(_config(connection), "base")


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _use_real_transactions(engine: Engine) -> None:
    """SQLite's driver begins late and reads outside transactions; take the write lock at once instead."""

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

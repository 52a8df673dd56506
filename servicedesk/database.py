"""Opening the service desk's database: a SQLite file unless the environment names a PostgreSQL database."""

import importlib.util
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import ArgumentError, DBAPIError

from servicedesk.problems import Refused, refusal

VARIABLE = "DATA_ESTATE_DATABASE"
"""The environment variable that names the database, such as `postgresql://desk@db.example.com/servicedesk`."""
WAIT_SECONDS = 30
"""How long a writer waits for another, and a caller for the server."""
_HERE = ("", "localhost", "127.0.0.1", "::1")


def chosen_url(environment: Mapping[str, str], file: Path) -> str:
    """The URL of the database that the environment names, else of a SQLite file, whose folder is created.

    Errors: `Refused` for an address of something else, or with a password in it. Addresses are seen by whoever sees
    the process or its log; libpq takes passwords from `PGPASSFILE`, and needs none on a socket or with a certificate.
    """
    given = environment.get(VARIABLE, "")
    if not given:
        return sqlite_url(file)
    try:
        url = make_url(given)
    except ArgumentError:
        url = URL.create("")
    if url.get_backend_name() != "postgresql":
        raise Refused(
            refusal(
                "D-STO-001",
                VARIABLE,
                found=f"an address of `{url.drivername}`" if url.drivername else "no address of a database",
                accepted="such as `postgresql://desk@db.example.com/servicedesk`",
                remedy="correct the variable, or leave it out for a file of the estate's own",
            )
        )
    if url.password is not None or "password" in url.query:
        raise Refused(
            refusal(
                "D-STO-002",
                VARIABLE,
                found="a password in the address",
                accepted="an address without one",
                remedy="put it into a file that `PGPASSFILE` names",
            )
        )
    if importlib.util.find_spec("psycopg") is None:
        raise Refused(
            refusal(
                "D-STO-003",
                VARIABLE,
                found="no module `psycopg`",
                accepted="data-estate with its extra `postgresql`",
                remedy="install `data-estate[postgresql]`",
            )
        )
    return url.set(drivername="postgresql+psycopg").render_as_string()


def open_engine(url: str) -> Engine:
    """An engine with its tables up to date. Errors: `Refused` where the database does not answer."""
    known = make_url(url)
    sqlite = known.get_backend_name() == "sqlite"
    arguments = {"timeout": WAIT_SECONDS} if sqlite else postgresql_arguments(known)
    engine = create_engine(known, connect_args=arguments, pool_pre_ping=not sqlite, hide_parameters=True)
    if sqlite:
        _use_real_transactions(engine)
    try:
        with engine.begin() as connection:
            one_at_a_time(connection, "migration")
            migrate(connection)
    except DBAPIError as error:
        raise Refused(
            refusal(
                "D-STO-004",
                _host(known) or known.database or known.drivername,
                found=" ".join(str(error.orig).split())[:300],
                accepted="a database that answers",
                remedy="see that it runs, and that this identity may connect and make tables",
            )
        ) from None
    return engine


def sqlite_url(path: Path) -> str:
    """The URL of a SQLite file; its folder is created."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{path}"


def postgresql_arguments(url: URL) -> dict[str, Any]:
    """How libpq connects: over a network encrypted and to a server that proves its name, unless the URL says else."""
    arguments: dict[str, Any] = {
        "application_name": "data-estate",
        "connect_timeout": WAIT_SECONDS,
        "options": f"-c lock_timeout={WAIT_SECONDS}s -c client_encoding=UTF8",
    }
    host = _host(url)
    if not host.startswith("/") and host not in _HERE:
        arguments |= {"sslmode": "verify-full", "sslrootcert": "system"}
    return {name: value for name, value in arguments.items() if name not in url.query}


def _host(url: URL) -> str:
    return str(url.query.get("host", url.host or ""))


def one_at_a_time(connection: Connection, what: str) -> None:
    """Hold everybody else who asks for the same until the transaction ends; SQLite's writers wait anyhow."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:what, 0))"), {"what": what})


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

"""A PostgreSQL server that tests throw away: Debian's, on a socket in a folder that only its user opens."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from servicedesk.database import migrate

_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "max_connections=50")
_SUPERUSER = "desk"
_TEMPLATE = "migrated"
_DEADLINE = 60


def binaries() -> Path | None:
    """The folder of `initdb` and `postgres`: on PATH, else where Debian puts the newest; None where there are none."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).resolve().parent
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((path.parent for path in installed), key=lambda folder: float(folder.parent.name), default=None)


class Server:
    """A running server, and databases in it."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket
        self._numbers = count(1)

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://{_SUPERUSER}@/{database}?host={self._socket}"

    def empty(self) -> str:
        """The URL of a new database without tables."""
        return self._created("template0")

    def database(self) -> str:
        """The URL of a new database with the tables."""
        return self._created(_TEMPLATE)

    def make_template(self) -> None:
        engine = create_engine(self._created("template0", _TEMPLATE), poolclass=NullPool)
        with engine.begin() as connection:
            migrate(connection)

    def wait(self, process: subprocess.Popen[bytes]) -> None:
        for _ in range(_DEADLINE * 20):
            try:
                self._run("SELECT 1")
            except psycopg.OperationalError:
                assert process.poll() is None, "the server has ended"
                time.sleep(0.05)
            else:
                return
        raise TimeoutError("the server does not answer")

    def _created(self, template: str, name: str | None = None) -> str:
        name = name or f"desk{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def _run(self, statement: str) -> None:
        with psycopg.connect(host=str(self._socket), user=_SUPERUSER, dbname="postgres", autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def server(found: Path) -> Iterator[Server]:
    """A server for as long as it is needed. It refuses to run as root, who lends it to `nobody`."""
    other: dict[str, Any] = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="desk"))  # not pytest's: the path of a socket has 107 characters at most
    try:
        if other:
            shutil.chown(folder, "nobody", "nogroup")
        data = folder / "data"
        line = [str(found / "initdb"), f"--pgdata={data}", f"--username={_SUPERUSER}", "--auth=trust", "--no-sync"]
        line += ["--encoding=UTF8", "--locale=C"]
        subprocess.run(line, cwd=folder, check=True, capture_output=True, **other)
        options = [part for option in (*_FAST, f"unix_socket_directories={folder}") for part in ("-c", option)]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [found / "postgres", "-D", data, *options], cwd=folder, stdout=log, stderr=log, **other
            )
        try:
            running = Server(folder)
            running.wait(process)
            running.make_template()
            yield running
        finally:
            process.send_signal(signal.SIGINT)  # its word for: end the connections, then yourself
            process.wait(_DEADLINE)
    finally:
        shutil.rmtree(folder)

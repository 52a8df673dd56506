"""What tests of several rooms share."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import event
from sqlalchemy.pool import Pool

from servicedesk.database import sqlite_url
from simulator.state import StateFolder
from tests.unit import postgresql
from tests.unit.config.reference import REFERENCE
from tests.unit.stacks.deployment import Deployment, Standing, deploy, staged


@pytest.fixture(scope="session")
def reference_state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The simulator's state folder in which the reference estate stands."""
    return tmp_path_factory.mktemp("simulator")


@pytest.fixture(scope="session")
def standing(reference_state: Path) -> Standing:
    """The reference estate, deployed once, of which a test may deploy some stacks again."""
    return staged(REFERENCE, StateFolder(reference_state).database)


@pytest.fixture(scope="session")
def reference(standing: Standing) -> Deployment:
    """The reference estate, deployed once: only read it."""
    return standing.whole


@pytest.fixture(scope="session")
def everything() -> Deployment:
    """The estate that takes every template and states every option, deployed once: only read it."""
    return deploy(Path(__file__).parents[1] / "everything")


@pytest.fixture(scope="session")
def server() -> Iterator[postgresql.Server]:
    """A PostgreSQL server, for all tests of one process."""
    found = postgresql.binaries()
    if found is None:
        pytest.skip("no PostgreSQL here: tools/install_system_packages.sh installs it")
    with postgresql.server(found) as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def new_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Makes databases for a service desk, of each kind that it knows; the URL of a new one, at each call."""
    if request.param == "sqlite":
        made = iter(range(10_000))
        yield lambda: sqlite_url(tmp_path / f"journal{next(made)}.sqlite")
        return
    server: postgresql.Server = request.getfixturevalue("server")
    opened: list[psycopg.Connection[Any]] = []

    def remember(connection: Any, _: Any) -> None:
        if isinstance(connection, psycopg.Connection):
            opened.append(connection)

    event.listen(Pool, "connect", remember)
    yield server.database
    event.remove(Pool, "connect", remember)
    for connection in opened:
        connection.close()


@pytest.fixture
def database(new_database: Callable[[], str]) -> str:
    """The URL of a service desk's database: a test that asks for it runs on each kind."""
    return new_database()

"""The journal under two writers, kills and migrations; the outbox beside it."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, inspect

from servicedesk import actions
from servicedesk.database import migrate, sqlite_url, unmigrate
from servicedesk.lifecycle import begin
from servicedesk.outbox.queue import Outbox
from servicedesk.state import Status
from servicedesk.store import Conflict, Notice, Store
from servicedesk.tables import METADATA
from tests.unit.servicedesk.world import GRACE, HENRIK, JONAS, LEA, MONDAY, World, body


def test_migrations_make_the_tables_and_take_them_away() -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        migrate(connection)
        migrate(connection)
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
        unmigrate(connection)
        assert inspect(connection).get_table_names() == ["alembic_version"]


def test_of_two_writers_of_one_step_one_wins(world: World) -> None:
    create = actions.Create(actor=world.person(GRACE), at=MONDAY, body=body("integration"))
    world.desk.store.append(begin("R-0001", create), create, [Notice("crm/team", "a", "b")])
    with pytest.raises(Conflict):
        world.desk.store.append(begin("R-0001", create), create, [Notice("crm/team", "c", "d")])
    assert [letter.notice.subject for letter in Outbox(world.desk.store.engine).waiting()] == ["a"]


def test_two_writers_at_once_lose_and_double_nothing(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "journal.sqlite")
    worlds = [World(url=url) for _ in range(4)]

    def ask(world: World) -> list[str]:
        return [world.desk.create(world.person(GRACE), body("product")).id for _ in range(5)]

    with ThreadPoolExecutor(4) as pool:
        made = [request for requests in pool.map(ask, worlds) for request in requests]
    assert len(set(made)) == 20
    assert len(Store(url).states()) == 20

    world = worlds[0]
    world.desk.submit(world.person(GRACE), "R-0001")

    def decide(pair: tuple[World, str]) -> None:
        other, name = pair
        other.desk.approve(other.person(name), "R-0001")

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(decide, zip(worlds, [HENRIK, LEA, HENRIK, LEA], strict=True)))
    state = world.desk.get("R-0001")
    assert state.status is Status.APPROVED
    assert sorted(given.person for given in state.approvals) == [HENRIK, LEA]


_KILLED = """
import os, sys
from pathlib import Path
from servicedesk import store as module
from tests.unit.servicedesk.world import GRACE, World
world = World(url=sys.argv[1])
request = world.desk.requests()[0].id
real = module.insert
def insert(table):
    if table.name == sys.argv[2]:
        os._exit(9)
    return real(table)
module.insert = insert
world.desk.submit(world.person(GRACE), request)
"""


@pytest.mark.parametrize("table", ["journal", "outbox"])
def test_a_kill_within_a_step_leaves_the_step_before(tmp_path: Path, table: str) -> None:
    url = sqlite_url(tmp_path / "journal.sqlite")
    world = World(url=url)
    request = world.desk.create(world.person(GRACE), body("integration")).id
    root = Path(__file__).parents[3]
    killed = subprocess.run([sys.executable, "-c", _KILLED, url, table], cwd=root, check=False, capture_output=True)
    assert killed.returncode == 9, killed.stderr
    assert world.desk.get(request).status is Status.DRAFT
    assert Outbox(world.desk.store.engine).waiting() == ()
    assert world.desk.submit(world.person(GRACE), request).status is Status.SUBMITTED
    assert [letter.notice.receiver for letter in Outbox(world.desk.store.engine).waiting()] == ["sales-dev/ops"]


def test_ids_stay_in_order_beyond_four_digits(world: World) -> None:
    create = actions.Create(actor=world.person(GRACE), at=MONDAY, body=body("integration"))
    for request in ("R-9999", "R-10000"):
        world.desk.store.append(begin(request, create), create)
    assert [state.id for state in world.desk.requests()] == ["R-9999", "R-10000"]


def test_steps_tell_whom_they_concern(world: World) -> None:
    request = world.submitted("product", GRACE)
    world.desk.approve(world.person(HENRIK), request)
    world.desk.approve(world.person(JONAS), request)
    told = [(letter.notice.receiver, letter.notice.subject) for letter in Outbox(world.desk.store.engine).waiting()]
    assert told == [
        ("sales-dev/ops", "To decide: R-0001 (product campaigns)"),
        ("data-office", "To decide: R-0001 (product campaigns)"),
        (GRACE, "Approved: R-0001 (product campaigns)"),
    ]

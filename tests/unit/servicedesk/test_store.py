"""The journal under two writers, kills and migrations; the outbox beside it."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, inspect
from sqlalchemy.exc import StatementError
from sqlalchemy.pool import NullPool

from servicedesk import actions
from servicedesk.answers import Answer, Answers
from servicedesk.database import migrate, unmigrate
from servicedesk.lifecycle import begin
from servicedesk.outbox.queue import Outbox
from servicedesk.problems import Refusal, Refused
from servicedesk.pull_requests import StoredPullRequests
from servicedesk.state import Status
from servicedesk.store import Conflict, Notice, Store
from servicedesk.tables import METADATA
from tests.unit.servicedesk.world import GRACE, HENRIK, JONAS, LEA, MONDAY, World, body


@pytest.fixture
def world(database: str) -> World:
    return World(url=database)


def test_migrations_make_the_tables_and_take_them_away(database: str) -> None:
    with create_engine(database, poolclass=NullPool).begin() as connection:
        unmigrate(connection)
        migrate(connection)
        migrate(connection)
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
        unmigrate(connection)
        assert inspect(connection).get_table_names() == ["alembic_version"]


def test_processes_that_begin_at_once_make_the_tables_once(database: str) -> None:
    with create_engine(database, poolclass=NullPool).begin() as connection:
        unmigrate(connection)
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(lambda _: Store(database), range(4)))
    assert [store.states() for store in stores] == [()] * 4


def test_moments_are_kept_with_their_zone(world: World) -> None:
    world.clock.now = MONDAY.astimezone(timezone(timedelta(hours=5)))
    request = world.submitted("product", GRACE)
    with pytest.raises(Refused):
        world.desk.approve(world.person(GRACE), request)
    (denied,) = world.desk.store.denials(request)
    (letter, *_) = Outbox(world.desk.store.engine).waiting()
    assert [denied["at"].isoformat(), letter.due.isoformat()] == ["2026-11-23T09:00:00+00:00"] * 2
    with pytest.raises(StatementError, match="no zone"):
        world.desk.store.deny(None, GRACE, "call", MONDAY.replace(tzinfo=None), Refusal(()))


def test_of_two_writers_of_one_step_one_wins(world: World) -> None:
    create = actions.Create(actor=world.person(GRACE), at=MONDAY, body=body("integration"))
    world.desk.store.append(begin("R-0001", create), create, [Notice("crm/team", "a", "b")])
    with pytest.raises(Conflict):
        world.desk.store.append(begin("R-0001", create), create, [Notice("crm/team", "c", "d")])
    assert [letter.notice.subject for letter in Outbox(world.desk.store.engine).waiting()] == ["a"]


def test_two_writers_at_once_lose_and_double_nothing(database: str) -> None:
    worlds = [World(url=database) for _ in range(4)]

    def ask(world: World) -> list[str]:
        return [world.desk.create(world.person(GRACE), body("product")).id for _ in range(5)]

    with ThreadPoolExecutor(4) as pool:
        made = [request for requests in pool.map(ask, worlds) for request in requests]
    assert len(set(made)) == 20
    assert len(Store(database).states()) == 20

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
def test_a_kill_within_a_step_leaves_the_step_before(database: str, table: str) -> None:
    world = World(url=database)
    request = world.desk.create(world.person(GRACE), body("integration")).id
    root = Path(__file__).parents[3]
    line = [sys.executable, "-c", _KILLED, database, table]
    killed = subprocess.run(line, cwd=root, check=False, capture_output=True)
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


def test_two_who_open_one_pull_request_at_once_open_one(database: str) -> None:
    stored = [StoredPullRequests(Store(database).engine) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        opened = pool.map(lambda one: one.open("R-0001", "request/R-0001", "abc", "A title", "A text"), stored)
        assert {found.link for found in opened} == {"pull request 1 (request/R-0001)"}


def test_two_who_send_one_key_at_once_are_told_one_answer(database: str) -> None:
    answers = [Answers(Store(database).engine) for _ in range(4)]

    def call(number: int) -> Answer:
        known = answers[number].claim(GRACE, "k", "what", MONDAY)
        return known or answers[number].keep(GRACE, "k", Answer(200, str(number)))

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(call, range(4)))) == 1

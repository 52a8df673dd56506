"""A request's life through the desk: who may do what, when, and what is kept of it."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from servicedesk.problems import Refused
from servicedesk.state import Status
from servicedesk.store import Store
from tests.unit.servicedesk.world import (
    GRACE,
    HENRIK,
    JONAS,
    JORDAN,
    LEA,
    MARTA,
    MEI,
    NADIA,
    TOM,
    YUKI,
    World,
    body,
)


@pytest.fixture
def world(database: str) -> World:
    return World(url=database)


def refused(code: str) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, match=code)


def test_a_landing_zone_is_approved_by_data_platform_ops(world: World) -> None:
    request = world.submitted("landing-zone", JONAS)
    with refused("D-LIF-004"):
        world.desk.approve(world.person(MARTA), request)
    assert world.desk.approve(world.person(NADIA), request).status is Status.APPROVED


def test_a_product_is_approved_by_zone_operations_and_assessed_by_the_data_office(world: World) -> None:
    request = world.submitted("product", GRACE)
    assert world.desk.approve(world.person(HENRIK), request).status is Status.SUBMITTED
    assert world.desk.approve(world.person(LEA), request).status is Status.APPROVED


def test_nobody_approves_what_is_for_them(world: World) -> None:
    own = world.submitted("integration", JONAS)
    with refused("D-LIF-003"):
        world.desk.approve(world.person(JONAS), own)
    gain = world.submitted("access", YUKI, principals=[JORDAN])
    with refused("D-LIF-003"):
        world.desk.approve(world.person(JORDAN), gain)
    assert world.desk.approve(world.person(MEI), gain).status is Status.APPROVED


def test_one_person_never_gives_two_approvals(world: World) -> None:
    request = world.submitted("product", GRACE, stewards=[LEA])
    world.desk.approve(world.person(HENRIK), request)
    assert world.desk.approve(world.person(LEA), request).status is Status.SUBMITTED
    assert world.desk.approve(world.person(LEA), request).sequence == 4, "again changes nothing"
    assert world.desk.approve(world.person(JONAS), request).status is Status.APPROVED


def test_an_approval_that_adds_nothing_is_refused(world: World) -> None:
    request = world.submitted("product", GRACE)
    world.desk.approve(world.person(LEA), request)
    with refused("D-LIF-005"):
        world.desk.approve(world.person(JONAS), request)


def test_declining_ends_it_and_needs_a_reason(world: World) -> None:
    request = world.submitted("integration", GRACE)
    with refused("D-LIF-010"):
        world.desk.decline(world.person(LEA), request, " ")
    assert world.desk.decline(world.person(LEA), request, "There is one already.").status is Status.DECLINED
    with refused("D-LIF-001"):
        world.desk.approve(world.person(JONAS), request)


def test_a_question_sends_it_back_and_approvals_fall(world: World) -> None:
    request = world.submitted("product", GRACE)
    world.desk.approve(world.person(HENRIK), request)
    back = world.desk.clarify(world.person(LEA), request, "Which data?")
    assert (back.status, back.question, back.approvals) == (Status.DRAFT, "Which data?", ())
    world.desk.edit(world.person(GRACE), request, body("product", datasets=["contacts"]))
    again = world.desk.submit(world.person(GRACE), request)
    assert (again.status, again.question, again.approvals) == (Status.SUBMITTED, None, ())


def test_an_edit_after_approvals_makes_it_a_draft_again(world: World) -> None:
    request = world.submitted("product", GRACE)
    world.desk.approve(world.person(HENRIK), request)
    changed = world.desk.edit(world.person(GRACE), request, body("product", name="offers"))
    assert (changed.status, changed.approvals, changed.required) == (Status.DRAFT, (), ())


def test_a_decision_is_delegated_once_with_an_end(world: World) -> None:
    request = world.submitted("integration", GRACE)
    until = world.clock.now + timedelta(days=3)
    for receiver in (GRACE, JONAS):
        with refused("D-LIF-006"):
            world.desk.delegate(world.person(JONAS), request, receiver, until)
    world.desk.delegate(world.person(JONAS), request, TOM, until)
    with refused("D-LIF-006"):
        world.desk.delegate(world.person(TOM), request, YUKI, until)
    with refused("D-LIF-005"):
        world.desk.approve(world.person(JONAS), request)
    world.clock.pass_days(4)
    with refused("D-LIF-004"):
        world.desk.approve(world.person(TOM), request)
    world.clock.pass_days(-2)
    approved = world.desk.approve(world.person(TOM), request)
    assert approved.status is Status.APPROVED
    assert approved.approvals[0].acting_for == (JONAS,)


def test_only_the_requester_takes_it_back(world: World) -> None:
    request = world.submitted("integration", GRACE)
    with refused("D-LIF-002"):
        world.desk.withdraw(world.person(JONAS), request)
    assert world.desk.withdraw(world.person(GRACE), request).status is Status.WITHDRAWN
    assert world.desk.withdraw(world.person(GRACE), request).status is Status.WITHDRAWN


def test_what_nobody_decides_expires(world: World) -> None:
    request = world.submitted("integration", GRACE)
    assert world.desk.expire() == ()
    world.clock.pass_days(14)
    assert [state.id for state in world.desk.expire()] == [request]
    assert world.desk.get(request).status is Status.EXPIRED


def test_work_that_changes_no_data_is_done_by_those_responsible(world: World) -> None:
    request = world.submitted("feedback", GRACE)
    assert world.desk.get(request).status is Status.APPROVED
    with refused("D-LIF-004"):
        world.desk.fulfil(world.person(GRACE), request, "It is repaired.")
    assert world.desk.fulfil(world.person(JORDAN), request, "It is repaired.").status is Status.APPLIED
    assert world.desk.close(world.person(GRACE), request).status is Status.CLOSED


def test_nobody_applies_a_change_of_data_by_hand(world: World) -> None:
    request = world.submitted("integration", GRACE)
    world.desk.approve(world.person(LEA), request)
    with refused("D-LIF-008"):
        world.desk.fulfil(world.person(LEA), request, "done")


def test_every_refusal_is_recorded(world: World) -> None:
    request = world.submitted("integration", GRACE)
    with refused("D-LIF-003"):
        world.desk.approve(world.person(GRACE), request)
    (denied,) = world.desk.store.denials(request)
    assert (denied["actor"], denied["action"]) == (GRACE, "approve")
    assert denied["problems"][0]["code"] == "D-LIF-003"


def test_the_same_key_gives_the_same_request(world: World) -> None:
    first = world.desk.create(world.person(GRACE), body("integration"), key="k-1")
    assert world.desk.create(world.person(GRACE), body("integration"), key="k-1") == first
    assert len(world.desk.requests()) == 1


def test_the_journal_cannot_be_changed(world: World) -> None:
    world.submitted("integration", GRACE)
    statements = ["UPDATE journal SET actor = 'x'", "DELETE FROM journal"]
    if world.desk.store.engine.dialect.name == "postgresql":
        statements += ["TRUNCATE journal", "TRUNCATE denials"]
    for statement in statements:
        with pytest.raises(DBAPIError, match="only added to"), world.desk.store.engine.begin() as connection:
            connection.execute(text(statement))


def test_what_is_kept_outlives_the_process(database: str) -> None:
    world = World(url=database)
    request = world.submitted("product", GRACE)
    world.desk.approve(world.person(HENRIK), request)
    assert Store(database).state(request) == world.desk.get(request)
    assert Store(database).states() == world.desk.requests()


def test_unknown_people_and_requests_are_refused(world: World) -> None:
    with refused("D-PER-001"):
        world.person("nobody@contoso.example")
    with refused("D-REQ-003"):
        world.desk.get("R-9999")

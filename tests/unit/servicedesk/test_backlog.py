"""Work that people do: in which order, planned when, told to whom when it is late."""

from datetime import date, timedelta

import pytest

from servicedesk.backlog import LEVELS, backlog, due_of, level_of, target_of
from servicedesk.outbox.queue import Outbox
from servicedesk.problems import Refused
from servicedesk.state import State, Work
from tests.unit.servicedesk.world import GRACE, JORDAN, LEA, MONDAY, NADIA, World

ZONE = {"subject": "zone", "stack": "sales-dev"}


def feedback(world: World, severity: str = "normal", **more: object) -> str:
    return world.submitted("feedback", GRACE, severity=severity, **{**ZONE, **more})


def work_of(state: State) -> Work:
    assert state.work is not None
    return state.work


def told(world: World, word: str) -> list[str]:
    letters = Outbox(world.desk.store.engine).waiting()
    return [letter.notice.receiver for letter in letters if letter.notice.subject.startswith(word)]


def test_the_most_urgent_and_oldest_comes_first(world: World) -> None:
    first = feedback(world)
    world.clock.pass_days(1)
    low, high, second = feedback(world, "low"), feedback(world, "high"), feedback(world)
    world.submitted("product", GRACE)
    assert [state.id for state, _ in backlog(world.desk.requests())] == [high, first, second, low]
    assert [state.id for state, _ in backlog(world.desk.requests(), "data-platform-ops")] == []
    catalogue = world.submitted("feedback", GRACE, subject="catalog", stack=None)
    assert [state.id for state, _ in backlog(world.desk.requests(), "data-platform-ops")] == [catalogue]


def test_what_is_done_is_no_work_any_more(world: World) -> None:
    request = feedback(world)
    world.desk.fulfil(world.person(LEA), request, "The gateway has more memory.")
    assert backlog(world.desk.requests()) == ()


def test_those_who_do_it_plan_it_and_the_requester_hears(world: World) -> None:
    request = feedback(world)
    planned = world.desk.prioritise(world.person(LEA), request, "high", date(2026, 12, 24))
    assert (work_of(planned).priority, work_of(planned).planned_for) == ("high", date(2026, 12, 24))
    assert due_of(work_of(planned)).date() == date(2026, 12, 25)
    assert told(world, "Planned") == [GRACE]
    assert world.desk.prioritise(world.person(LEA), request, "high", date(2026, 12, 24)) == planned


@pytest.mark.parametrize(
    ("who", "day", "code"), [(GRACE, None, "D-LIF-004"), (NADIA, None, "D-LIF-004"), (LEA, 22, "D-LIF-012")]
)
def test_nobody_else_plans_it_and_nobody_for_the_past(world: World, who: str, day: int | None, code: str) -> None:
    request = feedback(world)
    with pytest.raises(Refused, match=code):
        world.desk.prioritise(world.person(who), request, "low", date(2026, 11, day) if day else None)
    assert len(world.desk.store.denials(request)) == 1


def test_a_decision_that_is_open_is_not_work_yet(world: World) -> None:
    request = world.submitted("template-improvement", GRACE)
    assert backlog(world.desk.requests()) == ()
    with pytest.raises(Refused, match="D-LIF-001"):
        world.desk.prioritise(world.person(NADIA), request, "low")
    world.desk.approve(world.person(NADIA), request)
    assert [state.id for state, _ in backlog(world.desk.requests())] == [request]


def test_what_is_late_is_told_above_once_for_each_level(world: World) -> None:
    request = feedback(world)
    world.clock.now += target_of("normal") - timedelta(seconds=1)
    assert world.desk.escalate() == ()
    world.clock.now += timedelta(seconds=1)
    assert [work_of(state).escalations for state in world.desk.escalate()] == [1]
    assert world.desk.escalate() == ()
    assert told(world, "Overdue") == ["sales-dev/service-owner"]
    world.clock.now += target_of("normal")
    world.desk.escalate()
    world.clock.pass_days(365)
    assert world.desk.escalate() == ()
    assert told(world, "Overdue") == ["sales-dev/service-owner", "service-owner"]
    assert work_of(world.desk.get(request)).escalations == LEVELS


def test_a_long_sleep_tells_both_levels_at_once(world: World) -> None:
    feedback(world, "critical")
    world.clock.pass_days(30)
    assert [work_of(state).escalations for state in world.desk.escalate()] == [1, 2]


def test_a_plan_moves_the_day_and_a_new_priority_the_time(world: World) -> None:
    request = feedback(world, "critical")
    world.clock.pass_days(2)
    assert level_of(work_of(world.desk.get(request)), world.clock.now) == 2
    world.desk.prioritise(world.person(LEA), request, "critical", date(2026, 11, 30))
    assert world.desk.escalate() == ()
    world.desk.prioritise(world.person(LEA), request, "low")
    assert due_of(work_of(world.desk.get(request))) == MONDAY + target_of("low")


def test_urgent_feedback_is_told_to_those_accountable_at_once(world: World) -> None:
    feedback(world)
    assert told(world, "Urgent") == []
    world.submitted("feedback", JORDAN, severity="critical", subject="data-asset", stack="crm")
    assert told(world, "Urgent") == ["sales-dev/service-owner"]
    assert told(world, "To do") == ["sales-dev/ops", "crm/team"]

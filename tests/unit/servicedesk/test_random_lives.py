"""Random people do random things to requests: nothing forbidden happens, nothing is lost or doubled."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, get_args

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from servicedesk.backlog import level_of
from servicedesk.identity import SERVICE, EstateDirectory, Person
from servicedesk.lifecycle import replay
from servicedesk.matching import covered
from servicedesk.model.base import Priority
from servicedesk.problems import Refused
from servicedesk.state import State, Status
from tests.unit.postgresql import Server
from tests.unit.servicedesk.world import (
    GRACE,
    HENRIK,
    JONAS,
    JORDAN,
    LEA,
    MARTA,
    MEI,
    MONDAY,
    NADIA,
    TOM,
    YUKI,
    Clock,
    World,
    body,
)

PEOPLE = [GRACE, HENRIK, JONAS, JORDAN, LEA, MARTA, MEI, NADIA, TOM, YUKI]
BODIES = [
    body("product"),
    body("product", stewards=[LEA, YUKI]),
    body("integration"),
    body("integration", source="Another shop"),
    body("landing-zone"),
    body("access", principals=[JORDAN]),
    body("access", using_stack="fleet-live"),
    body("feedback"),
    body("integration", name="crm"),
]
OPEN = {Status.DRAFT, Status.SUBMITTED, Status.APPROVED, Status.APPLIED}

people = st.sampled_from(PEOPLE)
bodies = st.sampled_from(BODIES)


class Lives(RuleBasedStateMachine):
    """Everything that people can do, in any order, and what must hold after each step."""

    requests = Bundle("requests")

    def __init__(self, url: str = "sqlite://") -> None:
        super().__init__()
        self.world = World(clock=Clock(MONDAY), url=url)
        self.desk = self.world.desk
        self.directory = EstateDirectory(self.world.estate)
        self.made: set[str] = set()
        self.ends: dict[str, Status] = {}
        self.refused = 0

    @initialize(target=requests, first=bodies, second=bodies)
    def begin(self, first: Any, second: Any) -> Any:
        ids = [self.desk.create(self.person(GRACE), first).id, self.desk.create(self.person(JONAS), second).id]
        self.made.update(ids)
        return multiple(*ids)

    @rule(target=requests, who=people, what=bodies)
    def create(self, who: str, what: Any) -> str:
        request = self.desk.create(self.person(who), what).id
        assert request not in self.made
        self.made.add(request)
        return request

    @rule(request=requests, who=people, what=bodies)
    def edit(self, request: str, who: str, what: Any) -> None:
        self.attempt(lambda: self.desk.edit(self.person(who), request, what))

    @rule(request=requests)
    def submit(self, request: str) -> None:
        requester = self.desk.get(request).requester
        self.attempt(lambda: self.desk.submit(self.person(requester), request))

    @rule(request=requests, who=people)
    def submit_for_another(self, request: str, who: str) -> None:
        self.attempt(lambda: self.desk.submit(self.person(who), request))

    @rule(request=requests, who=people)
    def approve(self, request: str, who: str) -> None:
        self.attempt(lambda: self.desk.approve(self.person(who), request))

    @rule(request=requests)
    def everybody_approves(self, request: str) -> None:
        for who in PEOPLE:
            self.approve(request, who)

    @rule(request=requests, who=people)
    def decline(self, request: str, who: str) -> None:
        self.attempt(lambda: self.desk.decline(self.person(who), request, "No."))

    @rule(request=requests, who=people)
    def clarify(self, request: str, who: str) -> None:
        self.attempt(lambda: self.desk.clarify(self.person(who), request, "Why?"))

    @rule(request=requests, who=people, to=people, days=st.integers(0, 5))
    def delegate(self, request: str, who: str, to: str, days: int) -> None:
        until = self.world.clock.now + timedelta(days=days)
        self.attempt(lambda: self.desk.delegate(self.person(who), request, to, until))

    @rule(request=requests, who=people)
    def withdraw(self, request: str, who: str) -> None:
        self.attempt(lambda: self.desk.withdraw(self.person(who), request))

    @rule(request=requests, who=people)
    def fulfil(self, request: str, who: str) -> None:
        self.attempt(lambda: self.desk.fulfil(self.person(who), request, "done"))

    @rule(request=requests, who=people, priority=st.sampled_from(get_args(Priority)), days=st.integers(-1, 3))
    def prioritise(self, request: str, who: str, priority: Priority, days: int) -> None:
        day = (self.world.clock.now + timedelta(days=days)).date()
        self.attempt(lambda: self.desk.prioritise(self.person(who), request, priority, day))

    @rule(request=requests)
    def propose(self, request: str) -> None:
        self.attempt(lambda: self.desk.note_proposed(request, "pull request 1"))

    @rule(request=consumes(requests))
    def apply_and_close(self, request: str) -> None:
        self.attempt(lambda: self.desk.note_applied(request, "merged"))
        self.attempt(lambda: self.desk.close(self.person(self.desk.get(request).requester), request))

    @rule(days=st.integers(1, 9))
    def time_passes(self, days: int) -> None:
        self.world.clock.pass_days(days)
        self.desk.expire()
        for state in self.desk.escalate():
            assert state.work is not None
            assert state.work.escalations == level_of(state.work, self.world.clock.now) or state.work.escalations == 1
        assert self.desk.escalate() == ()

    @invariant()
    def nothing_forbidden_happened(self) -> None:
        for state in self.desk.requests():
            approvers = [given.person for given in state.approvals]
            assert len(set(approvers)) == len(approvers)
            assert not state.parties & set(approvers)
            assert not {given.giver for given in state.delegations} & set(approvers)
            assert all(given.receiver not in state.parties for given in state.delegations)
            complete = len(covered(state.required, state.approvals)) == len(state.required)
            if state.status in (Status.APPROVED, Status.APPLIED, Status.CLOSED):
                assert complete
            if state.status is Status.SUBMITTED:
                assert not complete
            if state.decided_by and state.status is Status.DECLINED:
                assert state.decided_by not in state.parties

    @invariant()
    def nothing_is_lost_or_doubled(self) -> None:
        states = self.desk.requests()
        assert {state.id for state in states} == self.made
        assert len(states) == len(self.made)
        for state in states:
            actions = self.desk.store.actions(state.id)
            assert state.sequence == len(actions)
            assert replay(state.id, actions) == state
            if state.id in self.ends:
                assert state.status is self.ends[state.id]
            elif state.status not in OPEN:
                self.ends[state.id] = state.status
        assert len(self.desk.store.denials()) == self.refused

    def teardown(self) -> None:
        self.desk.store.engine.dispose()

    def person(self, name: str) -> Person:
        return self.directory.person(name)

    def attempt(self, act: Callable[[], State]) -> None:
        """Do something twice: refused, or done once."""
        try:
            done = act()
        except Refused:
            self.refused += 1
            return
        try:
            assert act() == done
        except Refused:
            self.refused += 1


_LIVED = settings(max_examples=50, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck))


def test_random_lives() -> None:
    run_state_machine_as_test(Lives, settings=_LIVED)


def test_random_lives_on_a_server(server: Server) -> None:
    class LivesOnAServer(Lives):
        def __init__(self) -> None:
            super().__init__(server.database())

    run_state_machine_as_test(LivesOnAServer, settings=settings(_LIVED, max_examples=15))


def test_no_directory_gives_the_services_identity_away() -> None:
    names = {person.name for person in map(EstateDirectory(World().estate).person, PEOPLE)}
    assert SERVICE.name not in names

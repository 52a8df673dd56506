"""The service desk as its doors use it: command line, REST API and pages call these methods and nothing below."""

from collections.abc import Callable
from copy import copy
from datetime import UTC, date, datetime, timedelta

from config.estate import Estate
from config.responsibilities import Role
from servicedesk import actions
from servicedesk.actions import AnyAction
from servicedesk.asking import may_ask
from servicedesk.backlog import LEVELS, backlog, level_of
from servicedesk.effects import Change, Context, RecordOnly, effect
from servicedesk.identity import SERVICE, Person
from servicedesk.lifecycle import begin, transition
from servicedesk.model import AnyRequest
from servicedesk.model.base import Priority
from servicedesk.notices import notices
from servicedesk.problems import Refusal, Refused, refusal
from servicedesk.refusals import changed_since
from servicedesk.routing import accountable_for, routing
from servicedesk.state import State
from servicedesk.store import Conflict, Store
from servicedesk.texts import Texts, load_texts

DECISION_DAYS = 14
"""Days after which a request on which nobody decided expires."""
_ATTEMPTS = 20


def _now() -> datetime:
    return datetime.now(UTC)


class Desk:
    """One service desk for one estate. Every method acts for a person; what is refused is recorded and raised."""

    def __init__(
        self,
        store: Store,
        source: Callable[[], Texts],
        clock: Callable[[], datetime] = _now,
        guardrails: frozenset[str] = frozenset(),
    ) -> None:
        self.store = store
        self._guardrails = guardrails
        self._source = source
        self._clock = clock
        self._version: int | None = None

    def of_version(self, version: int | None) -> "Desk":
        """The same desk for somebody who has seen that version of a request: other versions are not acted on."""
        bound = copy(self)
        bound._version = version
        return bound

    def create(self, person: Person, body: AnyRequest, *, key: str | None = None) -> State:
        """Begin a draft. The same key gives the same request again."""
        action = actions.Create(actor=person, at=self._clock(), body=body)
        for _ in range(_ATTEMPTS):
            if key is not None and (known := self.store.request_of(key)):
                return self.get(known)
            state = begin(self.store.next_id(), action)
            try:
                self.store.append(state, action, key=key)
            except Conflict:
                continue
            return state
        raise Conflict("no id could be taken")

    def edit(self, person: Person, request: str, body: AnyRequest) -> State:
        """Change a request; approvals given so far fall."""
        return self._act(request, actions.Edit(actor=person, at=self._clock(), body=body))

    def submit(self, person: Person, request: str) -> State:
        """Ask for approval. Refused where it could not be deployed, with everything that stands in the way."""
        state = self.get(request)
        at = self._clock()
        bare = actions.Submit(actor=person, at=at, required=(), informed=(), fulfilled_by=(), due=at)
        allowed = transition(state, bare)
        if isinstance(allowed, Refusal):
            raise self._denied(request, bare, allowed)
        if allowed is state:
            return state
        texts, estate = self._estate(request, bare)
        refused = may_ask(estate, state.body, person)
        route = refused or routing(estate, state.body, person)
        if isinstance(route, Refusal):
            raise self._denied(request, bare, route)
        planned = effect(self._context(texts, estate, request), state.body)
        if isinstance(planned, Refusal):
            raise self._denied(request, bare, planned)
        return self._act(
            request,
            actions.Submit(
                actor=person,
                at=at,
                required=route.required,
                informed=route.informed,
                fulfilled_by=route.fulfilled_by,
                due=at + timedelta(days=DECISION_DAYS),
            ),
        )

    def plan(self, request: str, texts: Texts | None = None) -> Change | RecordOnly | Refusal:
        """What a request would change today, in the estate that the desk knows or in the texts given."""
        state = self.get(request)
        texts = self._source() if texts is None else texts
        estate = load_texts(texts, self.today)
        if isinstance(estate, Refusal):
            return estate
        return effect(self._context(texts, estate, request), state.body)

    @property
    def now(self) -> datetime:
        """The moment that counts."""
        return self._clock()

    @property
    def today(self) -> date:
        """The day that counts for exemptions."""
        return self.now.date()

    def denied(self, request: str, person: Person, action: str, refused: Refusal) -> Refused:
        """Record what was refused outside the life cycle; to be raised."""
        self.store.deny(request, person.name, action, self._clock(), refused)
        return Refused(refused)

    def approve(self, person: Person, request: str, reason: str = "") -> State:
        """Say yes."""
        return self._act(request, actions.Approve(actor=person, at=self._clock(), reason=reason))

    def decline(self, person: Person, request: str, reason: str) -> State:
        """Say no."""
        return self._act(request, actions.Decline(actor=person, at=self._clock(), reason=reason))

    def clarify(self, person: Person, request: str, question: str) -> State:
        """Send back with a question."""
        return self._act(request, actions.Clarify(actor=person, at=self._clock(), reason=question))

    def delegate(self, person: Person, request: str, to: str, until: datetime, reason: str = "") -> State:
        """Ask somebody else to decide."""
        action = actions.Delegate(actor=person, at=self._clock(), reason=reason, to=to.lower(), until=until)
        return self._act(request, action)

    def withdraw(self, person: Person, request: str, reason: str = "") -> State:
        """Take a request back."""
        return self._act(request, actions.Withdraw(actor=person, at=self._clock(), reason=reason))

    def fulfil(self, person: Person, request: str, outcome: str) -> State:
        """Say that the work is done, by a group that does it; for kinds whose effect is no change of data."""
        return self._act(request, actions.Apply(actor=person, at=self._clock(), outcome=outcome))

    def close(self, person: Person, request: str, reason: str = "") -> State:
        """End an applied request."""
        return self._act(request, actions.Close(actor=person, at=self._clock(), reason=reason))

    def expire(self) -> tuple[State, ...]:
        """End every request whose time is over."""
        now = self._clock()
        over = [
            state for state in self.store.states() if state.status == "submitted" and state.due and state.due <= now
        ]
        return tuple(self._act(state.id, actions.Expire(actor=SERVICE, at=now)) for state in over)

    def prioritise(
        self, person: Person, request: str, priority: Priority, planned_for: date | None = None, reason: str = ""
    ) -> State:
        """Say how urgent work is and when it will be done, for a group that does it."""
        action = actions.Prioritise(
            actor=person, at=self._clock(), priority=priority, planned_for=planned_for, reason=reason
        )
        return self._act(request, action)

    def escalate(self) -> tuple[State, ...]:
        """Tell of all work that is overdue to those accountable for it, and later to the service owner."""
        now, found = self._clock(), []
        for state, work in backlog(self.store.states()):
            for level in range(work.escalations + 1, level_of(work, now) + 1):
                action = actions.Escalate(actor=SERVICE, at=now, level=level, to=())
                _, estate = self._estate(state.id, action)
                above = accountable_for(estate, state.body) if level < LEVELS else str(Role.SERVICE_OWNER)
                found.append(self._act(state.id, action.model_copy(update={"to": (above,)})))
        return tuple(found)

    def note_proposed(self, request: str, pull_request: str) -> State:
        """Note the pull request that carries the effect."""
        return self._act(request, actions.Propose(actor=SERVICE, at=self._clock(), pull_request=pull_request))

    def note_applied(self, request: str, outcome: str) -> State:
        """Note that the effect is in the estate."""
        return self._act(request, actions.Apply(actor=SERVICE, at=self._clock(), outcome=outcome))

    def note_deployed(self, request: str, outcome: str) -> State:
        """Note that what was merged stands, which ends the request."""
        return self._act(request, actions.Close(actor=SERVICE, at=self._clock(), reason=outcome))

    def send_back(self, request: str, why: str) -> State:
        """Give an approved request back, because its effect does not fit the estate any more."""
        return self._act(request, actions.Clarify(actor=SERVICE, at=self._clock(), reason=why))

    def get(self, request: str) -> State:
        """A request. Errors: `Refused` where there is none."""
        state = self.store.state(request)
        if state is None:
            raise Refused(
                refusal(
                    "D-REQ-003",
                    request,
                    found="no such request",
                    accepted="an id of this service desk",
                    remedy="see `estate request list`",
                )
            )
        return state

    def requests(self) -> tuple[State, ...]:
        """Every request, oldest first."""
        return self.store.states()

    def _act(self, request: str, action: AnyAction) -> State:
        for _ in range(_ATTEMPTS):
            state = self.get(request)
            changed = transition(state, action)
            if isinstance(changed, Refusal):
                raise self._denied(request, action, changed)
            if changed is state:
                return state
            if self._version not in (None, state.sequence):
                raise self._denied(request, action, changed_since(state, action.action))
            try:
                self.store.append(changed, action, notices(changed, action))
            except Conflict:
                continue
            return changed
        raise Conflict(request)

    def _denied(self, request: str, action: AnyAction, refused: Refusal) -> Refused:
        self.store.deny(request, action.actor.name, action.action, action.at, refused)
        return Refused(refused)

    def _estate(self, request: str, action: AnyAction) -> tuple[Texts, Estate]:
        texts = self._source()
        estate = load_texts(texts, self.today)
        if isinstance(estate, Refusal):
            raise self._denied(request, action, estate)
        return texts, estate

    def _context(self, texts: Texts, estate: Estate, request: str) -> Context:
        return Context(estate=estate, texts=texts, today=self.today, request=request, guardrails=self._guardrails)

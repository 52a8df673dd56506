"""Walking one request: asked, decided, merged, deployed, closed. A second walk finds the first."""

from collections.abc import Callable
from dataclasses import dataclass

from orchestrator.flows.walks import Walk
from servicedesk.apply import Applier, branch_of
from servicedesk.desk import Desk
from servicedesk.effects import Change
from servicedesk.examples import examples
from servicedesk.identity import Directory
from servicedesk.problems import Refusal, Refused
from servicedesk.reading import read_body
from servicedesk.state import State, Status

Say = Callable[[str], None]
Preview = Callable[[str], str]
"""Previews a branch, attaches what it says, and tells it in a few words."""


@dataclass(frozen=True)
class Deployed:
    """What a deployment did."""

    stacks: tuple[str, ...]
    told: str


Deploy = Callable[[str], Deployed]
"""Deploys what a commit of the main branch touches."""


@dataclass(frozen=True)
class Walked:
    """What became of one walk."""

    walk: Walk
    request: str
    status: Status
    stacks: tuple[str, ...]
    """The stacks that were deployed for it; none where it was declined, or walked before."""


@dataclass(frozen=True)
class Walker:
    """Takes requests from asking to their end."""

    desk: Desk
    directory: Directory
    applier: Applier
    pull: Callable[[], None]
    """Brings the service desk's own copy of the data to what was merged."""
    preview: Preview
    deploy: Deploy
    say: Say

    def walk(self, walk: Walk) -> Walked:
        """Walk one request. Errors: `Refused` where the service desk refuses a step."""
        state = self._asked(walk)
        if state.status in (Status.CLOSED, Status.DECLINED):
            self.say(f"  {state.id} was walked before: {state.status}")
            for entry in self.desk.store.actions(state.id):
                why = f": {entry.reason}" if entry.reason else ""
                self.say(f"  {entry.at:%Y-%m-%d %H:%M} {entry.actor.name} {entry.action}{why}")
            return Walked(walk, state.id, state.status, ())
        if walk.declines is not None:
            state = self.desk.decline(self.directory.person(walk.declines), state.id, walk.because or "")
            self.say(f"  {walk.declines} declines: {walk.because}")
            return Walked(walk, state.id, state.status, ())
        state = self._approved(walk, state)
        if walk.fulfils is not None:
            return self._worked(walk, walk.fulfils, state)
        if state.status is Status.APPROVED:
            state = self._merged(walk, state)
        self.pull()
        done = self.deploy(self.applier.merge_of(state.id))
        self.say(f"  {done.told}")
        self.say(f"  told: {walk.asks}{''.join(f', {group}' for group in state.informed)}")
        closed = self.desk.note_deployed(state.id, done.told)
        return Walked(walk, closed.id, closed.status, done.stacks)

    def _asked(self, walk: Walk) -> State:
        body = read_body({**examples()[walk.kind], **walk.changes})
        if isinstance(body, Refusal):
            raise Refused(body)
        person = self.directory.person(walk.asks)
        state = self.desk.create(person, body, key=f"walk/{walk.key}")
        if state.status is Status.DRAFT:
            self.say(f"  {walk.asks} asks: {body.reason} ({state.id})")
            state = self.desk.submit(person, state.id)
            for need in state.required:
                self.say(f"  needs {', '.join((*need.groups, *need.people))}: {need.because}")
        return state

    def _approved(self, walk: Walk, state: State) -> State:
        for name in walk.approves:
            if state.status is Status.SUBMITTED:
                state = self.desk.approve(self.directory.person(name), state.id)
                self.say(f"  {name} approves")
        return state

    def _worked(self, walk: Walk, name: str, state: State) -> Walked:
        doer = self.directory.person(name)
        if state.status is Status.APPROVED and state.work:
            today = self.desk.today
            self.desk.prioritise(doer, state.id, state.work.priority, today)
            self.say(f"  {name} plans it for {today}, priority {state.work.priority}")
            self.desk.fulfil(doer, state.id, walk.outcome or "")
            self.say(f"  {name} has done it: {walk.outcome}")
        closed = self.desk.close(self.directory.person(walk.asks), state.id)
        self.say(f"  {walk.asks} closes it")
        return Walked(walk, closed.id, closed.status, ())

    def _merged(self, walk: Walk, state: State) -> State:
        self.pull()
        planned = self.desk.plan(state.id)
        state = self.applier.propose(state.id)
        for line in planned.summary if isinstance(planned, Change) else ():
            self.say(f"  changes: {line}")
        self.say(f"  {state.pull_request}: {self.preview(branch_of(state))}")
        merged = self.applier.merge(self.directory.person(walk.approves[0]), state.id)
        self.say(f"  {merged.outcome}")
        return merged

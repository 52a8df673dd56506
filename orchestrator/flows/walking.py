"""Walking one request: asked, decided, merged, deployed, closed. A second walk finds the first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from config.estate import Estate
from config.load import stack_file
from orchestrator.flows.walks import Walk
from servicedesk.apply import Applier
from servicedesk.desk import Desk
from servicedesk.effects import Change
from servicedesk.examples import examples
from servicedesk.identity import Directory
from servicedesk.problems import Refusal, Refused
from servicedesk.reading import read_body
from servicedesk.state import State, Status

Say = Callable[[str], None]
Deploy = Callable[[tuple[str, ...]], str]
"""Deploys stacks and tells in a few words what changed."""


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
    pull: Callable[[], Estate]
    """Brings what was merged to where it is deployed from."""
    deploy: Deploy
    say: Say

    def walk(self, walk: Walk) -> Walked:
        """Walk one request. Errors: `Refused` where the service desk refuses a step."""
        state = self._asked(walk)
        if state.status in (Status.CLOSED, Status.DECLINED):
            self.say(f"  {state.id} was walked before: {state.status}")
            return Walked(walk, state.id, state.status, ())
        if walk.declines is not None:
            state = self.desk.decline(self.directory.person(walk.declines), state.id, walk.because or "")
            self.say(f"  {walk.declines} declines: {walk.because}")
            return Walked(walk, state.id, state.status, ())
        state = self._approved(walk, state)
        stacks = self._merged(walk, state)
        done = self._deployed(stacks)
        told = self.desk.get(state.id).informed
        self.say(f"  told: {walk.asks}{''.join(f', {group}' for group in told)}")
        reason = f"{self.desk.get(state.id).pull_request}; {done}"
        closed = self.desk.close(self.directory.person(walk.asks), state.id, reason)
        return Walked(walk, closed.id, closed.status, stacks)

    def _deployed(self, stacks: tuple[str, ...]) -> str:
        if not stacks:
            done = "nothing to deploy by itself; it stands before what needs it"
        else:
            self.say(f"  deploying {', '.join(stacks)}")
            done = f"deployed: {self.deploy(stacks)}"
        self.say(f"  {done}")
        return done

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

    def _merged(self, walk: Walk, state: State) -> tuple[str, ...]:
        before = self.pull()
        if state.status is Status.APPLIED:  # merged by a run that was ended before its deployment
            return tuple(sorted(before.stacks))
        planned = self.desk.plan(state.id)
        self.applier.propose(state.id)
        for line in planned.summary if isinstance(planned, Change) else ():
            self.say(f"  changes: {line}")
        self.say(f"  {self.applier.merge(self.directory.person(walk.approves[0]), state.id).outcome}")
        after = self.pull()
        files = planned.files if isinstance(planned, Change) else ()
        return touched(before, after, files)


def touched(before: Estate, after: Estate, files: Iterable[str]) -> tuple[str, ...]:
    """The stacks that a change of files can touch, sorted.

    A stack that is new, and every zone, touches the platform (groups, repositories); a zone touches the peerings, too.
    An exemption touches nothing by itself: it is deployed before what needs it, and refused where nothing does.
    """
    changed = set(files)
    names = {name for name in after.stacks if stack_file(name) in changed}
    wide = {name for name in names if name not in before.stacks or name in after.zones}
    found = set(names)
    if wide:
        found |= set(after.platform)
    if wide & set(after.zones):
        found |= set(after.peerings)
    return tuple(sorted(found))

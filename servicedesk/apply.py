"""From an approved request to a merged change: branch, commit, pull request, merge.

Each step can be repeated after a kill at any point: it finds what it did already.
"""

from dataclasses import dataclass

from servicedesk.desk import Desk
from servicedesk.effects import Change, RecordOnly
from servicedesk.git import EstateRepository, GitError, NotFit, Unmergeable
from servicedesk.identity import Person
from servicedesk.matching import covered, gives
from servicedesk.notices import title
from servicedesk.problems import Problem, Refusal, Refused, refusal
from servicedesk.pull_requests import Checks, Merging, PullRequest, PullRequests, PullRequestStatus
from servicedesk.refusals import not_now
from servicedesk.state import State, Status
from servicedesk.texts import Texts, load_texts


@dataclass(frozen=True)
class Applier:
    """Brings approved requests into the estate's repository."""

    desk: Desk
    repository: EstateRepository
    pull_requests: PullRequests

    def propose(self, request: str) -> State:
        """Open the pull request of an approved request, with its change on a branch.

        An effect that does not fit the estate any more gives the request back to its requester.
        """
        state = self._approved(request, "apply")
        try:
            return self._proposed(state)
        except GitError as error:
            raise Refused(git_problem(self.repository, error)) from error

    def merge(self, person: Person, request: str) -> State:
        """Merge a request's pull request, for somebody of the groups that decided. The request is applied then.

        Where the main branch has moved so that the change does not fit, the change is computed anew, once.
        """
        state = self.desk.get(request)
        if state.status is Status.APPLIED:
            return state
        state = self._approved(request, "merge")
        if state.pull_request is None:
            raise Refused(not_now(state, "merge"))
        self.check_speaks(person, state, "merge")
        found = self.pull_requests.find(branch_of(state))
        if found is not None and found.status is PullRequestStatus.MERGED:
            return self._note_merged(state, found)
        if found is not None and found.checks is Checks.REFUSED:
            raise self.desk.denied(state.id, person, "merge", _refused_preview(state))
        message = f"Merge {state.id}: {title(state)}"
        try:
            try:
                commit = self._merge(state, message)
            except (Unmergeable, NotFit):
                self._proposed(state)
                commit = self._merge(state, message)
        except (Unmergeable, NotFit) as error:
            raise Refused(git_problem(self.repository, GitError(str(error)))) from error
        except GitError as error:
            raise Refused(git_problem(self.repository, error)) from error
        self.pull_requests.merged(branch_of(state), commit)
        applied = self.desk.note_applied(request, f"merged as {commit} by {person.name}")
        self.repository.remove(branch_of(state))
        return applied

    def sync(self) -> tuple[State, ...]:
        """Note what was merged by hand, where pull requests are reviewed: those requests are applied."""
        found = (
            (state, self.pull_requests.find(branch_of(state)))
            for state in self.desk.requests()
            if state.status is Status.APPROVED and state.pull_request
        )
        return tuple(
            self._note_merged(state, one)
            for state, one in found
            if one is not None and one.status is PullRequestStatus.MERGED
        )

    def _note_merged(self, state: State, found: PullRequest) -> State:
        return self.desk.note_applied(state.id, f"merged as {found.commit}")

    def merge_of(self, request: str) -> str:
        """The commit that brought a request into the main branch. Errors: `Refused` where none did."""
        state = self.desk.get(request)
        found = self.pull_requests.find(branch_of(state))
        if state.status not in (Status.APPLIED, Status.CLOSED) or found is None or found.commit is None:
            raise Refused(not_now(state, "deploy"))
        return found.commit

    def _merge(self, state: State, message: str) -> str:
        def fits(texts: Texts) -> bool:
            return not isinstance(load_texts(texts, self.desk.today), Refusal)

        if isinstance(self.pull_requests, Merging):
            self.repository.check_merge(branch_of(state), fits)
            return self.pull_requests.merge(branch_of(state), message)
        return self.repository.merge(branch_of(state), message, fits)

    def _proposed(self, state: State) -> State:
        planned = self.desk.plan(state.id, self.repository.texts())
        if isinstance(planned, RecordOnly):
            raise Refused(
                refusal(
                    "D-APP-001",
                    state.id,
                    found=f"`{state.body.kind}` changes no data of the estate",
                    accepted="a request whose effect is a change of the estate's data",
                    remedy=f"do the work, then `estate request fulfil {state.id}`: {planned.work}",
                )
            )
        if isinstance(planned, Refusal):
            reasons = "; ".join(str(problem) for problem in planned.problems)
            self.desk.send_back(state.id, f"The change does not fit the estate any more: {reasons}")
            raise Refused(planned)
        heading = f"{state.id}: {title(state)}"
        text, branch = description(state, planned), branch_of(state)
        head = self.repository.propose(branch, planned.files, f"{heading}\n\n{text}")
        opened = self.pull_requests.open(state.id, branch, head, heading, text)
        return self.desk.note_proposed(state.id, opened.link)

    def _approved(self, request: str, action: str) -> State:
        state = self.desk.get(request)
        if state.status is not Status.APPROVED:
            raise Refused(not_now(state, action))
        return state

    def check_speaks(self, person: Person, state: State, action: str) -> None:
        """Refuse, and record, who speaks for none of those who had to approve. Errors: `Refused`."""
        if any(gives(need, person.groups, person.name) for need in state.required):
            return
        accepted = ", ".join(f"`{name}`" for need in state.required for name in (*need.groups, *need.people))
        refused = refusal(
            "D-LIF-004",
            state.id,
            found=f"`{person.name}` speaks for none of them",
            accepted=f"somebody of {accepted}",
            remedy=f"ask one of them to {action}",
        )
        raise self.desk.denied(state.id, person, action, refused)


def branch_of(state: State) -> str:
    """The branch that carries a request's change."""
    return f"request/{state.id}"


def description(state: State, change: Change) -> str:
    """What reviewers read: what changes, why, who approved, and what must come first."""
    given = covered(state.required, state.approvals)
    lines = [state.body.reason, "", *(f"- {line}" for line in change.summary), ""]
    lines.append(f"Asked by {state.requester}.")
    lines += [f"Approved by {given[need.key]} ({need.because})." for need in state.required if need.key in given]
    lines += [f"Before merging: {line}" for line in change.before_merge]
    return "\n".join(lines)


def _refused_preview(state: State) -> Refusal:
    return refusal(
        "D-APP-004",
        state.id,
        found=f"the preview of {state.pull_request} was refused",
        accepted="a change that the guardrails let pass and that can be deployed",
        remedy=f"correct what `estate request show {state.id}` tells or ask for an exemption, "
        f"then `estate request apply {state.id}`",
    )


def git_problem(repository: EstateRepository, error: GitError) -> Refusal:
    """What git could not do, as a refusal."""
    found = " ".join(str(error).split())
    checked_out = "currently checked out" in found
    return Refusal(
        (
            Problem(
                code="D-APP-002",
                where=repository.url,
                found=f"`{repository.branch}` is checked out there" if checked_out else found,
                accepted="a repository that takes the branch and the merge",
                remedy="merge the branch in that checkout by hand, then merge the request again"
                if checked_out
                else "correct what git says, then try again: nothing is lost",
            ),
        )
    )

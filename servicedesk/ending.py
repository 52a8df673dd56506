"""The end of access to datasets: by its day, or because somebody who decides on it takes it back."""

from collections.abc import Callable
from dataclasses import dataclass

from config.models.dataset import Access
from servicedesk.apply import Applier
from servicedesk.effects.access import without_access
from servicedesk.identity import Person
from servicedesk.model.datasets import AccessRequest
from servicedesk.problems import Refusal, Refused
from servicedesk.refusals import not_now
from servicedesk.state import State, Status
from servicedesk.texts import Texts, load_texts


@dataclass(frozen=True)
class AccessEnds:
    """Takes access out of the estate's data, by a commit of its own: nobody needs to approve an end."""

    applier: Applier

    def ended(self) -> tuple[str, ...]:
        """Take out what ended before today; a sentence for each. Run it daily."""
        today = self.applier.desk.today
        return self._take_out(f"access/ended-{today}", "Take out access that has ended", lambda one: one.until < today)

    def revoke(self, person: Person, request: str, reason: str) -> State:
        """Take back what a request gave, for somebody of those who decided on it. The request is closed.

        Errors: `Refused` for a request that gave no access, and for a person who does not decide on it.
        """
        desk = self.applier.desk
        state = desk.get(request)
        if not isinstance(state.body, AccessRequest) or state.status not in (Status.APPLIED, Status.CLOSED):
            raise Refused(not_now(state, "revoke"))
        self.applier.check_speaks(person, state, "revoke")
        message = f"Revoke access of {request}: {reason} ({person.name})"
        self._take_out(f"access/revoked-{request}", message, lambda one: one.request == request)
        return state if state.status is Status.CLOSED else desk.close(person, request, f"Revoked: {reason}")

    def _take_out(self, branch: str, message: str, is_over: Callable[[Access], bool]) -> tuple[str, ...]:
        repository, today = self.applier.repository, self.applier.desk.today

        def fits(texts: Texts) -> bool:
            return not isinstance(load_texts(texts, today), Refusal)

        texts = repository.texts()
        estate = load_texts(texts, today)
        if isinstance(estate, Refusal):
            raise Refused(estate)
        change = without_access(estate, texts, is_over)
        if change is None:
            return ()
        repository.propose(branch, change.files, "\n".join([message, "", *(f"- {line}" for line in change.summary)]))
        repository.merge(branch, message, fits)
        repository.remove(branch)
        return change.summary

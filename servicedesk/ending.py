"""The end of what was given for a while: access by its day or taken back, storage for uploads by its day."""

from collections.abc import Callable
from dataclasses import dataclass

from config.estate import Estate
from servicedesk.apply import Applier
from servicedesk.effects import Change
from servicedesk.effects.access import without_access
from servicedesk.effects.certification import without_certification
from servicedesk.effects.upload_storage import without_ended_uploads
from servicedesk.identity import Person
from servicedesk.model.governance import CertificationRequest
from servicedesk.problems import Refusal, Refused
from servicedesk.refusals import not_now
from servicedesk.state import State, Status
from servicedesk.texts import Texts, changed_texts, load_texts

_REVOCABLE = ("access", "certification")


@dataclass(frozen=True)
class Ends:
    """Takes out of the estate's data what has ended, by a commit of its own: nobody needs to approve an end."""

    applier: Applier

    def ended(self) -> tuple[str, ...]:
        """Take out access that ended before today, and uploads whose day has come; a sentence each. Run it daily."""
        today = self.applier.desk.today

        def change(texts: Texts) -> Change | None:
            uploads = without_ended_uploads(texts, today)
            left = changed_texts(texts, uploads.files) if uploads else texts
            access = without_access(self._estate(left), left, lambda one: one.until < today)
            return _both(uploads, access)

        return self._take_out(f"ended/{today}", "Take out what has ended", change)

    def revoke(self, person: Person, request: str, reason: str) -> State:
        """Take back the access or the certification that a request gave, for somebody of those who decided on it.

        The request is closed. Errors: `Refused` for a request that gave neither, and for a person who does not decide.
        """
        desk = self.applier.desk
        state = desk.get(request)
        if state.body.kind not in _REVOCABLE or state.status not in (Status.APPLIED, Status.CLOSED):
            raise Refused(not_now(state, "revoke"))
        self.applier.check_speaks(person, state, "revoke")

        def change(texts: Texts) -> Change | None:
            estate = self._estate(texts)
            if isinstance(state.body, CertificationRequest):
                return without_certification(estate, texts, request)
            return without_access(estate, texts, lambda one: one.request == request)

        message = f"Revoke {state.body.kind} of {request}: {reason} ({person.name})"
        self._take_out(f"{state.body.kind}/revoked-{request}", message, change)
        return state if state.status is Status.CLOSED else desk.close(person, request, f"Revoked: {reason}")

    def _estate(self, texts: Texts) -> Estate:
        estate = load_texts(texts, self.applier.desk.today)
        if isinstance(estate, Refusal):
            raise Refused(estate)
        return estate

    def _take_out(self, branch: str, message: str, change_of: Callable[[Texts], Change | None]) -> tuple[str, ...]:
        repository, today = self.applier.repository, self.applier.desk.today

        def fits(texts: Texts) -> bool:
            return not isinstance(load_texts(texts, today), Refusal)

        change = change_of(repository.texts())
        if change is None:
            return ()
        repository.propose(branch, change.files, "\n".join([message, "", *(f"- {line}" for line in change.summary)]))
        repository.merge(branch, message, fits)
        repository.remove(branch)
        return change.summary


def _both(first: Change | None, second: Change | None) -> Change | None:
    """One change of two that touch different files, or the same file one after the other."""
    if first is None or second is None:
        return first or second
    return Change(files={**first.files, **second.files}, summary=(*first.summary, *second.summary))

"""Doing a plan, step by step, and stopping at the first that fails."""

from collections.abc import Callable, Sequence
from typing import Protocol

from catalogue.entries import Collection, Holders, Scan, Source
from catalogue.plan import CHANGES, Action, Roles, Step


class Refusal(Exception):
    """Purview refused a request, or could not be reached. `code` is its own, `status` the HTTP status or 0."""

    def __init__(self, code: str, message: str, status: int) -> None:
        self.code, self.message, self.status = code, message, status
        super().__init__(f"{code} ({status}): {message}")


class StoppedError(Exception):
    """A step failed; those before it are done."""

    def __init__(self, done: Sequence[Step], failed: Step, refusal: Refusal) -> None:
        self.done, self.failed, self.refusal = tuple(done), failed, refusal
        super().__init__(f"{failed.action} {failed.kind} {failed.name}: {refusal}")


class Account(Protocol):
    """What a plan is done on. Every method raises `Refusal` where Purview refuses."""

    def put_collection(self, collection: Collection) -> None:
        """Create or change a collection."""

    def change_holders(self, collection: str, give: Holders, take: Holders) -> None:
        """Give and take roles in a collection."""

    def put_source(self, source: Source) -> None:
        """Register or change a data source."""

    def put_scan(self, scan: Scan) -> None:
        """Set a scan up or change it, with filter and trigger."""

    def delete_scan(self, source: str, name: str) -> None:
        """Delete a scan."""

    def delete_source(self, name: str) -> None:
        """Delete a data source."""

    def delete_collection(self, name: str) -> None:
        """Delete a collection."""


def apply(steps: Sequence[Step], account: Account, progress: Callable[[Step], None]) -> tuple[Step, ...]:
    """Do the steps that change something, in order, and return them. Done twice, the second time finds nothing to do.

    Errors: `StoppedError` at the first step that Purview refuses.
    """
    done: list[Step] = []
    for step in steps:
        if step.action in CHANGES:
            progress(step)
            try:
                _do(step, account)
            except Refusal as refusal:
                raise StoppedError(done, step, refusal) from refusal
            done.append(step)
    return tuple(done)


def _do(step: Step, account: Account) -> None:
    match step.action, step.entry:
        case Action.DELETE, Collection(name=name):
            account.delete_collection(name)
        case Action.DELETE, Source(name=name):
            account.delete_source(name)
        case Action.DELETE, Scan(source=source, name=name):
            account.delete_scan(source, name)
        case _, Collection() as collection:
            account.put_collection(collection)
        case _, Roles(collection=name, give=give, take=take):
            account.change_holders(name, give, take)
        case _, Source() as source:
            account.put_source(source)
        case _, Scan() as scan:
            account.put_scan(scan)

"""The service desk of an estate's folder, with the people whom the estate names."""

import os
from dataclasses import dataclass
from pathlib import Path

from config.load import load_estate
from orchestrator.engine.workspace import work_directory
from policies.catalogue import rules
from policies.estate_rules import RULES
from servicedesk.apply import Applier
from servicedesk.database import chosen_url
from servicedesk.desk import Desk
from servicedesk.git import EstateRepository
from servicedesk.hosts import hosted
from servicedesk.identity import EstateDirectory, Person
from servicedesk.problems import Refused, refusal
from servicedesk.pull_requests import StoredPullRequests
from servicedesk.store import Store
from servicedesk.texts import read_texts


@dataclass(frozen=True)
class Door:
    """What the verbs of `estate request` work with."""

    desk: Desk
    directory: EstateDirectory
    notices: Path
    """The file that notices go to where an estate has chosen no other way."""

    def person(self, name: str) -> Person:
        """A person by user principal name."""
        return self.directory.person(name)

    def applier(self, estate_dir: Path, repository: str | None, branch: str) -> Applier:
        """What brings changes into a repository: the one given, or the checkout around the estate's folder."""
        top, inside = _checkout_of(estate_dir)
        found = EstateRepository(url=repository or str(top), branch=branch, folder=inside)
        stored = StoredPullRequests(self.desk.store.engine)
        return Applier(self.desk, found, hosted(found.url, branch, os.environ) or stored)


def _checkout_of(estate_dir: Path) -> tuple[Path, str]:
    folder = estate_dir.resolve()
    top = next((parent for parent in (folder, *folder.parents) if (parent / ".git").exists()), None)
    if top is None:
        raise Refused(
            refusal(
                "D-APP-003",
                str(estate_dir),
                found="a folder outside any git checkout",
                accepted="an estate whose changes git keeps",
                remedy="put the estate into a repository",
            )
        )
    return top, str(folder.relative_to(top))


def open_door(estate_dir: Path) -> Door:
    """Open the service desk of an estate: its database lies in the work directory, unless the environment names one.

    Errors: `Refused` where the database cannot be used.
    """
    folder = work_directory(estate_dir) / "servicedesk"
    store = Store(chosen_url(os.environ, folder / "journal.sqlite"))
    guardrails = frozenset([*(rule.id for rule in rules()), *(rule.id for rule in RULES)])
    desk = Desk(store, lambda: read_texts(estate_dir), guardrails=guardrails)
    return Door(desk, EstateDirectory(load_estate(estate_dir)), folder / "notices.jsonl")

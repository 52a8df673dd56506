"""A service desk on the reference estate, with a clock that tests move."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from config.estate import Estate
from servicedesk.desk import Desk
from servicedesk.examples import examples
from servicedesk.identity import EstateDirectory, Person
from servicedesk.model import AnyRequest
from servicedesk.problems import Refusal
from servicedesk.reading import read_body
from servicedesk.store import Store
from servicedesk.texts import Texts, load_texts, read_texts

REFERENCE = Path(__file__).parents[3] / "estate"
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

JORDAN = "jordan.silva@contoso.example"
MEI = "mei.tanaka@contoso.example"
JONAS = "jonas.weber@contoso.example"
LEA = "lea.moreau@contoso.example"
MARTA = "marta.rossi@contoso.example"
NADIA = "nadia.benali@contoso.example"
TOM = "tom.okafor@contoso.example"
HENRIK = "henrik.dahl@contoso.example"
INES = "ines.carvalho@contoso.example"
GRACE = "grace.hall@contoso.example"
YUKI = "yuki.sato@contoso.example"
CARMEN = "carmen.ruiz@contoso.example"


@dataclass
class Clock:
    """Stands still unless moved."""

    now: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def pass_days(self, days: int) -> None:
        self.now += timedelta(days=days)


@dataclass
class World:
    """One estate's texts, its people and its desk."""

    texts: Texts = field(default_factory=lambda: read_texts(REFERENCE))
    clock: Clock = field(default_factory=Clock)
    url: str = "sqlite://"

    def __post_init__(self) -> None:
        self.desk = Desk(Store(self.url), lambda: self.texts, self.clock)
        self.directory = EstateDirectory(self.estate)

    @property
    def estate(self) -> Estate:
        loaded = load_texts(self.texts)
        assert not isinstance(loaded, Refusal), loaded
        return loaded

    def person(self, name: str) -> Person:
        return self.directory.person(name)

    def submitted(self, kind: str, by: str, **changes: Any) -> str:
        """The id of a submitted request: the kind's example, changed."""
        state = self.desk.create(self.person(by), body(kind, **changes))
        return self.desk.submit(self.person(by), state.id).id


def body(kind: str, **changes: Any) -> AnyRequest:
    """The example of a kind, with changed fields; None removes one."""
    data: Mapping[str, Any] = {**examples()[kind], **changes}
    read = read_body({key: value for key, value in data.items() if value is not None})
    assert not isinstance(read, Refusal), read
    return read


def codes(refused: Refusal) -> set[str]:
    return {problem.code for problem in refused.problems}

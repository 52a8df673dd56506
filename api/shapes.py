"""What answers look like. Answers are made elsewhere, by what every door shows; these models hold them to a shape."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from servicedesk.model.base import Priority
from servicedesk.state import Status


class Shape(BaseModel):
    """A part of an answer: nothing is in it that is not described."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class ProblemParts(Shape):
    """One problem in five parts."""

    code: str
    """A permanent code; `GET /problems/{code}` explains it."""
    where: str
    found: str
    accepted: str
    remedy: str


class ProblemDetails(Shape):
    """Why something was refused (RFC 9457), with every reason."""

    type: str
    """`/problems/` and the code of the reason that decided the status."""
    title: str
    status: int
    detail: str
    instance: str
    problems: list[ProblemParts]
    """All reasons at once."""


class Health(Shape):
    """Whether the service desk can work."""

    status: Literal["ok"]


class Explanation(Shape):
    """What a code means."""

    code: str
    title: str
    reason: str


class Kind(Shape):
    """Something that can be asked for."""

    kind: str
    what: str
    effect: str
    """What an approved request does."""
    example: dict[str, Any]


class Kinds(Shape):
    """Everything that can be asked for."""

    items: list[Kind]


class Needed(Shape):
    """One approval that a request needs."""

    key: str
    groups: list[str]
    """Somebody in any of these gives it."""
    people: list[str]
    """Somebody named gives it, beside the groups."""
    because: str
    given_by: str | None


class Work(Shape):
    """What people have to do, once everybody has approved."""

    since: datetime
    priority: Priority
    planned_for: date | None
    escalations: int
    """How often it was told that it is overdue, each time further up."""


class RequestLine(Shape):
    """A request in short."""

    id: str
    version: int
    """How many steps have made it; also its `ETag`."""
    status: Status
    kind: str
    about: str
    requester: str
    required: list[Needed]
    informed: list[str]
    fulfilled_by: list[str]
    due: datetime | None
    work: Work | None
    question: str | None
    pull_request: str | None
    outcome: str | None


class RequestPage(Shape):
    """Some requests, oldest first."""

    items: list[RequestLine]
    next: str | None
    """The `cursor` of the next page; null on the last one."""


class Actor(Shape):
    """Who acted, with the groups that counted then."""

    name: str
    groups: list[str]


class Step(BaseModel):
    """One entry of the journal. Some actions say more, such as to whom a decision was delegated."""

    model_config = ConfigDict(extra="allow")

    action: str
    actor: Actor
    at: datetime
    reason: str


class Denial(Shape):
    """Something that was tried and refused."""

    entry: int
    request: str | None
    at: datetime
    actor: str
    action: str
    problems: list[ProblemParts]


class Change(Shape):
    """What a request would change today: of the estate's data, by people, or nothing because of problems."""

    summary: list[str] | None = None
    files: dict[str, str | None] | None = None
    """File name to its new text; null removes it."""
    before_merge: list[str] | None = None
    record_only: str | None = None
    problems: list[ProblemParts] | None = None


class RequestFull(RequestLine):
    """A request with its journal."""

    body: dict[str, Any]
    change: Change | None
    history: list[Step]
    denied: list[Denial]


class CatalogueZone(Shape):
    """A landing zone."""

    name: str
    environment: str
    region: str
    business_unit: str
    classification: str


class CatalogueTeam(Shape):
    """An integration or a product."""

    name: str
    landing_zone: str
    template: str
    certified: date | None
    """When the product was certified."""


class CatalogueDataset(Shape):
    """A dataset, without who has access."""

    name: str
    stack: str
    title: str
    owner: str
    classification: str
    personal_data: bool
    layers: list[str]
    status: str


class Catalogue(Shape):
    """What the estate offers."""

    landing_zones: list[CatalogueZone]
    integrations: list[CatalogueTeam]
    products: list[CatalogueTeam]
    datasets: list[CatalogueDataset]

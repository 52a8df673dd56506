"""What can be asked for, what the estate offers, what codes mean, and whether all is well."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import text

from api.catalogue import catalogue
from api.documents import READS, refusals
from api.problems import explained, refused
from api.service import SAID_ONCE, Caller, TheService
from api.shapes import Catalogue, Explanation, Health, Kind, Kinds
from servicedesk.effects import RECORD_ONLY
from servicedesk.examples import examples
from servicedesk.model import KINDS
from servicedesk.problems import Refused

router = APIRouter()
Code = Annotated[str, Path(description="Such as `D-LIF-003`.", examples=["D-LIF-003"])]
KindName = Annotated[str, Path(description="A kind of request.", examples=["access"])]


class Wanted(BaseModel):
    """What to look for."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    search: Annotated[str | None, Field(min_length=1, max_length=200)] = None
    """Only datasets that fit these words, the best first."""


@router.get("/health", responses=refusals(503), operation_id="health")
def health(service: TheService) -> Health:
    """Whether the service desk can work: its database answers, and the estate's data are valid. Needs no token."""
    with service.desk.store.engine.begin() as connection:
        connection.execute(text("SELECT 1"))
    service.living.now(service.desk.today)
    return Health(status="ok")


@router.get("/problems/{code}", responses=refusals(404, 422), operation_id="explain_problem")
def problem(code: Code) -> Explanation:
    """What a code means, and why. Needs no token."""
    entry = explained(code)
    if entry is None:
        raise _absent("code", f"`{code[:40]}`", "a code that an answer told")
    return Explanation(**entry)


@router.get("/kinds", responses=READS, operation_id="list_kinds")
def kinds(_: Caller) -> Kinds:
    """Everything that can be asked for, with an example of each."""
    return Kinds(
        items=[
            Kind(
                kind=name,
                what=(model.__doc__ or "").split("\n")[0],
                effect=RECORD_ONLY.get(name, "a change of the estate's data"),
                example=dict(examples()[name]),
            )
            for name, model in KINDS.items()
        ]
    )


@router.get("/kinds/{kind}/schema", responses=READS | refusals(404, 422), operation_id="schema_of_kind")
def schema(kind: KindName, _: Caller) -> dict[str, Any]:
    """The JSON Schema of a kind's requests."""
    if kind not in KINDS:
        raise _absent("kind", f"`{kind[:40]}`", "one of " + ", ".join(f"`{name}`" for name in KINDS))
    found = KINDS[kind].model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found, "examples": [examples()[kind]]}


@router.get("/catalogue", responses=READS | refusals(422), operation_id="catalogue", dependencies=[SAID_ONCE])
def offered(service: TheService, _: Caller, wanted: Annotated[Wanted, Query()]) -> Catalogue:
    """Landing zones, integrations, products and datasets of the estate."""
    return catalogue(service.estate, wanted.search)


def _absent(where: str, found: str, accepted: str) -> Refused:
    return refused("H-REQ-006", where, found=found, accepted=accepted, remedy="choose one of these")

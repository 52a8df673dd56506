"""Every kind can be written, read, and described."""

import json

import pytest

from servicedesk.examples import example, examples
from servicedesk.model import BODY, KINDS
from servicedesk.problems import Refusal
from servicedesk.reading import read_body
from servicedesk.schema import request_schema
from tests.unit.servicedesk.world import codes


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_a_kind_survives_the_journal(kind: str) -> None:
    body = example(kind)
    assert BODY.validate_json(BODY.dump_json(body), strict=True) == body


def test_there_are_thirteen_kinds_with_an_example_and_a_description_each() -> None:
    assert set(examples()) == set(KINDS)
    assert len(KINDS) == 13
    assert all(model.__doc__ for model in KINDS.values())
    assert all(definition.get("description") for definition in request_schema()["$defs"].values())


@pytest.mark.parametrize(
    ("data", "code", "where"),
    [
        ({"kind": "landing-zon"}, "D-REQ-001", "kind"),
        ("text", "D-REQ-001", "kind"),
        ({**examples()["feedback"], "mesage": "x"}, "D-REQ-002", "mesage"),
        ({**examples()["access"], "days": 60}, "D-REQ-002", "days"),
        ({**examples()["access"], "principals": []}, "D-REQ-002", "principals"),
        ({**examples()["landing-zone"], "address_prefix_length": "20"}, "D-REQ-002", "address_prefix_length"),
        ({**examples()["landing-zone"], "ops": {"mail": "no"}}, "D-REQ-002", "ops.mail"),
        ({"kind": "service", "stack": "crm", "service": "bastion"}, "D-REQ-002", "reason"),
    ],
)
def test_what_is_not_a_request_is_refused_at_its_field(data: object, code: str, where: str) -> None:
    read = read_body(data)
    assert isinstance(read, Refusal)
    assert codes(read) == {code}
    assert [problem.where for problem in read.problems] == [where]


def test_a_misspelt_kind_is_guessed() -> None:
    read = read_body({"kind": "landing-zon"})
    assert isinstance(read, Refusal)
    assert read.problems[0].remedy == "write `landing-zone`"


def test_the_schema_is_json() -> None:
    assert json.loads(json.dumps(request_schema()))["discriminator"]["propertyName"] == "kind"

"""A request asked for at a terminal, one field after the other."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from orchestrator.cli.request_ask import asked
from servicedesk.examples import examples
from servicedesk.model import KINDS
from servicedesk.problems import Refusal


class Person:
    """Answers questions from a list for each field, and keeps what was said."""

    def __init__(self, answers: Mapping[str, list[str]]) -> None:
        self.answers = {name: [*given] for name, given in answers.items()}
        self.heard: list[str] = []
        self.questions: list[str] = []

    def ask(self, question: str) -> str:
        self.questions.append(question)
        return self.answers[question.split(":", maxsplit=1)[0]].pop(0)


def typed(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_asked_for(kind: str) -> None:
    example = examples()[kind]
    required = {name for name, field in KINDS[kind].model_fields.items() if field.is_required()} - {"kind"}
    person = Person({name: [typed(example[name])] for name in required})
    body = asked(kind, {"kind": kind}, person.ask, person.heard.append)
    assert not isinstance(body, Refusal), body
    assert {question.split(":")[0] for question in person.questions} == required
    assert body.reason == example["reason"]


def test_what_is_wrong_is_told_and_asked_again() -> None:
    example = examples()["feedback"]
    first = {name: [typed(value)] for name, value in example.items()}
    person = Person({**first, "reason": ["x", "It fails: every night"]})
    body = asked("feedback", {"kind": "feedback"}, person.ask, person.heard.append)
    assert not isinstance(body, Refusal)
    assert body.reason == "It fails: every night"
    assert [line for line in person.heard if "D-REQ-002" in line and "reason" in line]


def test_what_was_given_is_not_asked_and_stays_wrong() -> None:
    example = examples()["feedback"]
    person = Person({name: [typed(value)] for name, value in example.items() if name != "reason"})
    body = asked("feedback", {"kind": "feedback", "reason": "x"}, person.ask, person.heard.append)
    assert isinstance(body, Refusal)
    assert not [question for question in person.questions if question.startswith("reason")]

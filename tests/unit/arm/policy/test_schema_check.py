"""The schema of object parameters."""

from typing import Any

import pytest

from arm.policy.errors import ParameterError
from arm.policy.evaluate import CompiledPolicy
from arm.policy.parse_definition import load_definition
from arm.policy.schema_check import schema_problems
from arm.unknown import UNKNOWN

SCHEMA = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "minLength": 2, "maxLength": 4, "pattern": "^[a-z]+$"},
        "size": {"type": "integer", "minimum": 1, "maximum": 3},
        "kind": {"enum": ["a", "b"]},
        "parts": {"type": "array", "minItems": 1, "maxItems": 2, "items": {"type": ["string", "null"]}},
        "one": {"oneOf": [{"type": "string"}, {"const": 5}]},
        "all": {"allOf": [{"type": "number"}, {"minimum": 0}]},
        "odd": {"pattern": "(", "type": "string"},
    },
    "required": ["name"],
    "additionalProperties": False,
}


@pytest.mark.parametrize(
    "value",
    [
        {"name": "abc"},
        {"name": "abc", "size": 3, "kind": "b", "parts": ["x", None], "one": 5, "all": 0.5, "odd": "x"},
        {"name": UNKNOWN, "size": UNKNOWN},
        UNKNOWN,
    ],
)
def test_what_fits(value: Any) -> None:
    assert list(schema_problems(value, SCHEMA)) == []


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("text", "the value is string, not object"),
        ({}, ".name is missing"),
        ({"name": "a"}, ".name is shorter than 2"),
        ({"name": "abcde"}, ".name is longer than 4"),
        ({"name": "ab1"}, ".name does not match `^[a-z]+$`"),
        ({"name": "abc", "size": 0}, ".size is less than 1"),
        ({"name": "abc", "size": 4}, ".size is more than 3"),
        ({"name": "abc", "size": True}, ".size is boolean, not integer"),
        ({"name": "abc", "kind": "c"}, ".kind is not one of ['a', 'b']"),
        ({"name": "abc", "parts": []}, ".parts is shorter than 1"),
        ({"name": "abc", "parts": ["x", 5]}, ".parts[1] is integer, not string or null"),
        ({"name": "abc", "one": 6}, ".one fits none of oneOf"),
        ({"name": "abc", "all": -1}, ".all is less than 0"),
        ({"name": "abc", "more": 1}, ".more is not accepted"),
    ],
)
def test_what_does_not_fit(value: Any, problem: str) -> None:
    assert list(schema_problems(value, SCHEMA)) == [problem]


def test_a_schema_that_accepts_nothing() -> None:
    assert list(schema_problems(1, False)) == ["the value is not accepted"]
    assert list(schema_problems(1, True)) == []
    assert list(schema_problems(1, {"const": 2})) == ["the value is not 2"]


def test_a_parameter_is_checked_against_its_schema() -> None:
    rule = {"if": {"field": "name", "equals": "x"}, "then": {"effect": "audit"}}
    parameters = {"p": {"type": "Object", "schema": SCHEMA}}
    definition = load_definition({"mode": "All", "parameters": parameters, "policyRule": rule})
    CompiledPolicy(definition, {"p": {"name": "abc"}})
    with pytest.raises(ParameterError, match=r"A-POL-075 · parameters\.p · \.name is missing"):
        CompiledPolicy(definition, {"p": {}})

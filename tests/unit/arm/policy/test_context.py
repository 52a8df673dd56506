"""Functions that look at the request: group, subscription, caller, assignment, time."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from arm.policy.batch import decode_unknown
from arm.policy.context import load_context
from arm.policy.errors import PolicyError
from arm.policy.evaluate import evaluate
from arm.policy.ordering import parse_date
from tests.unit.arm.policy.asking import box, holds

GROUP = "/subscriptions/s1/resourceGroups/rg1"
INSIDE = box(id=f"{GROUP}/providers/Contoso.Lab/boxes/box1")


def ask(expression: str, expected: Any, context: dict[str, Any], resource: dict[str, Any] = INSIDE) -> str:
    return holds({"value": expression, "equals": expected}, resource, context=load_context(decode_unknown(context)))


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("[resourceGroup().location]", "westeurope"),
        ("[resourceGroup().tags['Cost']]", "7"),
        ("[resourceGroup().tags['none']]", ""),
        ("[resourceGroup().name]", "rg1"),
        ("[resourceGroup().id]", GROUP),
        ("[subscription().tags.team]", "a"),
        ("[subscription().subscriptionId]", "s1"),
        ("[requestContext().apiVersion]", "2023-01-01"),
        ("[tryGet(requestContext().identity, 'idtyp')]", "user"),
        ("[policy().assignmentId]", "/a"),
        ("[utcNow()]", "2025-02-20T12:00:00Z"),
        ("[utcNow('yyyy-MM-dd')]", "2025-02-20"),
        ("[addDays(utcNow(), 1)]", "2025-02-21T12:00:00.0000000Z"),
    ],
)
def test_what_is_given(expression: str, expected: Any) -> None:
    context = {
        "resourceGroup": {"location": "westeurope", "tags": {"cost": "7"}},
        "subscription": {"tags": {"team": "a"}},
        "requestContext": {"apiVersion": "2023-01-01", "identity": {"idtyp": "user"}},
        "policy": {"assignmentId": "/a"},
        "utcNow": "2025-02-20T12:00:00Z",
    }
    assert ask(expression, expected, context) == "true"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("[resourceGroup().name]", "true"),
        ("[resourceGroup().location]", "undecided"),
        ("[resourceGroup().tags['a']]", "undecided"),
        ("[subscription().subscriptionId]", "false"),
        ("[subscription().displayName]", "undecided"),
        ("[requestContext().apiVersion]", "undecided"),
        ("[requestContext().identity]", "undecided"),
        ("[policy().definitionId]", "undecided"),
    ],
)
def test_what_is_not_given_is_unknown_unless_the_id_tells_it(expression: str, expected: str) -> None:
    assert ask(expression, "rg1", {}) == expected


def test_the_api_version_of_the_resource_is_that_of_the_request() -> None:
    assert ask("[requestContext().apiVersion]", "2024-01-01", {}, box(apiVersion="2024-01-01")) == "true"


def test_the_group_of_a_resource_group_is_itself() -> None:
    group = {
        "id": GROUP,
        "type": "Microsoft.Resources/resourceGroups",
        "name": "rg1",
        "location": "x",
        "tags": {"a": "b"},
    }
    assert ask("[resourceGroup().tags.a]", "b", {}, group) == "true"


def test_now_is_now() -> None:
    soon = (datetime.now(tz=UTC) + timedelta(minutes=5)).isoformat()
    assert parse_date(soon) is not None
    assert holds({"value": "[utcNow()]", "less": soon}, INSIDE) == "true"


def test_an_unknown_time() -> None:
    assert ask("[utcNow()]", "x", {"utcNow": {"$unknown": True}}) == "undecided"


@pytest.mark.parametrize("context", ["text", {"resourceGroup": []}, {"related": "x"}, {"related": [1]}])
def test_a_context_that_cannot_be_read(context: Any) -> None:
    with pytest.raises(PolicyError, match="A-POL-097"):
        load_context(context)


def test_a_condition_on_something_unknown_names_it() -> None:
    rule = {"if": {"value": "[resourceGroup().location]", "equals": "x"}, "then": {"effect": "deny"}}
    assert evaluate(rule, INSIDE).undecided == ("resourceGroup()",)

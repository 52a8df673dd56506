"""Laws that hold for all rules: of logic, of knowledge, of patterns."""

import re
import string
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from arm.policy.operators import OPERATORS
from arm.policy.switches import DEFAULT
from arm.policy.values import fold
from arm.unknown import UNKNOWN
from tests.unit.arm.policy.asking import LAB, holds

VALUES = st.one_of(st.none(), st.booleans(), st.integers(-2, 2), st.sampled_from(["", "a", "A", "b", "ab", "1"]))
ITEMS = st.lists(VALUES, max_size=3)
ROWS = st.lists(st.fixed_dictionaries({}, optional={"p": VALUES, "q": ITEMS}), max_size=3)
FIELDS = ("a", "b", "items[*]", "rows[*].p", "rows[*].q[*]")
TEXTS = st.sampled_from(["", "a", "B", "ab", "1", "true", "x*", "*b", "a*"])


def _operand(operator: str) -> st.SearchStrategy[Any]:
    if operator in ("in", "notIn"):
        return st.lists(VALUES, max_size=3)
    if operator == "exists":
        return st.booleans()
    if operator in ("like", "notLike", "contains", "notContains", "containsKey", "notContainsKey"):
        return TEXTS
    return st.sampled_from(["a", "", "1", "true", 1, True])


# Ordering is left out: it fails for values of different kinds, which no longer is a verdict.
TOTAL = [name for name in (found.name for found in OPERATORS.values()) if "less" not in name and "greater" not in name]


@st.composite
def leaves(draw: st.DrawFn, fields: tuple[str, ...] = FIELDS) -> dict[str, Any]:
    operator = draw(st.sampled_from(TOTAL))
    return {"field": f"{LAB}/{draw(st.sampled_from(fields))}", operator: draw(_operand(operator))}


@st.composite
def counts(draw: st.DrawFn) -> dict[str, Any]:
    over = draw(st.sampled_from(["items[*]", "rows[*]", "rows[*].q[*]"]))
    inside = {"items[*]": ("items[*]", "a"), "rows[*]": ("rows[*].p", "rows[*].q[*]", "b")}.get(over, ("rows[*].q[*]",))
    count: dict[str, Any] = {"field": f"{LAB}/{over}"}
    if draw(st.booleans()):
        count["where"] = draw(leaves(inside))
    operator = draw(
        st.sampled_from(["equals", "notEquals", "less", "lessOrEquals", "greater", "greaterOrEquals", "in"])
    )
    limits: st.SearchStrategy[Any] = st.integers(0, 4)
    return {"count": count, operator: draw(st.lists(limits, max_size=3) if operator == "in" else limits)}


def _grown(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        several.map(lambda children: {"allOf": children}),
        several.map(lambda children: {"anyOf": children}),
        inner.map(lambda child: {"not": child}),
    )


CONDITIONS = st.recursive(st.one_of(leaves(), counts()), _grown, max_leaves=6)
BODIES = st.fixed_dictionaries({}, optional={"a": VALUES, "b": VALUES, "items": ITEMS, "rows": ROWS})


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [place for key, part in inner for place in [(*path, key), *_places(part, (*path, key))]]


def _hidden(value: Any, hidden: set[tuple[Any, ...]], path: tuple[Any, ...] = ()) -> Any:
    if path in hidden:
        return UNKNOWN
    if isinstance(value, dict):
        return {key: _hidden(part, hidden, (*path, key)) for key, part in value.items()}
    if isinstance(value, list):
        return [_hidden(part, hidden, (*path, index)) for index, part in enumerate(value)]
    return value


@st.composite
def bodies(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """A body, and the same with some of it not known yet."""
    whole = draw(BODIES)
    places = _places(whole)
    hidden = set(draw(st.lists(st.sampled_from(places), max_size=3))) if places else set()
    partly: dict[str, Any] = _hidden(whole, hidden)
    return whole, partly


def ask(condition: Any, properties: dict[str, Any]) -> str:
    return holds(condition, {"type": LAB, "name": "b", "properties": properties})


OPPOSITE = {"true": "false", "false": "true", "undecided": "undecided"}


@settings(deadline=None)
@given(CONDITIONS, bodies())
def test_not_is_its_own_opposite(condition: Any, body: Any) -> None:
    for properties in body:
        plain = ask(condition, properties)
        assert ask({"not": condition}, properties) == OPPOSITE[plain]
        assert ask({"not": {"not": condition}}, properties) == plain


@settings(deadline=None)
@given(CONDITIONS, CONDITIONS, bodies())
def test_de_morgan(first: Any, second: Any, body: Any) -> None:
    for properties in body:
        both = ask({"not": {"allOf": [first, second]}}, properties)
        assert both == ask({"anyOf": [{"not": first}, {"not": second}]}, properties)
        assert ask({"allOf": [first, second]}, properties) == ask({"allOf": [second, first]}, properties)


@settings(max_examples=400, deadline=None)
@given(CONDITIONS, bodies())
def test_what_becomes_known_never_changes_an_answer(condition: Any, body: Any) -> None:
    whole, partly = body
    before = ask(condition, partly)
    assert ask(condition, whole) != "undecided"
    if before != "undecided":
        assert ask(condition, whole) == before


@settings(deadline=None)
@given(leaves(("a", "b")), BODIES)
def test_negative_operators_are_complements_on_single_values(condition: dict[str, Any], properties: Any) -> None:
    operator = next(key for key in condition if key != "field")
    if operator == "exists":
        return
    other = (
        operator[3].lower() + operator[4:] if operator.startswith("not") else f"not{operator[0].upper()}{operator[1:]}"
    )
    turned = {"field": condition["field"], other: condition[operator]}
    assert ask(turned, properties) == OPPOSITE[ask(condition, properties)]


SMALL = st.text("abAB*1.?#", max_size=6)


@settings(deadline=None)
@given(SMALL, SMALL)
def test_like_is_what_its_definition_says(text: str, pattern: str) -> None:
    expression = ".*".join(re.escape(part) for part in fold(pattern).split("*"))
    expected = re.fullmatch(expression, fold(text), re.DOTALL) is not None
    assert OPERATORS["like"].prepare(pattern, DEFAULT)(text) is expected


CLASSES = {"#": "[0-9]", "?": "[A-Za-z]", ".": "."}


@settings(deadline=None)
@given(SMALL, st.text(string.ascii_letters + "019-", max_size=6))
def test_match_is_what_its_definition_says(pattern: str, text: str) -> None:
    expression = "".join(CLASSES.get(character, re.escape(character)) for character in pattern)
    assert OPERATORS["match"].prepare(pattern, DEFAULT)(text) is (re.fullmatch(expression, text) is not None)
    loose = re.fullmatch(expression, text, re.IGNORECASE) is not None
    assert OPERATORS["matchinsensitively"].prepare(pattern, DEFAULT)(text) is loose

"""The expression language: reading, writing back, accessors, errors."""

import string
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arm.policy.expressions.parser import SyntaxProblem, is_expression, literal_text, parse
from arm.policy.expressions.syntax import Access, Call, Literal, Node, render
from tests.unit.arm.policy.asking import box, failure_of, value_of


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("['text']", "text"),
        ("['it''s']", "it's"),
        ("['']", ""),
        ("[1]", 1),
        ("[-7]", -7),
        ("[true()]", True),
        ("[ concat( 'a' , 'b' ) ]", "ab"),
        ("[CONCAT('a', 'b')]", "ab"),
        ("[createArray('a', 'b')[1]]", "b"),
        ("[createObject('a', createObject('b', 3)).a.b]", 3),
        ("[createObject('A', 3).a]", 3),
        ("[createObject('a-b', 3)['a-b']]", 3),
        ("[createArray(createArray(1, 2), 3)[0][1]]", 2),
        ("[parameters('P')[add(0, 1)]]", "y"),
        ("[[not an expression]", "[not an expression]"),
        ("[not closed", "[not closed"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_values(expression: str, expected: Any) -> None:
    assert value_of(expression, p=["x", "y"]) == expected


def test_expressions_inside_of_arrays_and_objects_keep_their_kind() -> None:
    written: Any = {"a": ["[add(1, 1)]", "x"], "b": "[parameters('p')]", "c": "[field('name')]"}
    assert value_of(written, p={"k": None}) == {"a": [2, "x"], "b": {"k": None}, "c": "box1"}


def test_values_of_parameters_are_data() -> None:
    assert value_of("[parameters('p')]", p="[concat('a', 'b')]") == "[concat('a', 'b')]"


@pytest.mark.parametrize(
    "expression",
    [
        "[concat('a'",
        "[concat('a',)]",
        "[concat('a' 'b')]",
        "['a' 'b']",
        "[concat]",
        "['open]",
        "[1 + 2]",
        "[a.b]",
        "[createArray(1).]",
        "[createArray(1)[]]",
        "[]",
        "[ ]",
        '["double"]',
        "[concat('a'))]",
    ],
)
def test_what_cannot_be_read(expression: str) -> None:
    with pytest.raises(SyntaxProblem):
        parse(expression)


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("[createArray(1)[1]]", "no member 1"),
        ("[createObject('a', 1).b]", "no member 'b'"),
        ("[createArray(1).a]", "array has no member"),
        ("[field('name').x]", "string has no member"),
        ("[parameters(field('name'))]", "`box1` has no value"),
    ],
)
def test_accessors_that_lead_nowhere_fail(expression: str, message: str) -> None:
    assert message in failure_of(expression)


def test_absent_tags_are_null() -> None:
    assert value_of("[createObject('tags', createObject('a', 1)).tags['b']]") is None
    assert value_of("[field('tags')['b']]", box(tags={"a": "x"})) is None
    assert value_of("[field('tags').b]", box()) is None


def test_depth_and_length_are_bounded() -> None:
    with pytest.raises(SyntaxProblem, match="at most 64"):
        parse("[" + "not(" * 70 + "true()" + ")" * 70 + "]")
    with pytest.raises(SyntaxProblem, match="at most 81920"):
        parse("['" + "a" * 90_000 + "']")
    with pytest.raises(SyntaxProblem, match="at most 128"):
        parse("[createArray(" + ",".join("1" * 129) + ")]")


def test_what_counts_as_an_expression() -> None:
    assert is_expression("[x()]")
    assert not is_expression("[[x()]")
    assert not is_expression("[x()")
    assert not is_expression(3)
    assert literal_text("[[x]") == "[x]"
    assert literal_text("[[x") == "[[x"


NAMES = st.text(string.ascii_letters, min_size=1, max_size=8).filter(
    lambda name: name.lower() not in ("true", "false", "null")
)
LITERALS = st.one_of(
    st.text(max_size=8),
    st.integers(-999, 999),
    st.booleans(),
    st.none(),
    st.floats(0.001, 999).map(lambda v: round(v, 3)),
).map(Literal)


def _grown(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    called = st.builds(Call, NAMES, st.lists(inner, max_size=3).map(tuple))
    indexed = st.builds(Access, called, inner)
    dotted = st.builds(Access, called, NAMES.map(Literal), st.just(value=True))
    return st.one_of(called, indexed, dotted)


@settings(deadline=None)
@given(st.recursive(LITERALS, _grown, max_leaves=12))
def test_what_is_written_back_reads_the_same(tree: Node) -> None:
    assert parse(f"[{render(tree)}]") == tree

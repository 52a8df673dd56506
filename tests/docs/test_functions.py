"""Every function of the requirement has a row, and no row is empty."""

import ast
import hashlib
from functools import cache
from pathlib import Path

import pytest

from config.estate import Estate
from config.load import load_estate
from servicedesk.functions import Function, body_of, changes, descriptive_lines, functions, part
from servicedesk.model import KINDS
from tests.unit.config.reference import REFERENCE

ROOT = Path(__file__).parents[2]
REQUIREMENT = ROOT.parent / "shared" / "requirements" / "seed.txt"
BY_ID = [pytest.param(one, id=one.id) for one in functions()]
NOT_SHOWN = {"telemetry"}
"""Functions that no test shows yet; nothing is added here."""


@pytest.fixture(name="estate", scope="module")
def _estate() -> Estate:
    return load_estate(REFERENCE)


@cache
def _tests_in(file: str) -> frozenset[str]:
    """The test functions of a file, methods of test classes as `Class::method`."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    found = {node.name for node in tree.body if isinstance(node, kinds)}
    for holder in tree.body:
        if isinstance(holder, ast.ClassDef):
            found |= {f"{holder.name}::{node.name}" for node in holder.body if isinstance(node, kinds)}
    return frozenset(found)


@pytest.mark.parametrize("one", BY_ID)
def test_no_row_is_empty(estate: Estate, one: Function) -> None:
    who = part(estate, one)
    assert all((one.does, changes(one), who.asks, who.approves, who.told))
    assert one.tests or one.open


@pytest.mark.parametrize("one", BY_ID)
def test_the_tests_of_a_row_exist(one: Function) -> None:
    for test in one.tests:
        file, _, name = test.partition("::")
        assert (ROOT / file).is_file(), test
        assert name in _tests_in(file), test


def test_nothing_more_is_left_without_a_test() -> None:
    assert {one.id for one in functions() if not one.tests} <= NOT_SHOWN


def test_rows_are_told_apart() -> None:
    assert len({one.id for one in functions()}) == len(functions())
    assert all(bool(one.request) is not bool(one.scope) for one in functions())


def test_every_kind_of_request_begins_a_function() -> None:
    assert {one.request for one in functions() if one.request} == set(KINDS)
    assert all(body_of(one).kind == one.request for one in functions() if one.request)


@pytest.mark.skipif(not REQUIREMENT.exists(), reason="the requirement is kept beside the checkout")
def test_every_line_of_the_requirement_has_a_row() -> None:
    """Lines are known by digest: all but headings, pictures, remarks and the matrix's table."""
    text = REQUIREMENT.read_text(encoding="utf-8")
    body = text.split("\n---\n", 1)[1]
    lines = {" ".join(line.split()) for line in body.splitlines()}
    asked = {line for line in lines if line and not line.startswith(("#", "!", ">", "|"))}
    digests = {hashlib.sha256(line.encode()).hexdigest()[:10]: line for line in asked}
    rows = {digest for one in functions() for digest in one.seed}
    assert not {line for digest, line in digests.items() if digest not in rows | descriptive_lines()}
    assert rows | descriptive_lines() == set(digests)

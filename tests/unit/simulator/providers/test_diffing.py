"""Differences between two sets of inputs."""

from typing import Any

import pytest

from arm.unknown import UNKNOWN
from simulator.providers.diffing import changes, exactly
from simulator.providers.provider import Kind, path_text
from simulator.providers.refreshing import carried


def found(old: dict[str, Any], new: dict[str, Any]) -> dict[str, str]:
    told = changes(old, new, same=exactly, replaces=lambda *_: False)
    return {path_text(change.path): change.kind.value for change in told}


@pytest.mark.parametrize(
    ("old", "new", "differs"),
    [
        ({"a": 1}, {"a": 1}, {}),
        ({"a": 1}, {"a": 2}, {"a": "update"}),
        ({}, {"a": {"b": 1}}, {"a": "add"}),
        ({"a": {"b": 1}}, {}, {"a": "delete"}),
        ({"a": {"b": 1, "c": 2}}, {"a": {"b": 1, "c": 3}}, {"a.c": "update"}),
        ({"a": [1, 2]}, {"a": [1, 3, 4]}, {"a[1]": "update", "a[2]": "add"}),
        ({"a": [{"b": 1}]}, {"a": [{"b": 2}]}, {"a[0].b": "update"}),
        ({"tags": {"cost-centre": "a"}}, {"tags": {}}, {'tags["cost-centre"]': "delete"}),
        ({"a": None}, {}, {}),
        ({"a": 1}, {"a": UNKNOWN}, {"a": "update"}),
        ({"a": UNKNOWN}, {"a": UNKNOWN}, {"a": "update"}),
        ({"a": [1]}, {"a": {"b": 1}}, {"a": "update"}),
    ],
)
def test_each_difference_is_told_at_its_deepest_place(
    old: dict[str, Any], new: dict[str, Any], differs: dict[str, str]
) -> None:
    assert found(old, new) == differs


def test_forgiven_differences_are_none_and_replacing_ones_are_marked() -> None:
    told = changes(
        {"a": "X", "b": 1},
        {"a": "x", "b": 2},
        same=lambda _path, old, new: str(old).lower() == str(new).lower(),
        replaces=lambda path, _old, _new: path == ("b",),
    )
    assert [(change.path, change.kind, change.replaces) for change in told] == [(("b",), Kind.UPDATE, True)]


@pytest.mark.parametrize(
    ("inputs", "before", "after", "refreshed"),
    [
        ({"a": 1}, {"a": 1, "default": 5}, {"a": 1, "default": 5}, {"a": 1}),
        ({"a": 1}, {"a": 1, "default": 5}, {"a": 1, "default": 6}, {"a": 1, "default": 6}),
        ({"a": 1}, {"a": 1}, {}, {}),
        ({"a": {"b": 1}}, {"a": {"b": 1, "c": 2}}, {"a": {"b": 3, "c": 2}}, {"a": {"b": 3}}),
        (
            {"a": [{"b": 1}]},
            {"a": [{"b": 1, "c": 2}]},
            {"a": [{"b": 1, "c": 2}, {"b": 9}]},
            {"a": [{"b": 1}, {"b": 9}]},
        ),
        ({"place": "West Europe"}, {"place": "westeurope"}, {"place": "westeurope"}, {"place": "West Europe"}),
        ({"secret": "x"}, {}, {}, {"secret": "x"}),
    ],
)
def test_a_refresh_carries_over_what_has_changed_and_no_defaults(
    inputs: dict[str, Any], before: dict[str, Any], after: dict[str, Any], refreshed: dict[str, Any]
) -> None:
    assert carried(inputs, before, after) == refreshed

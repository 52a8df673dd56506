"""Property bags of the protocol."""

from typing import Any

import pytest
from google.protobuf.struct_pb2 import Struct
from hypothesis import given
from hypothesis import strategies as st

from arm.unknown import UNKNOWN
from simulator.providers import wire

NAMES = st.text(min_size=1, max_size=8)
SCALARS = st.none() | st.booleans() | st.integers(-(2**50), 2**50) | st.text(max_size=8) | st.just(UNKNOWN)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=8
)


def bag(values: dict[str, Any]) -> Struct:
    struct = Struct()
    struct.update(values)
    return struct


def without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_nulls(item) for name, item in value.items() if item is not None}
    return [without_nulls(item) for item in value] if isinstance(value, list) else value


@given(st.dictionaries(NAMES, VALUES, max_size=4))
def test_values_survive_the_way_there_and_back_but_for_null_properties(values: dict[str, Any]) -> None:
    assert wire.decode(wire.encode(values)).values == without_nulls(values)


def test_secrets_are_paths_beside_plain_values() -> None:
    secret = {wire.SIGNATURE: wire.SECRET, "value": {"key": "x"}}
    found = wire.decode(bag({"tags": {"owner": secret}, "list": [{"inner": secret}], "plain": 1}))
    assert found.values == {"tags": {"owner": {"key": "x"}}, "list": [{"inner": {"key": "x"}}], "plain": 1}
    assert found.secrets == {("tags", "owner"), ("list", 0, "inner")}
    assert wire.decode(wire.encode(found.values, found.secrets)) == found


@pytest.mark.parametrize(
    ("outputs", "marked"),
    [
        ({"tags": {"owner": "x"}}, ("tags", "owner")),
        ({"tags": {"other": "x"}}, ("tags",)),
        ({"tags": "flat"}, ("tags",)),
    ],
)
def test_a_secret_whose_place_has_changed_marks_what_is_nearest_above(
    outputs: dict[str, Any], marked: wire.Path
) -> None:
    assert wire.decode(wire.encode(outputs, [("tags", "owner")])).secrets == {marked}


def test_a_secret_without_any_place_marks_nothing() -> None:
    assert wire.decode(wire.encode({"other": "x"}, [("tags", "owner")])).secrets == frozenset()


def test_output_values_and_resource_references_become_what_they_stand_for() -> None:
    known = {wire.SIGNATURE: wire.OUTPUT, "value": "v", "secret": True, "dependencies": ["urn"]}
    resource = {wire.SIGNATURE: wire.RESOURCE, "urn": "urn:x", "id": "/groups/a"}
    planned = {wire.SIGNATURE: wire.RESOURCE, "urn": "urn:x", "id": ""}
    component = {wire.SIGNATURE: wire.RESOURCE, "urn": "urn:x"}
    found = wire.decode(
        bag({"a": known, "b": {wire.SIGNATURE: wire.OUTPUT}, "c": resource, "d": planned, "e": component})
    )
    assert found.values == {"a": "v", "b": UNKNOWN, "c": "/groups/a", "d": UNKNOWN, "e": "urn:x"}
    assert found.secrets == {("a",)}


@pytest.mark.parametrize("text", sorted(wire.UNKNOWN_TEXTS))
def test_every_mark_of_the_unknown_is_understood(text: str) -> None:
    assert wire.decode(bag({"a": [text]})).values == {"a": [UNKNOWN]}


def test_files_are_carried_as_they_are() -> None:
    asset = {wire.SIGNATURE: wire.ASSET, "text": "hello", "hash": "1"}
    found = wire.decode(bag({"source": asset}))
    assert found.values["source"] == wire.Asset(wire.ASSET, {"text": "hello", "hash": "1"})
    assert wire.decode(wire.encode(found.values)) == found


def test_an_unknown_signature_is_refused_with_its_place() -> None:
    with pytest.raises(ValueError, match=r"a\.b"):
        wire.decode(bag({"a": {"b": {wire.SIGNATURE: "other"}}}))


@pytest.mark.parametrize(("value", "found"), [({"a": [{"b": UNKNOWN}]}, True), ({"a": [1, "x", None]}, False)])
def test_unknowns_are_found_at_any_depth(value: Any, found: bool) -> None:
    assert wire.has_unknown(value) is found

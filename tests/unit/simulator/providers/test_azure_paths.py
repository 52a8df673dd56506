"""Paths between a program's inputs and ARM bodies, and what they decide."""

from typing import Any

import pytest

from arm import schema
from arm.schema import PathParameter
from arm.unknown import UNKNOWN
from simulator.providers.azure_native.checks import _text_problems
from simulator.providers.azure_native.paths import any_member, client_path, value_type, wire_path
from simulator.providers.azure_native.replacement import difference
from simulator.providers.azure_native.subresources import begin_empty, keep_standing
from simulator.providers.wire import Path

from .conftest import ACCOUNTS, NETWORKS


@pytest.mark.parametrize(
    ("token", "client", "wire"),
    [
        (ACCOUNTS, ("accountName",), ("id",)),
        (ACCOUNTS, ("enableHttpsTrafficOnly",), ("properties", "supportsHttpsTrafficOnly")),
        (ACCOUNTS, ("networkRuleSet", "ipRules", 0, "action"), ("properties", "networkAcls", "ipRules", 0, "action")),
        (ACCOUNTS, ("tags", "owner"), ("tags", "owner")),
        (ACCOUNTS, ("nothing", "inside"), ("nothing", "inside")),
        (ACCOUNTS, ("sku", "nothing"), ("sku", "nothing")),
        (NETWORKS, ("subnets", 1, "addressPrefix"), ("properties", "subnets", 1, "properties", "addressPrefix")),
    ],
)
def test_a_path_of_the_inputs_has_its_place_in_the_body(token: str, client: Path, wire: Path) -> None:
    kind = schema.by_token(token)
    assert wire_path(kind, client) == wire
    if wire != ("id",):
        assert client_path(kind, wire) == client


def test_types_are_found_by_path() -> None:
    kind = schema.by_token(ACCOUNTS)
    found = value_type(kind, ("identity", "userAssignedIdentities"))
    assert found is not None
    assert found.kind == "keys"
    assert value_type(kind, ("networkRuleSet", "ipRules", 0, "nothing", "deeper")) is None


def test_positions_in_lists_do_not_matter_to_what_is_fixed() -> None:
    assert any_member(("properties", "rules", 3, "name")) == ("properties", "rules[]", "name")
    assert any_member((0, "name")) == ("0", "name")


def test_assigned_identities_are_a_set() -> None:
    one, two = ("/subscriptions/s/one", "/subscriptions/s/two")
    kind = schema.by_token(ACCOUNTS)

    def changes(old: list[str], new: list[str]) -> int:
        olds, news = ({"identity": {"userAssignedIdentities": ids}} for ids in (old, new))
        return len(difference(kind, olds, news).changes)

    assert changes([one, two], [two.upper(), one]) == 0
    assert changes([one], [two, one]) > 0


@pytest.mark.parametrize(
    ("value", "problem"),
    [("a", "too short"), ("abcdef", "too long"), ("AB", "does not match"), ("bcd", "accepted: abc"), ("abc", "")],
)
def test_names_keep_to_the_pattern_of_their_place(value: str, problem: str) -> None:
    parameter = PathParameter("name", "name", False, "^[a-z]+$", 2, 5, ("abc",))
    found = " ".join(failure.reason for failure in _text_problems(parameter, value))
    assert (problem in found) if problem else not found


@pytest.mark.parametrize(
    ("body", "standing", "kept"),
    [
        ({"properties": {}}, {"properties": {"accessPolicies": [1]}}, {"properties": {"accessPolicies": [1]}}),
        ({}, {"properties": {"accessPolicies": [1]}}, {"properties": {"accessPolicies": [1]}}),
        ({"properties": {"accessPolicies": []}}, {"properties": {"accessPolicies": [1]}},
         {"properties": {"accessPolicies": []}}),
        ({"properties": {}}, {"properties": {}}, {"properties": {}}),
        ({"properties": {}}, {}, {"properties": {}}),
        ({"properties": UNKNOWN}, {"properties": {"accessPolicies": [1]}}, {"properties": UNKNOWN}),
    ],
)  # fmt: skip
def test_lists_of_subresources_stay_unless_they_are_stated(
    body: dict[str, Any], standing: dict[str, Any], kept: dict[str, Any]
) -> None:
    keep_standing("Microsoft.KeyVault/vaults", body, standing)
    assert body == kept


def test_a_creation_states_empty_lists() -> None:
    body: dict[str, Any] = {}
    begin_empty("Microsoft.KeyVault/vaults", body)
    assert body == {"properties": {"accessPolicies": []}}

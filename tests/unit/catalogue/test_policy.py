"""Roles in the metadata policy of a collection."""

from typing import Any

from catalogue.entries import ADMINISTRATOR, CURATOR, READER
from catalogue.policy import changed, collection_of, holders
from simulator.purview.policies import fresh


def policy() -> dict[str, Any]:
    return fresh("guid", "cts-crm", "cts-sales-dev", ["creator"])


def rule(found: dict[str, Any], identifier: str) -> dict[str, Any]:
    return next(one for one in found["properties"]["attributeRules"] if one["id"] == identifier)


def counted(found: dict[str, Any]) -> set[str]:
    """The roles that the collection's permission counts."""
    clauses = rule(found, "permission:cts-crm")["dnfCondition"]
    return {one["fromRule"].removeprefix("purviewmetadatarole_builtin_") for clause in clauses for one in clause}


def test_groups_are_added_beside_users() -> None:
    before = policy()
    after = changed(before, {CURATOR: frozenset({"team"})}, {})
    assert holders(after)[CURATOR] == {"creator", "team"}
    clauses = rule(after, "purviewmetadatarole_builtin_data-curator:cts-crm")["dnfCondition"]
    names = [one["attributeName"] for clause in clauses for one in clause if "attributeValueIncludedIn" in one]
    assert names == ["principal.microsoft.id", "principal.microsoft.groups"]
    assert before == policy()


def test_the_permission_counts_the_roles_that_somebody_holds() -> None:
    empty = fresh("guid", "cts-crm", None, [])
    given = changed(empty, {READER: frozenset({"team"}), ADMINISTRATOR: frozenset({"owner"})}, {})
    assert counted(given) == {"purview-reader:cts-crm", "collection-administrator:cts-crm"}
    taken = changed(given, {}, {READER: frozenset({"team"})})
    assert counted(taken) == {"collection-administrator:cts-crm"}
    assert holders(taken) == {ADMINISTRATOR: frozenset({"owner"})}


def test_what_is_given_twice_is_there_once() -> None:
    once = changed(policy(), {READER: frozenset({"team"})}, {})
    assert changed(once, {READER: frozenset({"team"})}, {}) == once


def test_roles_that_the_estate_does_not_give_stay() -> None:
    after = changed(policy(), {READER: frozenset({"team"})}, {READER: frozenset({"creator"})})
    sources = "purviewmetadatarole_builtin_data-source-administrator:cts-crm"
    assert rule(after, sources) == rule(policy(), sources)
    assert holders(after)[READER] == {"team"}


def test_a_policy_knows_its_collection() -> None:
    assert collection_of(policy()) == "cts-crm"

"""append and modify, applied to a body."""

import copy
from typing import Any

import pytest

from arm.policy.alias_table import load_aliases
from arm.policy.aliases import resolver
from arm.policy.changes import apply_append, apply_modify, changed_fields
from arm.policy.switches import Switches
from arm.unknown import UNKNOWN
from tests.unit.arm.policy.asking import LAB, box


def append(properties: Any, tail: str, value: Any) -> Any:
    before = box(properties)
    kept = copy.deepcopy(before)
    found = apply_append(before, [{"field": f"{LAB}/{tail}", "value": value}])
    assert before == kept
    return found


def operate(operation: str, field: str, resource: dict[str, Any], value: Any = None, **more: Any) -> Any:
    item = {"operation": operation, "field": field, "value": value, **more}
    return apply_modify(resource, {"operations": [item]})


@pytest.mark.parametrize(
    ("properties", "tail", "value", "expected"),
    [
        ({}, "a", 1, {"a": 1}),
        ({"a": 1}, "a", 1, {"a": 1}),
        ({"a": None}, "a", 1, {"a": 1}),
        ({}, "acl.mode", "x", {"acl": {"mode": "x"}}),
        ({}, "acl.rules", [1], {"acl": {"rules": [1]}}),
        ({}, "acl.rules[*]", {"v": 1}, {"acl": {"rules": [{"v": 1}]}}),
        ({"acl": {"Rules": [{"v": 0}]}}, "acl.rules[*]", {"v": 1}, {"acl": {"Rules": [{"v": 0}, {"v": 1}]}}),
        ({"rules": [{"v": 1}]}, "rules[*]", {"v": 1}, {"rules": [{"v": 1}]}),
        ({"rules": [{"v": 1}, {"v": 2}]}, "rules[*].on", True, {"rules": [{"v": 1, "on": True}, {"v": 2, "on": True}]}),
        (
            {"rules": [{"properties": {"v": 1}}]},
            "rules[*].on",
            True,
            {"rules": [{"properties": {"v": 1, "on": True}}]},
        ),
    ],
)
def test_append_adds(properties: Any, tail: str, value: Any, expected: Any) -> None:
    found = append(properties, tail, value)
    assert found.resource["properties"] == expected
    assert not found.denied


@pytest.mark.parametrize(
    ("properties", "tail", "value"),
    [
        ({"a": 2}, "a", 1),
        ({"rules": [1]}, "rules", [2]),
        ({"rules": [{"on": False}]}, "rules[*].on", True),
    ],
)
def test_append_never_replaces(properties: Any, tail: str, value: Any) -> None:
    found = append(properties, tail, value)
    assert found.denied
    assert found.conflicts[0].startswith(f"{LAB}/{tail}")
    assert found.resource["properties"] == properties


def test_append_sets_tags() -> None:
    found = apply_append(box(), [{"field": "tags['cost center']", "value": "7"}, {"field": "tags.a", "value": "b"}])
    assert found.resource["tags"] == {"cost center": "7", "a": "b"}
    assert [change.field for change in found.changes] == ["tags['cost center']", "tags.a"]
    assert apply_append(box(tags={"A": "c"}), {"field": "tags.a", "value": "b"}).denied


def test_append_to_an_alias_of_another_type_does_nothing() -> None:
    found = apply_append(box(), [{"field": "Contoso.Lab/jars/a", "value": 1}])
    assert found.resource == box()
    assert found.skipped


@pytest.mark.parametrize(
    ("operation", "tags", "expected"),
    [
        ("add", None, {"a": "new"}),
        ("add", {"b": "x"}, {"b": "x", "a": "new"}),
        ("addOrReplace", {"A": "old"}, {"A": "new"}),
        ("ADDORREPLACE", {}, {"a": "new"}),
        ("remove", {"A": "old", "b": "x"}, {"b": "x"}),
        ("Remove", {"b": "x"}, {"b": "x"}),
    ],
)
def test_modify_changes_tags(operation: str, tags: Any, expected: Any) -> None:
    found = operate(operation, "tags['a']", box(tags=tags), "new")
    assert found.resource["tags"] == expected


@pytest.mark.parametrize(
    ("operation", "properties", "tail", "value", "expected"),
    [
        ("addOrReplace", {"a": 1}, "a", 2, {"a": 2}),
        ("addOrReplace", {}, "a", 2, {"a": 2}),
        ("add", {}, "a", 2, {"a": 2}),
        ("addOrReplace", {"rules": [1, 2]}, "rules", [3], {"rules": [3]}),
        ("addOrReplace", {"rules": [1, 2]}, "rules[*]", 3, {"rules": [3]}),
        ("add", {"rules": [1, 2]}, "rules[*]", 3, {"rules": [1, 2, 3]}),
        ("addOrReplace", {"rules": [{"on": 1}, {}]}, "rules[*].on", 2, {"rules": [{"on": 2}, {"on": 2}]}),
        ("addOrReplace", {"acl": {}}, "acl.mode", "x", {"acl": {"mode": "x"}}),
    ],
)
def test_modify_changes_properties(operation: str, properties: Any, tail: str, value: Any, expected: Any) -> None:
    found = operate(operation, f"{LAB}/{tail}", box(properties), value)
    assert found.resource["properties"] == expected
    assert len(found.changes) >= 1


def test_modify_leaves_out_what_lies_in_an_absent_object() -> None:
    found = operate("addOrReplace", f"{LAB}/acl.mode", box(), "x")
    assert found.resource == box()
    assert "`acl` is absent" in found.skipped[0]
    assert not found.denied


def test_modify_gives_identities_only_to_machines() -> None:
    machine = {"type": "Microsoft.Compute/virtualMachines", "name": "vm", "properties": {}}
    found = operate("addOrReplace", "identity.type", machine, "SystemAssigned")
    assert found.resource["identity"] == {"type": "SystemAssigned"}
    assigned = operate("addOrReplace", "identity.userAssignedIdentities", machine, {"/id": {}})
    assert assigned.resource["identity"] == {"userAssignedIdentities": {"/id": {}}}
    other = operate("addOrReplace", "identity.type", box(), "SystemAssigned")
    assert other.resource == box()
    assert other.skipped


@pytest.mark.parametrize(
    ("effect", "denied", "tags"),
    [(None, True, {"b": "set"}), ("deny", True, {"b": "set"}), ("audit", False, {}), ("disabled", False, {})],
)
def test_conflicts_follow_the_conflict_effect(effect: str | None, denied: bool, tags: dict[str, str]) -> None:
    operations = [
        {"operation": "add", "field": "tags.b", "value": "set"},
        {"operation": "add", "field": f"{LAB}/a", "value": "new"},
    ]
    details = {"operations": operations, **({"conflictEffect": effect} if effect else {})}
    found = apply_modify(box({"a": "old"}), details)
    assert found.denied is denied
    assert found.conflicts
    assert found.resource.get("tags", {}) == tags
    skipping = apply_modify(box({"a": "old"}), details, switches=Switches(modify_add_conflict="skip"))
    assert not skipping.conflicts


def test_properties_that_cannot_be_modified_are_conflicts() -> None:
    attributes = {"name": f"{LAB}/a", "defaultPath": "properties.deep.a", "defaultMetadata": {"attributes": "None"}}
    table = load_aliases([attributes])
    details = {"operations": [{"operation": "addOrReplace", "field": f"{LAB}/a", "value": 1}]}
    assert apply_modify(box({"deep": {}}), details, resolver(table)).denied
    allowed = load_aliases([{**attributes, "defaultMetadata": {"attributes": "Modifiable"}}])
    found = apply_modify(box({"deep": {}}), details, resolver(allowed))
    assert found.resource["properties"] == {"deep": {"a": 1}}


def test_what_may_or_may_not_be_set_is_unknown_afterwards() -> None:
    found = operate("addOrReplace", f"{LAB}/a", box({"a": 1}), 2, condition=UNKNOWN)
    assert found.resource["properties"]["a"] is UNKNOWN
    assert changed_fields(found) == (f"{LAB}/a",)
    kept = operate("add", f"{LAB}/a", box({"a": {"$unknown": True}}), 2)
    assert kept.resource["properties"]["a"] is UNKNOWN
    assert kept.skipped


def test_an_operation_on_an_unknown_field_is_left_out() -> None:
    found = apply_modify(box(), {"operations": [{"operation": "add", "field": UNKNOWN, "value": 1}]})
    assert found.skipped
    assert apply_append(box(), [{"field": UNKNOWN, "value": 1}]).skipped

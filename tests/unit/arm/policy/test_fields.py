"""Fields of resources, tags in all their spellings, and containers."""

from typing import Any

import pytest

from arm.policy.batch import decode_unknown
from arm.policy.evaluate import evaluate
from tests.unit.arm.policy.asking import LAB, box, holds, value_of

GROUP = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-lake"
DATABASE = {
    "id": f"{GROUP}/providers/Microsoft.Sql/servers/srv1/databases/db1",
    "type": "Microsoft.Sql/servers/databases",
    "name": "srv1/db1",
    "kind": "v12.0",
    "location": "westeurope",
    "identity": {"type": "SystemAssigned, UserAssigned", "userAssignedIdentities": {"/Some/Id": {}}},
    "tags": {"Owner": "Team A", "cost.center": "7", "with space": "x", "'quoted'": "q", "o'brien": "o"},
    "properties": {},
}


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("name", "db1"),
        ("fullName", "srv1/db1"),
        ("FULLNAME", "srv1/db1"),
        ("type", "Microsoft.Sql/servers/databases"),
        ("kind", "v12.0"),
        ("location", "westeurope"),
        ("id", DATABASE["id"]),
        ("identity.type", "SystemAssigned, UserAssigned"),
        ("identity.userAssignedIdentities", {"/Some/Id": {}}),
        ("tags", DATABASE["tags"]),
        ("tags['Owner']", "Team A"),
        ("tags['owner']", "Team A"),
        ("tags.owner", "Team A"),
        ("tags[owner]", "Team A"),
        ("tags['cost.center']", "7"),
        ("tags.cost.center", "7"),
        ("tags[cost.center]", "7"),
        ("tags['with space']", "x"),
        ("tags['''quoted''']", "q"),
        ("tags['o''brien']", "o"),
        ("tags['absent']", ""),
    ],
)
def test_the_fields_of_a_resource(field: str, expected: Any) -> None:
    quoted = field.replace("'", "''")
    assert value_of(f"[field('{quoted}')]", DATABASE) == expected
    if expected != "" and isinstance(expected, str):
        assert holds({"field": field, "equals": expected}, DATABASE) == "true"
    assert holds({"field": field, "exists": expected != ""}, DATABASE) == "true"


def test_names_and_type_follow_from_the_id_where_they_are_not_stated() -> None:
    bare = {"id": DATABASE["id"]}
    assert holds({"field": "fullName", "equals": "srv1/db1"}, bare) == "true"
    assert holds({"field": "name", "equals": "db1"}, bare) == "true"
    assert holds({"field": "type", "equals": "microsoft.sql/servers/databases"}, bare) == "true"


def test_a_tag_name_from_a_parameter() -> None:
    condition = {"field": "[concat('tags[', parameters('tag'), ']')]", "equals": "team a"}
    assert holds(condition, DATABASE, {"tag": "owner"}) == "true"
    quoted = {"field": "[concat('tags[''', parameters('tag'), ''']')]", "exists": "false"}
    assert holds(quoted, DATABASE, {"tag": "nobody"}) == "true"


def test_an_alias_chosen_by_an_expression() -> None:
    alias = f"[if(equals(field('kind'), 'v2'), '{LAB}/new', '{LAB}/old')]"
    assert holds({"field": alias, "equals": "n"}, box({"new": "n", "old": "o"}, kind="v2")) == "true"
    assert holds({"field": alias, "equals": "o"}, box({"new": "n", "old": "o"}, kind="v1")) == "true"


@pytest.mark.parametrize(
    ("resource", "expected"),
    [
        (box(tags={"$unknown": True}), "undecided"),
        (box(tags={"a": {"$unknown": True}}), "undecided"),
        (box(tags={"b": "x"}), "false"),
        (box(), "false"),
    ],
)
def test_unknown_tags(resource: dict[str, Any], expected: str) -> None:
    assert holds({"field": "tags['a']", "equals": "x"}, resource) == expected


def test_a_tag_is_there_although_its_value_is_not_known() -> None:
    resource = box(tags={"a": {"$unknown": True}})
    assert holds({"field": "tags", "containsKey": "A"}, resource) == "true"
    assert holds({"field": "tags", "containsKey": "b"}, resource) == "false"


@pytest.mark.parametrize("member", ["type", "name", "location", "kind", "id"])
def test_an_unknown_member_is_undecided(member: str) -> None:
    resource = {**DATABASE, "id": {"$unknown": True}, member: {"$unknown": True}}
    assert holds({"field": member, "equals": "x"}, decode_unknown(resource)) == "undecided"


RESOURCE_GROUP = {
    "id": GROUP,
    "name": "rg-lake",
    "type": "Microsoft.Resources/resourceGroups",
    "location": "westeurope",
}


def test_a_resource_group_has_the_type_that_policies_name() -> None:
    condition = {"field": "type", "equals": "Microsoft.Resources/subscriptions/resourceGroups"}
    assert holds(condition, RESOURCE_GROUP) == "true"


@pytest.mark.parametrize(
    ("mode", "resource", "expected"),
    [
        ("All", RESOURCE_GROUP, "audit"),
        ("Indexed", RESOURCE_GROUP, None),
        ("indexed", RESOURCE_GROUP, None),
        ("Indexed", DATABASE, "audit"),
        ("All", {"type": "Microsoft.Network/virtualNetworks/subnets", "name": "v/s"}, "audit"),
        ("Indexed", {"type": "Microsoft.Network/virtualNetworks/subnets", "name": "v/s"}, None),
        ("Indexed", {"type": "Microsoft.Kusto/clusters/databases", "name": "c/d", "location": "westeurope"}, None),
        ("All", {"type": "Microsoft.Resources/deployments", "name": "d"}, None),
        ("All", {"id": "/subscriptions/1", "type": "Microsoft.Resources/subscriptions"}, "audit"),
        (None, RESOURCE_GROUP, None),
    ],
)
def test_modes(mode: str | None, resource: dict[str, Any], expected: str | None) -> None:
    rule = {"if": {"field": "type", "exists": True}, "then": {"effect": "audit"}}
    definition = {"properties": {"mode": mode, "policyRule": rule}}
    found = evaluate(definition, resource)
    assert found.effect == expected
    assert found.applicable is (expected is not None)
    assert bool(found.notes) is (expected is None)

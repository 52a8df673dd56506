"""The parts of the table generator that need no SDK."""

import json

from tools.arm_tables.azure_side import Field
from tools.arm_tables.objects import Objects, find, named, renamed
from tools.arm_tables.overrides import Overrides
from tools.arm_tables.pulumi_side import Property, Shape
from tools.generate_arm_tables import text


def _field(python: str, *wire: str, read_only: bool = False) -> Field:
    return Field(python, wire, None, required=False, read_only=read_only, write_only=False)


def _property(python: str, client: str) -> Property:
    return Property(python, client, Shape("string"), required=False)


def _known(*fields: Field) -> dict[str, Field]:
    return {field.python: field for field in fields}


def test_a_property_is_found_by_its_name_in_python() -> None:
    known = _known(_field("network_rule_set", "properties", "networkAcls"), _field("kind", "kind"))
    found = find(_property("network_rule_set", "networkRuleSet"), known)
    assert found is not None
    assert found.wire == ("properties", "networkAcls")


def test_or_by_its_name_on_the_wire_the_settable_one_first() -> None:
    known = _known(_field("shown", "state", read_only=True), _field("given", "properties", "state"))
    found = find(_property("state", "state"), known)
    assert found is not None
    assert found.python == "given"
    assert find(_property("other", "other"), known) is None


def test_equal_objects_become_one_and_others_get_numbers() -> None:
    plain = {"id": {"type": "string"}}
    other = {"id": {"type": "integer"}}
    objects = Objects({("Sku", "a"): plain, ("Sku", "b"): plain, ("Sku", "c"): other})
    found, names = named(objects)
    assert found == {"Sku": plain, "Sku_2": other}
    assert {json.loads(key)[1]: name for key, name in names.items()} == {"a": "Sku", "b": "Sku", "c": "Sku_2"}


def test_objects_that_differ_only_in_equal_references_become_one() -> None:
    keys = {letter: json.dumps(("Leaf", letter)) for letter in "ab"}
    leaves: dict[tuple[str, ...], dict[str, object]] = {("Leaf", letter): {"x": {"type": "string"}} for letter in "ab"}
    trees: dict[tuple[str, ...], dict[str, object]] = {
        ("Tree", letter): {"leaf": {"type": {"object": keys[letter]}}} for letter in "ab"
    }
    found, _ = named(Objects({**leaves, **trees}))
    assert found == {"Leaf": {"x": {"type": "string"}}, "Tree": {"leaf": {"type": {"object": "Leaf"}}}}


def test_renaming_reaches_every_depth() -> None:
    assert renamed({"a": ["x", {"b": "x"}], "c": 1}, {"x": "y"}) == {"a": ["y", {"b": "y"}], "c": 1}


def test_corrections_remember_what_was_used() -> None:
    corrections = Overrides({}, {"storage:Sku.name": {"required": True}, "storage:Sku.tier": {"absent": True}})
    assert corrections.of("azure-native:storage:StorageAccount", "Sku", "name") == {"required": True}
    assert corrections.of("azure-native:sql:Server", "Sku", "tier") == {}
    assert corrections.unused() == ["storage:Sku.tier"]


def test_a_table_is_json_with_a_line_per_property() -> None:
    body = {"b": {"type": "string"}, "a": {"type": "boolean"}}
    table = {"source": ["azure-mgmt-x 1"], "resources": {"t": {"arm_type": "A/b", "body": body}}, "objects": {"O": {}}}
    written = text("A", table)
    assert json.loads(written)["resources"]["t"]["body"] == body
    assert written.index('"a": {') < written.index('"b": {')
    assert '    "a": {"type": "boolean"},\n' in written

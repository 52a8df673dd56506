"""The parts of the kit: wire values, types, exemptions, plans."""

from datetime import date
from typing import Any

import pytest
from google.protobuf.struct_pb2 import Struct

from arm.unknown import UNKNOWN
from policies.kit.exemptions import Exemption, standing, within
from policies.kit.messages import shown, violation_message
from policies.kit.plan import Memory, Plan, points_to
from policies.kit.planned import OUTPUT, RESOURCE, SECRET, SIGNATURE, UNKNOWNS, Planned, normalised, plain, type_of
from policies.kit.types import applicable_types

ACCOUNT = "azure-native:storage:StorageAccount"
GROUP = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-a"


def wire(value: dict[str, Any]) -> dict[str, Any]:
    struct = Struct()
    struct.update(value)
    return plain(struct)


def planned(name: str, **inputs: Any) -> Planned:
    return Planned(urn=f"urn:pulumi:dev::p::{ACCOUNT}::{name}", token=ACCOUNT, inputs=inputs)


def test_wire_values_become_plain_ones() -> None:
    assert wire({"a": 1, "b": 1.5, "c": True, "d": None, "e": ["x"], "f": {"g": "y"}}) == {
        "a": 1,
        "b": 1.5,
        "c": True,
        "d": None,
        "e": ["x"],
        "f": {"g": "y"},
    }


@pytest.mark.parametrize("sentinel", sorted(UNKNOWNS))
def test_every_kind_of_unknown_is_unknown(sentinel: str) -> None:
    assert wire({"a": [sentinel]})["a"][0] is UNKNOWN


def test_marked_objects_are_opened() -> None:
    assert wire({"a": {SIGNATURE: SECRET, "value": "s"}}) == {"a": "s"}
    assert wire({"a": {SIGNATURE: OUTPUT, "value": 2}}) == {"a": 2}
    assert wire({"a": {SIGNATURE: OUTPUT}})["a"] is UNKNOWN
    assert wire({"a": {SIGNATURE: RESOURCE, "urn": "u", "id": "/x"}}) == {"a": "/x"}
    assert wire({"a": {SIGNATURE: "c44067f5952c0a294b673a41bacd8c17", "path": "x"}}) == {"a": None}


def test_the_sdk_has_the_same_marks() -> None:
    from pulumi.runtime import rpc  # noqa: PLC0415 - only here

    assert rpc._special_sig_key == SIGNATURE
    assert (
        rpc._special_secret_sig,
        rpc._special_output_value_sig,
        rpc._special_resource_sig,
    ) == (SECRET, OUTPUT, RESOURCE)
    assert rpc.UNKNOWN in UNKNOWNS


def test_tokens_lose_their_api_version() -> None:
    assert normalised("azure-native:network/v20240101:Subnet") == "azure-native:network:Subnet"
    assert normalised("azure-native:network:Subnet") == "azure-native:network:Subnet"
    assert normalised("azuredevops:index/git:Git") == "azuredevops:index/git:Git"
    assert type_of("urn:pulumi:dev::p::dataestate:network:Spoke$azure-native:network:Subnet::a") == (
        "azure-native:network:Subnet"
    )


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"field": "type", "equals": "A/b"}, {"a/b"}),
        ({"field": "type", "in": ["A/b", "A/c"]}, {"a/b", "a/c"}),
        ({"field": "type", "in": "[parameters('types')]"}, {"x/y"}),
        ({"field": "type", "in": "[parameters('other')]"}, None),
        ({"field": "kind", "equals": "x"}, None),
        ({"not": {"field": "type", "equals": "A/b"}}, None),
        ({"allOf": [{"field": "type", "equals": "A/b"}, {"field": "kind", "equals": "x"}]}, {"a/b"}),
        ({"anyOf": [{"field": "type", "equals": "A/b"}, {"field": "type", "equals": "A/c"}]}, {"a/b", "a/c"}),
        ({"anyOf": [{"field": "type", "equals": "A/b"}, {"field": "kind", "equals": "x"}]}, None),
    ],
)
def test_types_that_a_rule_speaks_of(condition: dict[str, Any], expected: set[str] | None) -> None:
    found = applicable_types(condition, {"types": ["X/y"]})
    assert found == (None if expected is None else frozenset(expected))


def test_a_scope_covers_itself_and_what_lies_below() -> None:
    assert within(GROUP, GROUP.upper())
    assert within(GROUP, f"{GROUP}/providers/Microsoft.KeyVault/vaults/kv")
    assert not within(GROUP, f"{GROUP}-other")
    assert not within(GROUP, None)


def test_an_exemption_ends_after_its_last_day() -> None:
    exemption = Exemption(
        guardrail="G-KVT-001", scope=GROUP, reason="r", ticket="t", approver="a", expires=date(2026, 11, 23)
    )
    assert standing([exemption], "G-KVT-001", GROUP, date(2026, 11, 23)) is exemption
    assert standing([exemption], "G-KVT-001", GROUP, date(2026, 11, 24)) is None
    assert standing([exemption], "G-KVT-002", GROUP, date(2026, 11, 23)) is None


def test_known_properties_are_compared_without_case() -> None:
    target = planned("t", accountName="sta")
    assert points_to(planned("s", accountName="STA"), {"accountName": "sta"}, target) is True
    assert points_to(planned("s", accountName="stb"), {"accountName": "sta"}, target) is False


def test_unknown_properties_are_traced() -> None:
    target, other = planned("t", accountName="sta"), planned("o", accountName="stb")
    source = Planned(
        urn="urn:pulumi:dev::p::x:y:Z::s", token="x:y:Z", inputs={"account": UNKNOWN}, links={"account": (target.urn,)}
    )
    assert points_to(source, {"account": "sta"}, target) is True
    assert points_to(source, {"account": "stb"}, other) is False
    untraced = Planned(urn="urn:pulumi:dev::p::x:y:Z::u", token="x:y:Z", inputs={"account": UNKNOWN})
    assert points_to(untraced, {"account": "sta"}, target) is None


def test_a_plan_remembers_inputs_and_takes_links() -> None:
    memory = Memory()
    memory.keep(planned("a", accountName="sta"))
    later = Planned(urn=planned("a").urn, token=planned("a").token, inputs={"id": "/x"}, links={"accountName": ("u",)})
    (joined,) = memory.plan([later]).resources
    assert joined.inputs == {"accountName": "sta"}
    assert joined.links == {"accountName": ("u",)}
    assert list(Plan((joined,)).of("azure-native:storage:StorageAccount")) == [joined]


def test_messages_have_all_parts() -> None:
    message = violation_message("G-X-001", "Title", ["a", "b", "c", "d", "e"], "x", "there")
    assert message == "G-X-001 Title. Found: a, b, c, d and 1 more. Expected: x. Where to change it: there"
    assert shown(None) == "absent"
    assert shown(True) == "`true`"
    assert len(shown("x" * 500)) == 242

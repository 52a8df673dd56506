"""The judge itself, on a small type made here, and on Azure's where they lie beside the checkout."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conformance import arm_types
from tests.conformance.arm_types import problems

_ENTRIES: list[dict[str, Any]] = [
    {"$type": "StringType"},
    {"$type": "StringType", "minLength": 3, "maxLength": 8, "pattern": "^[a-z]+$"},
    {"$type": "StringLiteralType", "value": "Hot"},
    {"$type": "StringLiteralType", "value": "Cool"},
    {"$type": "UnionType", "elements": [{"$ref": "#/2"}, {"$ref": "#/3"}]},
    {"$type": "IntegerType", "minValue": 1, "maxValue": 9},
    {"$type": "BooleanType"},
    {"$type": "ArrayType", "itemType": {"$ref": "#/0"}, "minLength": 1, "maxLength": 2},
    {"$type": "ObjectType", "name": "Tags", "properties": {}, "additionalProperties": {"$ref": "#/0"}},
    {
        "$type": "ObjectType",
        "name": "Blob",
        "properties": {
            "kind": {"type": {"$ref": "#/10"}, "flags": 1},
            "container": {"type": {"$ref": "#/0"}, "flags": 1},
        },
    },
    {"$type": "StringLiteralType", "value": "blob"},
    {
        "$type": "DiscriminatedObjectType",
        "name": "Source",
        "discriminator": "kind",
        "baseProperties": {"note": {"type": {"$ref": "#/0"}, "flags": 0}},
        "elements": {"blob": {"$ref": "#/9"}},
    },
    {
        "$type": "ObjectType",
        "name": "Properties",
        "properties": {
            "tier": {"type": {"$ref": "#/4"}, "flags": 1},
            "copies": {"type": {"$ref": "#/5"}, "flags": 0},
            "open": {"type": {"$ref": "#/6"}, "flags": 0},
            "zones": {"type": {"$ref": "#/7"}, "flags": 0},
            "source": {"type": {"$ref": "#/11"}, "flags": 0},
            "state": {"type": {"$ref": "#/0"}, "flags": 2},
            "password": {"type": {"$ref": "#/0"}, "flags": 5},
        },
    },
    {
        "$type": "ObjectType",
        "name": "Microsoft.Example/things",
        "properties": {
            "id": {"type": {"$ref": "#/0"}, "flags": 10},
            "name": {"type": {"$ref": "#/1"}, "flags": 9},
            "type": {"type": {"$ref": "#/0"}, "flags": 10},
            "apiVersion": {"type": {"$ref": "#/0"}, "flags": 10},
            "tags": {"type": {"$ref": "#/8"}, "flags": 0},
            "properties": {"type": {"$ref": "#/12"}, "flags": 1},
        },
    },
    {"$type": "ResourceType", "name": "Microsoft.Example/things@2026-01-01", "body": {"$ref": "#/13"}},
]


@pytest.fixture
def types(tmp_path: Path) -> Path:
    (tmp_path / "microsoft.example@2026-01-01.json").write_text(json.dumps(_ENTRIES), encoding="utf-8")
    return tmp_path


def _thing(**properties: Any) -> dict[str, Any]:
    return {
        "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Example/things/first",
        "type": "Microsoft.Example/things",
        "apiVersion": "2026-01-01",
        "tags": {"owner": "lake"},
        "properties": {"tier": "Hot", **properties},
    }


def test_a_good_resource_has_no_problem(types: Path) -> None:
    good = _thing(copies=2, open=True, zones=["1"], source={"kind": "blob", "container": "c", "note": "n"}, state="up")
    assert problems(good, types) == []


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({"tier": "hot"}, "properties.tier: 'hot' is none of 'Hot', 'Cool'"),
        ({"tiers": "Hot"}, "properties.tiers: no such property"),
        ({"copies": 10}, "properties.copies: 10 is out of bounds"),
        ({"copies": True}, "properties.copies: True is no number"),
        ({"open": "true"}, "properties.open: 'true' is no boolean"),
        ({"zones": "1"}, "properties.zones: '1' is no list"),
        ({"zones": []}, "properties.zones: 0 members"),
        ({"zones": [1]}, "properties.zones[0]: 1 is no text"),
        ({"source": "blob"}, "properties.source: 'blob' is no object"),
        ({"source": {"kind": "table"}}, "properties.source.kind: 'table' is none of blob"),
        ({"source": {"kind": "blob"}}, "properties.source.container: missing"),
        ({"password": "p"}, "properties.password: Azure never shows it"),
    ],
)
def test_each_kind_of_problem_is_found(types: Path, properties: dict[str, Any], expected: str) -> None:
    assert problems(_thing(**properties), types) == [expected]


def test_a_request_carries_secrets_and_nothing_computed(types: Path) -> None:
    assert problems(_thing(password="p"), types, request=True) == []
    assert problems(_thing(password="p", state="up"), types, request=True) == ["properties.state: only Azure sets it"]
    assert problems(_thing(), types, request=True) == ["properties.password: missing"]


def test_names_and_tags_are_judged(types: Path) -> None:
    assert problems(_thing() | {"name": "x"}, types) == ["name: 'x' has 1 characters"]
    assert problems(_thing() | {"name": "FIRST"}, types) == ["name: 'FIRST' does not match ^[a-z]+$"]
    assert problems(_thing() | {"tags": {"owner": 1}}, types) == ["tags.owner: 1 is no text"]


def test_what_is_not_published_is_named(types: Path) -> None:
    unknown = _thing() | {"apiVersion": "2020-01-01"}
    assert problems(unknown, types) == ["type: `Microsoft.Example/things@2020-01-01` is not among the published types"]


def test_azures_own_types_are_read() -> None:
    types = arm_types.folder()
    if types is None:
        pytest.skip("Azure's published types are not beside this checkout")
    account = {
        "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/stlake",
        "type": "Microsoft.Storage/storageAccounts",
        "apiVersion": "2025-08-01",
        "location": "westeurope",
        "kind": "StorageV2",
        "sku": {"name": "Standard_ZRS"},
        "properties": {"supportsHttpsTrafficOnly": True, "networkAcls": {"defaultAction": "Deny"}},
    }
    assert problems(account, types) == []
    assert problems(account | {"sku": {}}, types) == ["sku.name: missing"]
    wrong = account | {"properties": {"enableHttpsTrafficOnly": True}}
    assert problems(wrong, types) == ["properties.enableHttpsTrafficOnly: no such property"]

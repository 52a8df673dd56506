"""Every wire path of our tables, judged by Azure's published types of the same API version."""

from collections.abc import Iterator
from typing import Any

import pytest

from arm import schema
from arm.schema import ObjectType, Property, ResourceType, ValueType
from tests.conformance import arm_types
from tests.conformance.arm_types import is_published, published, reference

_Types = list[dict[str, Any]]
_SCALARS = {
    "string": ("StringType", "StringLiteralType", "UnionType", "AnyType"),
    "integer": ("IntegerType", "AnyType", "UnionType"),
    "number": ("IntegerType", "AnyType", "UnionType"),
    "boolean": ("BooleanType", "AnyType", "UnionType"),
}


@pytest.mark.parametrize("kind", schema.all_types(), ids=lambda kind: kind.token)
def test_every_wire_path_is_azures(kind: ResourceType) -> None:
    types = arm_types.folder()
    if types is None:
        pytest.skip("Azure's published types are not beside this checkout")
    names = _concrete(kind)
    if not is_published(names[0], kind.api_version, types):
        pytest.skip(f"{names[0].partition('/')[0]}@{kind.api_version} is not among the published types")
    shapes = [shape for name in names for shape in published(name, kind.api_version, types)]
    assert len(shapes) >= len(names), f"{kind.arm_type}@{kind.api_version} is not published"
    verdicts = [list(_Comparison(known).object(kind.shown, index, "")) for known, index in shapes]
    assert min(verdicts, key=len) == []


def _concrete(kind: ResourceType) -> list[str]:
    """The ARM type, or several where a path parameter is a part of it."""
    lead, brace, rest = kind.arm_type.partition("{")
    if not brace:
        return [kind.arm_type]
    values = next(item.values for item in kind.path_parameters if item.template == rest.rstrip("}"))
    return [lead + value for value in values]


class _Comparison:
    """Walks a table's type and the published one side by side."""

    def __init__(self, types: _Types) -> None:
        self.types = types
        self.seen: set[tuple[str, int]] = set()

    def object(self, ours: ObjectType, index: int, at: str) -> Iterator[str]:
        if (ours.name, index) in self.seen:
            return
        self.seen.add((ours.name, index))
        for item in ours.properties.values():
            place = f"{at}.{item.client}" if at else item.client
            found = self._find(index, item.wire, ours)
            if found is None:
                yield f"{place}: no {'.'.join(item.wire)}"
            else:
                yield from self.value(item, item.type, found, place)

    def value(self, item: Property, ours: ValueType, index: int, at: str) -> Iterator[str]:
        shape = self.types[index]
        if shape["$type"] == "AnyType":
            return
        if ours.kind == "array" and ours.inner:
            if shape["$type"] != "ArrayType":
                yield f"{at}: is {shape['$type']}, not an array"
                return
            yield from self.value(item, ours.inner, reference(shape["itemType"]), f"{at}[]")
        elif ours.kind in ("map", "keys") and ours.inner:
            if "additionalProperties" not in shape:
                if ours.inner.kind == "any" and shape["$type"].endswith("ObjectType"):
                    return
                yield f"{at}: is {shape['$type']}, not a map"
            elif ours.kind == "map":
                yield from self.value(item, ours.inner, reference(shape["additionalProperties"]), f"{at}{{}}")
        elif ours.objects:
            for option in self._possible(ours, shape):
                yield from self.object(option, index, f"{at}<{option.name}>")
        elif ours.kind in _SCALARS and shape["$type"] not in _SCALARS[ours.kind]:
            yield f"{at}: is {shape['$type']}, not {ours.kind}"
        else:
            literals = set(self._literals(index))
            if literals and item.values and not set(item.values) <= literals:
                yield f"{at}: values {sorted(set(item.values) - literals)} are not Azure's {sorted(literals)}"

    @staticmethod
    def _possible(ours: ValueType, shape: dict[str, Any]) -> list[ObjectType]:
        """The options that Azure's type can be told apart by: azure-native also lists abstract ones."""
        if shape["$type"] != "DiscriminatedObjectType":
            return list(ours.objects)
        return [option for option in ours.objects if not (marks := _marks(option)) or marks & set(shape["elements"])]

    def _literals(self, index: int) -> Iterator[str]:
        shape = self.types[index]
        if shape["$type"] == "StringLiteralType":
            yield shape["value"]
        for element in shape.get("elements", []) if shape["$type"] == "UnionType" else []:
            yield from self._literals(reference(element))

    def _find(self, index: int, wire: tuple[str, ...], ours: ObjectType) -> int | None:
        """Where a wire path leads in the published type, or None."""
        for step in wire:
            found = self._properties(index, ours).get(step)
            if found is None:
                return None
            index = found
        return index

    def _properties(self, index: int, ours: ObjectType) -> dict[str, int]:
        shape = self.types[index]
        match shape["$type"]:
            case "ObjectType":
                return {name: reference(entry["type"]) for name, entry in shape["properties"].items()}
            case "DiscriminatedObjectType":
                known = {name: reference(entry["type"]) for name, entry in shape["baseProperties"].items()}
                kinds = shape["elements"]
                for kind in sorted(_marks(ours) & set(kinds)) or sorted(kinds):
                    known |= self._properties(reference(kinds[kind]), ours)
                return known
            case "UnionType":
                return {
                    name: found
                    for element in shape["elements"]
                    for name, found in self._properties(reference(element), ours).items()
                }
            case _:
                return {}


def _marks(kind: ObjectType) -> set[str]:
    return {item.constant for item in kind.properties.values() if item.constant}

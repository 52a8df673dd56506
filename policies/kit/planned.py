"""Planned resources as the engine sends them, turned into plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from google.protobuf.struct_pb2 import Struct, Value

from arm.unknown import UNKNOWN

SIGNATURE = "4dabf18193072939515e22adb298388d"
"""The key by which Pulumi's wire format marks an object that stands for something else."""
SECRET = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - a mark of the wire format
OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e"
UNKNOWNS = frozenset(
    {
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "030794c1-ac77-496b-92df-f27374a8bd58",
        "e48ece36-62e2-4504-bad9-02848725956a",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    }
)
"""Texts that the wire format sends for a value of one of seven kinds that is not known yet."""


@dataclass(frozen=True, kw_only=True)
class Planned:
    """One resource of a plan."""

    urn: str
    token: str
    """Its type, without an API version."""
    inputs: Mapping[str, Any]
    """Its properties, plain, with `UNKNOWN` where a value is not known yet."""
    provider: Mapping[str, Any] = field(default_factory=dict)
    """Settings of its provider."""
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Per property, the resources whose outputs it is made of."""

    @property
    def name(self) -> str:
        """The logical name."""
        return self.urn.rsplit("::", 1)[-1]


def plain(struct: Struct) -> dict[str, Any]:
    """Properties with unknowns as `UNKNOWN`, secrets opened, references as ids, whole numbers as integers."""
    return {key: _plain(value) for key, value in struct.fields.items()}


def normalised(token: str) -> str:
    """The type without the API version in its module (`azure-native:network/v20240101:Subnet`)."""
    package, _, rest = token.partition(":")
    module, _, name = rest.partition(":")
    base, _, version = module.partition("/")
    return f"{package}:{base}:{name}" if version[:1] == "v" and version[1:5].isdigit() else token


def type_of(urn: str) -> str:
    """The type in a URN, without its parents' types."""
    return urn.rsplit("::", 2)[-2].rsplit("$", 1)[-1]


def references(dependencies: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Property dependencies of the protocol as tuples of URNs."""
    return {name: tuple(entry.urns) for name, entry in dependencies.items()}


def _plain(value: Value) -> Any:
    kind = value.WhichOneof("kind")
    if kind == "string_value":
        text = value.string_value
        return UNKNOWN if text in UNKNOWNS else text
    if kind == "struct_value":
        return _object(value.struct_value)
    if kind == "list_value":
        return [_plain(element) for element in value.list_value.values]
    if kind == "number_value":
        number = value.number_value
        return int(number) if number.is_integer() else number
    if kind == "bool_value":
        return value.bool_value
    return None


def _object(struct: Struct) -> Any:
    fields = struct.fields
    if SIGNATURE not in fields:
        return plain(struct)
    signature = fields[SIGNATURE].string_value
    key = {SECRET: "value", OUTPUT: "value", RESOURCE: "id"}.get(signature)
    if key is None:  # an asset or archive: content that no rule reads
        return None
    return _plain(fields[key]) if key in fields else UNKNOWN

"""Between Pulumi's protobuf properties and Python values.

Values are plain JSON with three additions: `UNKNOWN` for what a preview cannot tell, `Asset` for files, and a
set of paths beside the values that says which of them are secret.
Source: the marshalling rules of the Pulumi SDK (sdk/python/lib/pulumi/runtime/rpc.py), read 2026-11-23.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from google.protobuf.struct_pb2 import Struct, Value

from arm.unknown import UNKNOWN

SIGNATURE = "4dabf18193072939515e22adb298388d"
SECRET = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - a mark of the protocol
ASSET = "c44067f5952c0a294b673a41bacd8c17"
ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7"
RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e"
OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
UNKNOWN_TEXTS = frozenset(
    {
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9",  # of a string, and of any type
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",  # boolean
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",  # number
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",  # array
        "030794c1-ac77-496b-92df-f27374a8bd58",  # asset
        "e48ece36-62e2-4504-bad9-02848725956a",  # archive
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",  # object
    }
)
UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Asset:
    """A file or archive, as the program gave it."""

    kind: str
    """`ASSET` or `ARCHIVE`."""
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class Properties:
    """Values, and which of them are secret."""

    values: dict[str, Any]
    secrets: frozenset[Path] = field(default_factory=frozenset)


def decode(struct: Struct) -> Properties:
    """Read a property bag. Null properties are left out, as azure-native leaves them out."""
    secrets: set[Path] = set()
    return Properties(_fields(struct, (), secrets), frozenset(secrets))


def _fields(struct: Struct, at: Path, secrets: set[Path]) -> dict[str, Any]:
    found = {}
    for name, value in struct.fields.items():
        read = _read(value, (*at, name), secrets)
        if read is not None:
            found[name] = read
    return found


def _read(value: Value, at: Path, secrets: set[Path]) -> Any:
    kind = value.WhichOneof("kind")
    if kind == "string_value":
        text = value.string_value
        return UNKNOWN if text in UNKNOWN_TEXTS else text
    if kind == "number_value":
        number = value.number_value
        return int(number) if number.is_integer() else number
    if kind == "bool_value":
        return value.bool_value
    if kind == "list_value":
        return [_read(item, (*at, index), secrets) for index, item in enumerate(value.list_value.values)]
    if kind == "struct_value":
        struct = value.struct_value
        if SIGNATURE in struct.fields:
            return _special(struct, at, secrets)
        return _fields(struct, at, secrets)
    return None


def _special(struct: Struct, at: Path, secrets: set[Path]) -> Any:
    signature = struct.fields[SIGNATURE].string_value
    if signature == SECRET:
        secrets.add(at)
        return _read(struct.fields["value"], at, secrets)
    if signature == OUTPUT:
        if "secret" in struct.fields and struct.fields["secret"].bool_value:
            secrets.add(at)
        return _read(struct.fields["value"], at, secrets) if "value" in struct.fields else UNKNOWN
    if signature == RESOURCE:
        name = "id" if "id" in struct.fields else "urn"
        return _read(struct.fields[name], at, secrets) or UNKNOWN
    if signature in (ASSET, ARCHIVE):
        rest = _fields(struct, at, secrets)
        rest.pop(SIGNATURE)
        return Asset(signature, rest)
    raise ValueError(f"`{'.'.join(map(str, at))}` carries the unknown signature `{signature}`")


def encode(values: Mapping[str, Any], secrets: Iterable[Path] = ()) -> Struct:
    """Write a property bag.

    A secret path that the values do not have marks the nearest value above it, so that nothing secret
    goes out in clear because its shape has changed.
    """
    marked = {_standing(values, path) for path in secrets}
    marked.discard(())
    struct = Struct()
    struct.update({name: _write(value, (name,), marked) for name, value in values.items() if value is not None})
    return struct


def _write(value: Any, at: Path, marked: set[Path]) -> Any:
    plain: Any
    if isinstance(value, Mapping):
        plain = {key: _write(item, (*at, key), marked) for key, item in value.items() if item is not None}
    elif isinstance(value, list | tuple):
        plain = [_write(item, (*at, index), marked) for index, item in enumerate(value)]
    elif value is UNKNOWN:
        plain = UNKNOWN_TEXT
    elif isinstance(value, Asset):
        plain = {SIGNATURE: value.kind, **{key: _write(item, (), set()) for key, item in value.fields.items()}}
    else:
        plain = value
    return {SIGNATURE: SECRET, "value": plain} if at in marked else plain


def _standing(values: Any, path: Path) -> Path:
    """The part of a path that the values have."""
    for depth, step in enumerate(path):
        try:
            values = values[step]
        except (KeyError, IndexError, TypeError):
            return path[:depth]
    return path


def has_unknown(value: Any) -> bool:
    """Whether a value is unknown somewhere."""
    if value is UNKNOWN:
        return True
    if isinstance(value, Mapping):
        return any(has_unknown(item) for item in value.values())
    if isinstance(value, list | tuple):
        return any(has_unknown(item) for item in value)
    return False

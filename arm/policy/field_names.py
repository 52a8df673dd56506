"""The names of fields: which there are, and how a path of members is written."""

import re
from dataclasses import dataclass
from typing import Final, TypeAlias

from arm.policy.parse_expressions import Reading
from arm.policy.reading import nearest, refuse


class Star:
    """The type of `STAR`."""

    def __repr__(self) -> str:
        return "[*]"


STAR: Final = Star()
"""The step that selects every element."""

Step: TypeAlias = str | int | Star
"""A member by name, an element by position, or every element."""

PLAIN = ("name", "fullName", "kind", "type", "location", "id", "tags", "identity.type")
_PLAIN = {name.lower(): name for name in (*PLAIN, "identity.userAssignedIdentities", "identity")}
_STEP = re.compile(
    r"\[\*\]|\[(?P<index>\d+)\]|\['(?P<quoted>(?:[^']|'')*)'\]|\[\"(?P<double>[^\"]*)\"\]|\.?(?P<name>[^.\[\]]+)"
)


@dataclass(frozen=True, slots=True)
class FieldName:
    """A name, understood. `kind` is one of plain, tag, alias, path."""

    kind: str
    text: str
    """The name as written; for plain ones in their canonical casing, for tags the name of the tag."""


def tag_name(name: str) -> str | None:
    """The tag that a field name stands for, if it stands for one."""
    lowered = name.lower()
    if lowered.startswith("tags."):
        return name[5:]
    if not lowered.startswith("tags[") or not name.endswith("]"):
        return None
    inner = name[5:-1]
    if len(inner) >= 2 and inner[0] == inner[-1] and inner[0] in "'\"":
        return inner[1:-1].replace("''", "'") if inner[0] == "'" else inner[1:-1]
    return inner


def read_field_name(name: str) -> FieldName | None:
    """What a field name means, or nothing when no field has such a name."""
    stripped = name.strip()
    lowered = stripped.lower()
    if lowered in _PLAIN:
        return FieldName("plain", _PLAIN[lowered])
    if lowered != "tags[*]":
        tag = tag_name(stripped)
        if tag:
            return FieldName("tag", tag)
    if "/" in stripped.split("[", 1)[0]:
        return FieldName("alias", stripped)
    if "." in stripped or "[" in stripped:
        return FieldName("path", stripped)
    return None


def read_path(path: str) -> tuple[Step, ...]:
    """The steps of a path such as `properties.rules[*].name`."""
    steps: list[Step] = []
    position = 0
    while position < len(path):
        found = _STEP.match(path, position)
        if not found or found.end() == position:
            raise ValueError(f"`{path}` is no path: `{path[position:]}`")
        if found[0] == "[*]":
            steps.append(STAR)
        elif found["index"] is not None:
            steps.append(int(found["index"]))
        elif found["quoted"] is not None:
            steps.append(found["quoted"].replace("''", "'"))
        else:
            steps.append(found["double"] if found["double"] is not None else found["name"])
        position = found.end()
    return tuple(steps)


def check_field_name(name: str, where: str, reading: Reading) -> None:
    """Refuse a name that no field has; note a path that is no alias."""
    understood = read_field_name(name)
    if understood is None:
        refuse(
            "A-POL-037",
            where,
            f"the field `{name}`",
            f"{', '.join(PLAIN)}, tags['name'], or an alias such as Microsoft.Storage/storageAccounts/sku.name",
            nearest(name, PLAIN),
        )
    if understood.kind in ("alias", "path"):
        try:
            read_path(name.rsplit("/", 1)[-1] if "'" not in name else name)
        except ValueError as problem:
            refuse("A-POL-037", where, str(problem), "members, `[*]`, `['name']`", "correct the alias")
    if understood.kind == "path":
        reading.warn(
            "A-POL-038",
            where,
            f"the path `{name}`",
            "an alias: Azure knows no plain paths",
            "name the alias of the property",
        )

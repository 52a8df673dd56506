"""YAML to plain values with the line of each: the core schema of YAML 1.2, strict about keys.

A thousand stack files are read in every run of `estate check`, so the parser is the fast one of libyaml. Its
own rules for scalars are those of YAML 1.1, where `no` is false and `12:30` is a number: they are not used.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

Location = tuple[str | int, ...]

_PLAIN = "plain"
_TEXT = "tag:yaml.org,2002:str"
_COLLECTIONS = frozenset({"tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"})
_MERGE = "<<"
_MOST_VALUES = 100_000
"""Aliases of aliases can make a few lines into more values than memory holds."""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Leaves every scalar without quotes to us."""

    yaml_implicit_resolvers: ClassVar[Any] = {None: [(_PLAIN, re.compile("", re.DOTALL))]}


class NotPlainYaml(Exception):
    """Text that is not YAML, or YAML with something that data has no use for."""

    def __init__(self, line: int, found: str) -> None:
        self.line, self.found = line, found
        super().__init__(f"line {line}: {found}")


@dataclass(frozen=True)
class Foreign:
    """A scalar that YAML reads as something for which JSON has no value."""

    kind: str
    """What it is, such as `a date`."""
    text: str


_CORE: tuple[tuple[re.Pattern[str], Callable[[str], Any]], ...] = (
    (re.compile(r"~|null|Null|NULL|"), lambda _: None),
    (re.compile(r"true|True|TRUE|false|False|FALSE"), lambda text: text.lower() == "true"),
    (re.compile(r"[-+]?[0-9]+"), int),
    (re.compile(r"0o[0-7]+"), lambda text: int(text[2:], 8)),
    (re.compile(r"0x[0-9a-fA-F]+"), lambda text: int(text[2:], 16)),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
    (re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"), lambda text: Foreign("a number without value", text)),
    (
        re.compile(r"\d{4}-\d{1,2}-\d{1,2}([Tt]|[ \t]+|$)([\d:.]*[ \t]*(Z|[-+]\d{1,2}(:?\d{2})?)?)"),
        lambda text: Foreign("a date", text),
    ),
)
"""How a plain scalar is read: the first that fits, else text. Dates are noticed, so that they can be refused."""


def read_yaml(text: str) -> tuple[Any, dict[Location, int]]:
    """The value of a YAML text, and the line of every part of it.

    Errors: `NotPlainYaml` for what is not YAML, keys that stand twice or are not text, and own tags.
    """
    lines: dict[Location, int] = {}
    try:
        node = yaml.compose(text, Loader=_Loader)
        return (None if node is None else _value(node, (), lines, frozenset())), lines
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        found = str(error.problem or error.context).removeprefix("but ")
        raise NotPlainYaml(mark.line + 1 if mark else 0, found) from error
    except yaml.YAMLError as error:
        raise NotPlainYaml(0, " ".join(str(error).split())[:200]) from error


def _value(node: Node, at: Location, lines: dict[Location, int], around: frozenset[int]) -> Any:
    if id(node) in around:
        raise NotPlainYaml(node.start_mark.line + 1, "an alias to what holds it")
    if isinstance(node, ScalarNode):
        return _scalar(node)
    if node.tag not in _COLLECTIONS:
        raise _own_tag(node)
    if len(lines) > _MOST_VALUES:
        raise NotPlainYaml(node.start_mark.line + 1, f"more than {_MOST_VALUES} values, aliases included")
    inside = around | {id(node)}
    if isinstance(node, MappingNode):
        result: dict[str, Any] = {}
        for key, line, value in _entries(node, inside):
            lines[*at, key] = line
            result[key] = _value(value, (*at, key), lines, inside)
        return result
    items = []
    for index, item in enumerate(node.value):
        lines[*at, index] = item.start_mark.line + 1
        items.append(_value(item, (*at, index), lines, inside))
    return items


def _entries(node: MappingNode, around: frozenset[int]) -> Iterator[tuple[str, int, Node]]:
    """The entries of a map, after those that it merges from others and does not hold itself."""
    own: dict[str, tuple[str, int, Node]] = {}
    merged: list[Node] = []
    for key_node, value in node.value:
        line = key_node.start_mark.line + 1
        key = _scalar(key_node) if isinstance(key_node, ScalarNode) else None
        if not isinstance(key, str):
            raise NotPlainYaml(line, "a key that is not text")
        if key == _MERGE and key_node.tag == _PLAIN:
            merged += value.value if isinstance(value, SequenceNode) else [value]
        elif key in own:
            raise NotPlainYaml(line, f"key `{key}` stands twice")
        else:
            own[key] = (key, line, value)
    for other in merged:
        if not isinstance(other, MappingNode) or id(other) in around:
            raise NotPlainYaml(other.start_mark.line + 1, "a merge with something other than a map")
        for entry in _entries(other, around | {id(other)}):
            if entry[0] not in own:
                own[entry[0]] = entry
    yield from own.values()


def _scalar(node: ScalarNode) -> Any:
    text: str = node.value
    if node.tag == _PLAIN:
        return next((make(text) for pattern, make in _CORE if pattern.fullmatch(text)), text)
    if node.tag == _TEXT:
        return text
    raise _own_tag(node)


def _own_tag(node: Node) -> NotPlainYaml:
    return NotPlainYaml(node.start_mark.line + 1, f"tag `{node.tag}`")

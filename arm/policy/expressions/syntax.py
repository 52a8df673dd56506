"""The tree of an expression, and how it is written back."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Literal:
    """A text in single quotes, a number, or one of the words true, false and null."""

    value: str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    name: str
    arguments: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Access:
    """A member of an object by `.name` (`dotted`), or a member or element by `[expression]`."""

    target: "Node"
    key: "Node"
    dotted: bool = False


Node: TypeAlias = Literal | Call | Access
"""One part of an expression."""


def render(node: Node) -> str:
    """The expression as text, without the outer brackets."""
    if isinstance(node, Literal):
        if isinstance(node.value, str):
            return "'" + node.value.replace("'", "''") + "'"
        if node.value is None:
            return "null"
        return str(node.value).lower() if isinstance(node.value, bool) else str(node.value)
    if isinstance(node, Call):
        return f"{node.name}({', '.join(render(argument) for argument in node.arguments)})"
    if node.dotted and isinstance(node.key, Literal):
        return f"{render(node.target)}.{node.key.value}"
    return f"{render(node.target)}[{render(node.key)}]"


def children(node: Node) -> tuple[Node, ...]:
    """The parts of a part."""
    if isinstance(node, Call):
        return node.arguments
    return (node.target, node.key) if isinstance(node, Access) else ()


def calls(node: Node) -> Iterator[Call]:
    """Every call in an expression, the outermost first."""
    if isinstance(node, Call):
        yield node
    for child in children(node):
        yield from calls(child)


def depth(node: Node) -> int:
    """How deep calls are nested."""
    below = max((depth(child) for child in children(node)), default=0)
    return below + 1 if isinstance(node, Call) else below

"""Reading expressions: `[name('text', 1).member[0]]`."""

import re
from functools import lru_cache
from typing import Any

from arm.policy.expressions.syntax import Access, Call, Literal, Node

_TOKEN = re.compile(
    r"\s*(?:(?P<string>'(?:[^']|'')*')|(?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<sign>[()\[\],.]))\s*"
)
_MEMBER = re.compile(r"[A-Za-z_$][\w$]*")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
MAX_LENGTH = 81_920
MAX_ARGUMENTS = 128
MAX_DEPTH = 64


class SyntaxProblem(Exception):
    """An expression that cannot be read: what was met and what was looked for."""

    def __init__(self, found: str, accepted: str) -> None:
        self.found = found
        self.accepted = accepted
        super().__init__(f"{found}; {accepted}")


def is_expression(value: Any) -> bool:
    """Whether a value of a rule is an expression: a text in brackets that does not begin with two."""
    return isinstance(value, str) and value[:1] == "[" and value[-1:] == "]" and value[:2] != "[["


def literal_text(text: str) -> str:
    """A text that is no expression, as it is meant: `[[` at the start stands for one bracket."""
    return text[1:] if text.startswith("[[") and text.endswith("]") else text


@lru_cache(maxsize=8192)
def parse(text: str) -> Node:
    """The tree of an expression in its outer brackets. Raises `SyntaxProblem`."""
    if len(text) > MAX_LENGTH:
        raise SyntaxProblem(f"an expression of {len(text)} characters", f"at most {MAX_LENGTH}")
    reader = _Reader(text)
    tree = reader.expression(0)
    reader.expect_end()
    return tree


class _Reader:
    """A recursive descent over the tokens of one expression."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens: list[tuple[str, str, int]] = []
        position, end = 1, len(text) - 1
        while position < end:
            found = _TOKEN.match(text, position, end)
            if not found or found.lastgroup is None:
                if not text[position:end].strip():
                    break
                raise SyntaxProblem(
                    f"`{text[position : position + 20]}` at character {position + 1} of `{text}`",
                    "texts in single quotes, whole numbers, function calls, `.member` and `[index]`",
                )
            self._tokens.append((found.lastgroup, found[found.lastgroup], found.start(found.lastgroup)))
            position = found.end()
        self._next = 0

    def _peek(self) -> tuple[str, str, int]:
        if self._next < len(self._tokens):
            return self._tokens[self._next]
        return ("end", "", len(self._text) - 1)

    def _take(self) -> tuple[str, str, int]:
        token = self._peek()
        self._next += 1
        return token

    def _problem(self, token: tuple[str, str, int], accepted: str) -> SyntaxProblem:
        kind, text, position = token
        found = "the end" if kind == "end" else f"`{text}`"
        return SyntaxProblem(f"{found} at character {position + 1} of `{self._text}`", accepted)

    def _expect(self, sign: str) -> None:
        token = self._take()
        if token[:2] != ("sign", sign):
            raise self._problem(token, f"`{sign}`")

    def expect_end(self) -> None:
        """Nothing may follow the outermost expression."""
        if self._peek()[0] != "end":
            raise self._problem(self._peek(), "one expression between the outer brackets, nothing after it")

    def expression(self, level: int) -> Node:
        """An operand with its accessors."""
        if level > MAX_DEPTH:
            raise SyntaxProblem(f"calls nested more than {MAX_DEPTH} deep", f"at most {MAX_DEPTH}")
        node = self._operand(level)
        while True:
            kind, text, _ = self._peek()
            if (kind, text) == ("sign", "."):
                self._take()
                node = Access(node, Literal(self._member()), dotted=True)
            elif (kind, text) == ("sign", "["):
                self._take()
                key = self.expression(level + 1)
                self._expect("]")
                node = Access(node, key)
            else:
                return node

    def _member(self) -> str:
        kind, text, position = token = self._take()
        if kind != "name":
            raise self._problem(token, "the name of a member after `.`")
        whole = _MEMBER.match(self._text, position)
        return whole[0] if whole else text

    def _operand(self, level: int) -> Node:
        kind, text, _ = token = self._take()
        if kind == "string":
            return Literal(text[1:-1].replace("''", "'"))
        if kind == "number":
            return Literal(int(text) if re.fullmatch(r"-?\d+", text) else float(text))
        if kind == "name":
            return self._named(text, token, level)
        raise self._problem(token, "a text in single quotes, a number, or a function call")

    def _named(self, name: str, token: tuple[str, str, int], level: int) -> Node:
        if self._peek()[:2] == ("sign", "."):
            # A dotted name that is called belongs to a namespace of user-defined functions.
            self._take()
            name = f"{name}.{self._member()}"
        if self._peek()[:2] == ("sign", "("):
            self._take()
            return Call(name, self._arguments(level))
        if name.lower() in _WORDS:
            return Literal(_WORDS[name.lower()])
        raise self._problem(token, f"a function call, such as `{name}(...)`")

    def _arguments(self, level: int) -> tuple[Node, ...]:
        arguments: list[Node] = []
        if self._peek()[:2] == ("sign", ")"):
            self._take()
            return ()
        while True:
            arguments.append(self.expression(level + 1))
            token = self._take()
            if token[:2] == ("sign", ")"):
                break
            if token[:2] != ("sign", ","):
                raise self._problem(token, "`,` or `)`")
        if len(arguments) > MAX_ARGUMENTS:
            raise SyntaxProblem(f"{len(arguments)} arguments", f"at most {MAX_ARGUMENTS}")
        return tuple(arguments)

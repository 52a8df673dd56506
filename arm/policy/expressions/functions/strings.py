"""Texts."""

import json
from typing import Any

from arm.policy.errors import EvaluationError
from arm.policy.expressions.functions.registry import function, need_integer, need_text
from arm.policy.values import has_unknown, is_plain, kind_of, text_of, upper
from arm.unknown import UNKNOWN


def write_json(value: Any) -> str:
    """A value as compact JSON text."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


@function("string", 1, 1, lenient=True)
def to_text(value: Any) -> Any:
    """A value as text; arrays and objects as JSON."""
    if has_unknown(value):
        return UNKNOWN
    return text_of(value) if is_plain(value) else write_json(value)


@function("toLower", 1, 1)
def to_lower(value: Any) -> str:
    """The text in lower case."""
    return need_text("toLower", value).lower()


@function("toUpper", 1, 1)
def to_upper(value: Any) -> str:
    """The text in upper case."""
    return upper(need_text("toUpper", value))


@function("trim", 1, 1)
def trim(value: Any) -> str:
    """The text without white space at its ends."""
    return need_text("trim", value).strip()


@function("replace", 3, 3)
def replace(value: Any, old: Any, new: Any) -> str:
    """The text with every occurrence replaced."""
    text, searched = need_text("replace", value), need_text("replace", old)
    if not searched:
        raise EvaluationError("`replace` of an empty text")
    return text.replace(searched, need_text("replace", new))


@function("substring", 2, 3)
def substring(value: Any, start: Any, length: Any = None) -> str:
    """A part of the text; positions outside it are an error."""
    text, first = need_text("substring", value), need_integer("substring", start)
    size = len(text) - first if length is None else need_integer("substring", length)
    if first < 0 or size < 0 or first + size > len(text):
        raise EvaluationError(f"`substring` from {first} over {size} lies outside of {len(text)} characters")
    return text[first : first + size]


@function("startsWith", 2, 2)
def starts_with(value: Any, part: Any) -> bool:
    """Whether the text begins so, without regard to case."""
    return upper(need_text("startsWith", value)).startswith(upper(need_text("startsWith", part)))


@function("endsWith", 2, 2)
def ends_with(value: Any, part: Any) -> bool:
    """Whether the text ends so, without regard to case."""
    return upper(need_text("endsWith", value)).endswith(upper(need_text("endsWith", part)))


@function("padLeft", 2, 3)
def pad_left(value: Any, width: Any, character: Any = " ") -> str:
    """The text, filled up on the left."""
    filler = need_text("padLeft", character)
    if len(filler) != 1:
        raise EvaluationError(f"`padLeft` takes one character, not {filler!r}")
    if value is not None and (not isinstance(value, str | int) or isinstance(value, bool)):
        raise EvaluationError(f"`padLeft` takes a string or an integer, not {kind_of(value)}")
    return text_of(value).rjust(need_integer("padLeft", width), filler)


@function("split", 2, 2)
def split(value: Any, delimiter: Any) -> list[str]:
    """The parts of the text between delimiters, empty ones included."""
    text = need_text("split", value)
    delimiters = [delimiter] if isinstance(delimiter, str) else delimiter
    if not isinstance(delimiters, list):
        raise EvaluationError(f"`split` takes a delimiter or an array of them, not {kind_of(delimiter)}")
    parts = [text]
    for mark in delimiters:
        separator = need_text("split", mark)
        if separator:
            parts = [piece for part in parts for piece in part.split(separator)]
    return parts


@function("uniqueString", 1, None, lenient=True)
def unique_string(*_values: Any) -> Any:
    """A hash of thirteen characters whose algorithm is not published."""
    return UNKNOWN


@function("guid", 1, None, lenient=True)
def guid(*_values: Any) -> Any:
    """A name-based identifier whose algorithm is not in the reference."""
    return UNKNOWN

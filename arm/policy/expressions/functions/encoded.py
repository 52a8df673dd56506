"""JSON, base64, URIs."""

import base64
import binascii
import json
import re
from typing import Any
from urllib.parse import quote, unquote, unquote_to_bytes, urljoin

from arm.policy.errors import EvaluationError
from arm.policy.expressions.functions.registry import function, need_text

_DATA_URI = re.compile(r"data:[^,]*?(?P<base64>;base64)?,(?P<data>.*)", re.IGNORECASE | re.DOTALL)


@function("json", 1, 1)
def read_json(value: Any) -> Any:
    """The value that a JSON text stands for."""
    try:
        return json.loads(need_text("json", value))
    except ValueError as problem:
        raise EvaluationError(f"`json` cannot read the text: {problem}") from None


@function("base64", 1, 1)
def to_base64(value: Any) -> str:
    """The text in base64."""
    return base64.b64encode(need_text("base64", value).encode()).decode()


def _decode(name: str, data: str) -> str:
    try:
        return base64.b64decode(data, validate=True).decode()
    except (binascii.Error, ValueError) as problem:
        raise EvaluationError(f"`{name}` cannot read the text: {problem}") from None


@function("base64ToString", 1, 1)
def from_base64(value: Any) -> str:
    """The text behind base64."""
    return _decode("base64ToString", need_text("base64ToString", value))


@function("base64ToJson", 1, 1)
def json_from_base64(value: Any) -> Any:
    """The value behind JSON in base64."""
    return read_json(_decode("base64ToJson", need_text("base64ToJson", value)))


@function("dataUri", 1, 1)
def to_data_uri(value: Any) -> str:
    """The text as a data URI."""
    return f"data:text/plain;charset=utf8;base64,{to_base64(need_text('dataUri', value))}"


@function("dataUriToString", 1, 1)
def from_data_uri(value: Any) -> str:
    """The text behind a data URI."""
    found = _DATA_URI.fullmatch(need_text("dataUriToString", value))
    if not found:
        raise EvaluationError("`dataUriToString` takes a data URI")
    if found["base64"]:
        return _decode("dataUriToString", found["data"])
    return unquote_to_bytes(found["data"]).decode(errors="replace")


@function("uri", 2, 2)
def join_uri(base: Any, relative: Any) -> str:
    """The absolute URI of a relative one."""
    return urljoin(need_text("uri", base), need_text("uri", relative))


@function("uriComponent", 1, 1)
def to_uri_component(value: Any) -> str:
    """The text, escaped for a URI."""
    return quote(need_text("uriComponent", value), safe="")


@function("uriComponentToString", 1, 1)
def from_uri_component(value: Any) -> str:
    """The text behind an escaped one."""
    return unquote(need_text("uriComponentToString", value))

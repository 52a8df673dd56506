"""What a model accepts, in the estate's own words instead of pydantic's."""

import difflib
import re
from collections.abc import Iterable
from ipaddress import AddressValueError, NetmaskValueError
from typing import Any

from pydantic_core import ErrorDetails

_WORDS = {
    "bool_type": "`true` or `false`",
    "dict_type": "a map",
    "float_type": "a number",
    "greater_than": "more than {gt:g}",
    "greater_than_equal": "{ge:g} or more",
    "int_from_float": "a whole number",
    "int_type": "a whole number",
    "ip_any_address": "an IP address, such as `10.0.0.4`",
    "ip_v4_network": "an IPv4 range without host bits, such as `10.16.0.0/16`",
    "less_than": "less than {lt:g}",
    "less_than_equal": "{le:g} or less",
    "model_type": "a map",
    "string_pattern_mismatch": "text that matches `{pattern}`",
    "string_too_long": "text of at most {max_length} characters",
    "string_too_short": "text of at least {min_length} characters",
    "string_type": "text",
    "too_short": "at least {min_length} of them",
    "tuple_type": "a list",
    "value_error": "{error}",
}
"""By pydantic's kind of error; braces hold the limits that the model sets."""
_QUOTED = re.compile(r"'([^']+)'")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def accepted(detail: ErrorDetails) -> str:
    """What would be right in place of a refused value."""
    kind, context = detail["type"], detail.get("ctx", {})
    error = context.get("error")
    if isinstance(error, AddressValueError | NetmaskValueError) or "host bits" in str(error):
        kind = "ip_v4_network"
    text = _WORDS.get(kind)
    return detail["msg"] if text is None else text.format(**context)


def choices(context: Any) -> list[str]:
    """The members of a closed set of texts or numbers, from the text in which pydantic lists them."""
    return _QUOTED.findall(str(context)) or _NUMBER.findall(str(context))


def listed(names: Iterable[str], before: str = "one of ") -> str:
    """Names in backticks after `one of`."""
    quoted = [f"`{name}`" for name in names]
    return f"{before if len(quoted) > 1 else ''}{', '.join(quoted)}"


def nearest(text: object, names: Iterable[str], otherwise: str) -> str:
    """What to write instead: the nearest of the names, or another advice where none is near."""
    near = difflib.get_close_matches(str(text), sorted(names), n=1)
    return f"write `{near[0]}`" if near else otherwise

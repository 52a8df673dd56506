"""`format`: composite formatting of texts, numbers and booleans."""

import re
from typing import Any

from arm.policy.errors import EvaluationError
from arm.policy.expressions.functions.registry import function, need_text
from arm.policy.expressions.functions.strings import write_json
from arm.policy.values import has_unknown, is_plain, text_of
from arm.unknown import UNKNOWN

_ITEM = re.compile(r"\{\{|\}\}|\{(\d+)(?:,(-?\d+))?(?::([^{}]*))?\}|[{}]")
_ZEROS = re.compile(r"0+")


class _NotSupportedError(Exception):
    """A format that is not carried out here."""


def _formatted(value: Any, style: str) -> str:
    if not style or not isinstance(value, int | float) or isinstance(value, bool):
        return text_of(value) if is_plain(value) else write_json(value)
    letter, digits = style[:1].upper(), style[1:]
    if _ZEROS.fullmatch(style) and isinstance(value, int):
        return f"{value:0{len(style) + (value < 0)}d}"
    if letter not in "DFNX" or (digits and not digits.isdigit()):
        raise _NotSupportedError
    if letter in "DX":
        if not isinstance(value, int):
            raise EvaluationError(f"`format` cannot write {value} as `{style}`")
        text = f"{abs(value):0{int(digits or 1)}d}" if letter == "D" else f"{value:0{int(digits or 1)}X}"
        return f"-{text}" if value < 0 and letter == "D" else text
    places = int(digits or 2)
    return f"{value:,.{places}f}" if letter == "N" else f"{value:.{places}f}"


@function("format", 1, None, lenient=True)
def compose(template: Any, *values: Any) -> Any:
    """The template with `{0}`, `{1}` and so on replaced."""
    if has_unknown(template) or any(has_unknown(value) for value in values):
        return UNKNOWN

    def fill(found: re.Match[str]) -> str:
        if found[0] in ("{{", "}}"):
            return found[0][0]
        if found[1] is None or int(found[1]) >= len(values):
            raise EvaluationError(f"`format` has no value for `{found[0]}`")
        text = _formatted(values[int(found[1])], found[3] or "")
        width = int(found[2] or 0)
        return text.ljust(-width) if width < 0 else text.rjust(width)

    try:
        return _ITEM.sub(fill, need_text("format", template))
    except _NotSupportedError:
        return UNKNOWN

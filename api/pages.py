"""Lists in pages: a cursor says where the last page ended, so that new requests move nothing."""

import base64
import binascii
import re
from collections.abc import Sequence
from typing import TypeVar

from api.problems import refused
from servicedesk.state import State

_POSITION = re.compile(r"R-(\d{1,9})\Z", re.ASCII)
Shown = TypeVar("Shown", bound=State)


def page(states: Sequence[Shown], cursor: str | None, limit: int) -> tuple[Sequence[Shown], str | None]:
    """The states after a cursor, at most `limit`, and the cursor of the next page. Errors: `Refused` (422)."""
    after = 0 if cursor is None else _number(_decoded(cursor))
    rest = [state for state in states if _number(state.id) > after]
    shown = rest[:limit]
    return shown, _encoded(shown[-1].id) if len(rest) > limit else None


def _number(request: str) -> int:
    found = _POSITION.match(request)
    if found is None:
        raise refused(
            "H-REQ-006",
            "query.cursor",
            found="a cursor that no page gave",
            accepted="`next` of the page before",
            remedy="begin again without a cursor",
        )
    return int(found[1])


def _encoded(request: str) -> str:
    return base64.urlsafe_b64encode(request.encode()).decode().rstrip("=")


def _decoded(cursor: str) -> str:
    try:
        return base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        return ""

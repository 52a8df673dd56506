"""Lists in pages: a cursor says after which request the next page begins, so that new requests move nothing."""

from collections.abc import Sequence

from servicedesk.state import State


def page(states: Sequence[State], cursor: str | None, limit: int) -> tuple[Sequence[State], str | None]:
    """The states after a cursor, at most `limit`, and the cursor of the next page: the id of the last one shown."""
    after = 0 if cursor is None else _number(cursor)
    rest = [state for state in states if _number(state.id) > after]
    shown = rest[:limit]
    return shown, shown[-1].id if len(rest) > limit else None


def _number(request: str) -> int:
    return int(request.removeprefix("R-"))

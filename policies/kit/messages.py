"""What people read: found, expected, where to change it, and which rule asks."""

from collections.abc import Sequence

LONGEST = 240
"""Characters of a value that a message shows."""
SHOWN = 4
"""Places that a message names before it counts the rest."""


UNDECIDED = "Not decided before deployment"
"""What a finding says whose answer hangs on a value that is not known yet."""


def violation_message(key: str, title: str, found: Sequence[str], expected: str, fix: str) -> str:
    """The message of a violation."""
    return f"{key} {title}. Found: {_listed(found)}. Expected: {expected}. Where to change it: {fix}"


def unknown_message(key: str, title: str, undecided: Sequence[str]) -> str:
    """The message of a verdict that waits for a value."""
    named = _listed([f"`{path}`" for path in undecided])
    return f"{key} {title}. {UNDECIDED}: {named} not known yet; the deployment decides."


def shown(value: object) -> str:
    """A found value, short enough for one line."""
    if value is None:
        return "absent"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if isinstance(value, float) and value.is_integer():
        text = str(int(value))
    return f"`{text if len(text) <= LONGEST else text[: LONGEST - 1] + '…'}`"


def _listed(texts: Sequence[str]) -> str:
    named = ", ".join(texts[:SHOWN])
    return f"{named} and {len(texts) - SHOWN} more" if len(texts) > SHOWN else named

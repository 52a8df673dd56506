"""Stacks that a request names: they must exist, and be of the kind that is meant."""

import difflib
from collections.abc import Collection

from servicedesk.problems import Problem


def unknown(where: str, name: str, known: Collection[str], what: str, code: str = "D-REQ-004") -> tuple[Problem, ...]:
    """A problem where a name is not among those known; nothing otherwise."""
    if name in known:
        return ()
    near = difflib.get_close_matches(name, sorted(known), n=1)
    listed = ", ".join(f"`{entry}`" for entry in sorted(known))
    return (
        Problem(
            code=code,
            where=where,
            found=f"no {what} `{name}`",
            accepted=f"one of {listed}" if listed else f"the estate has no {what} yet",
            remedy=f"write `{near[0]}`" if near else "choose one of these",
        ),
    )

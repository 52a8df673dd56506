"""The two keys that deleting stored data takes."""

from collections.abc import Iterator

from config.estate import Estate
from servicedesk.problems import Problem


def keys_not_turned(estate: Estate, stack: str, where: str) -> Iterator[Problem]:
    """The problem of a request after which data of a stack may be deleted, unless both keys are turned."""
    if not estate.may_remove_data(estate.stacks[stack]):
        yield Problem(
            code="D-EFF-007",
            where=where,
            found=f"the data of `{stack}` are kept",
            accepted="`allow_data_removal: true` in the stack, and `data_removal: true` in its environment",
            remedy="have both keys turned first, by pull request",
        )

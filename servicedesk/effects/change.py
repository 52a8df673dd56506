"""What an effect is: changed files, or the plain statement that it changes none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from config.estate import Estate
from servicedesk.texts import Texts


@dataclass(frozen=True, kw_only=True)
class Change:
    """Files of the estate after a request; None removes one."""

    files: Mapping[str, str | None]
    summary: tuple[str, ...]
    """What changes, a sentence each, for approvers and the commit."""
    before_merge: tuple[str, ...] = ()
    """What a person must do before it may be merged."""


@dataclass(frozen=True)
class RecordOnly:
    """The estate's data have no place for this yet: the request is decided and recorded, people do the work."""

    work: str
    """What the group that does it has to do."""


@dataclass(frozen=True, kw_only=True)
class Context:
    """What an effect is computed from, beside the request's body."""

    estate: Estate
    texts: Texts
    today: date
    request: str
    """The request's id."""
    guardrails: frozenset[str] = frozenset()
    """The ids of the guardrails that judge the estate; empty where they are not known here."""


def stack_name(context: Context, name: str, environment: str) -> str:
    """The name of a team's new stack: its workload name, with the environment where that is taken elsewhere."""
    taken = context.estate.stacks.get(name)
    if taken is None or context.estate.environment_name(taken) == environment:
        return name
    return f"{name}-{environment}"

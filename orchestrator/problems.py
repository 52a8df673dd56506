"""Problems that a person can act on, told on one line in five parts."""

import json
from functools import cache
from importlib.resources import files

from orchestrator.exit_codes import ExitCode


class OperationError(Exception):
    """A problem with a permanent code, its place, what was found, what is accepted and what to do.

    The command line shows it as one line and without a stack trace; `details` (such as the last lines
    of a build) follow below it.
    """

    exit_code: ExitCode = ExitCode.FAILURE

    def __init__(
        self,
        *,
        code: str,
        where: str,
        found: str,
        accepted: str,
        remedy: str,
        details: str = "",
    ) -> None:
        self.code = code
        self.where = where
        self.found = found
        self.accepted = accepted
        self.remedy = remedy
        self.details = details
        super().__init__(f"{code} · {where} · {found} · {accepted} · {remedy}")
        if details:
            self.add_note(details)

    def as_dict(self) -> dict[str, str]:
        """The record for `--json`."""
        parts = ("code", "where", "found", "accepted", "remedy", "details")
        return {part: getattr(self, part) for part in parts}


class InvalidInputError(OperationError):
    """A problem with what was asked, found before anything ran."""

    exit_code = ExitCode.INVALID_INPUT


@cache
def registry() -> dict[str, dict[str, str]]:
    """Every code of the command and its tools with its title and its reason; the source of the reference page."""
    text = files("orchestrator").joinpath("data/problems.json").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, str]] = json.loads(text)
    return loaded

"""What goes wrong with policies, each problem on one line in five parts."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One problem: its permanent code, its place, what was found, what is accepted, what to do."""

    code: str
    where: str
    found: str
    accepted: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.code} · {self.where} · {self.found} · {self.accepted} · {self.remedy}"


class PolicyError(Exception):
    """A policy document that cannot be used; `problem` holds the five parts."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


class DefinitionError(PolicyError):
    """A document that Azure refuses to save."""


class UnsupportedConstructError(PolicyError):
    """A construct that is not evaluated here; the text names it and its place."""


class ParameterError(PolicyError):
    """Values that do not fit the parameters of a definition: a fault of the assignment."""


class AliasTableError(PolicyError):
    """A table of aliases in none of the accepted forms."""


class EvaluationError(Exception):
    """The rule cannot be evaluated on this resource. Azure denies the request when this happens."""

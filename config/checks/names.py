"""Computed names that Azure would refuse."""

from collections.abc import Iterator

from config.checks.place import in_stack
from config.estate import Estate
from config.names import names_of
from config.naming import NameProblem
from config.problems import Problem


def check_names(estate: Estate) -> Iterator[Problem]:
    """Every physical name of every stack is one that Azure takes (C-NAM-001 to C-NAM-004)."""
    for name in (*estate.zones, *estate.teams):
        if (team := estate.teams.get(name)) and team.landing_zone not in estate.landing_zones:
            continue
        try:
            names_of(estate, name)
        except NameProblem as problem:
            yield in_stack(
                estate,
                name,
                ("name",),
                problem.code,
                found=f"{problem.found} ({problem.where})",
                accepted=problem.accepted,
                remedy=problem.remedy,
            )

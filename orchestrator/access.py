"""Rights as they are deployed: the inventory and the directory of the simulated Azure, against the matrix."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from arm.ids import InvalidResourceId, parse
from config.access.deployed import Deployed, Principal, deployed
from config.access.differences import Difference, differences, why
from config.access.effective import Right, people_of, rights_at, rights_of
from config.access.expected import Expected, expected, place_of, scopes
from config.access.lists import list_differences, standing_lists
from config.estate import Estate
from config.groups import team_groups
from config.rights import Reach
from orchestrator.engine.workspace import simulator_directory, work_directory
from orchestrator.problems import InvalidInputError
from simulator import control

_ARM = ("/subscriptions/", "/providers/")


def what_is_deployed(folder: Path) -> Deployed:
    """What grants rights now. Errors: `InvalidInputError` where nothing stands."""
    directory = simulator_directory(work_directory(folder))
    found = deployed(control.inventory(directory), control.principals(directory))
    if not found.assignments:
        raise InvalidInputError(
            code="E-ACC-001",
            where=f"`{folder}`",
            found="no role assignment",
            accepted="an estate that stands",
            remedy="deploy it with `estate up`",
        )
    return found


def all_differences(estate: Estate, folder: Path) -> tuple[Difference, ...]:
    """Where roles, access lists of the lakes, and members of datasets' groups differ from the estate's data.

    Errors: `InvalidInputError` where nothing stands.
    """
    found = what_is_deployed(folder)
    lists = standing_lists(control.lists(simulator_directory(work_directory(folder))))
    today = datetime.now(UTC).date()
    return (*differences(estate, found), *list_differences(estate, found, lists, today))


def asked(estate: Estate, found: Deployed, *, team: str | None, person: str | None) -> list[Principal]:
    """A team's group by its key, a person, or everyone who holds a role. Errors: `InvalidInputError`."""
    if person:
        return [_principal(found, person, "a user principal name of the tenant", "correct it")]
    if team:
        names = {group.key: group.display_name for group in team_groups(estate)}
        if team not in names:
            raise _unknown("--team", team, ", ".join(f"`{key}`" for key in names), "name a team of the estate")
        return [_principal(found, names[team], "a team whose group stands", "deploy the platform with `estate up`")]
    holding = {one.principal for one in found.assignments}
    return sorted((one for one in found.principals.values() if one.id in holding), key=lambda one: one.name)


def scope_named(estate: Estate, name: str) -> str:
    """A stack's scope by the stack's name, or the id itself. Errors: `InvalidInputError`."""
    if name in estate.stacks:
        return scopes(estate, name, Reach.WHOLE)[0]
    try:
        return str(parse(name))
    except InvalidResourceId as error:
        stacks = ", ".join(f"`{stack}`" for stack in estate.stacks)
        raise _unknown("--scope", name, f"a resource id, or one of {stacks}", "name a stack or an id") from error


def rows(estate: Estate, found: Deployed, principals: list[Principal], scope: str | None) -> list[dict[str, Any]]:
    """The rights of principals, all of them or those that hold at a scope."""
    wanted = expected(estate)
    return [
        _row(estate, found, wanted, one, right)
        for one in principals
        for right in (rights_at(found, one.id, scope) if scope else rights_of(found, one.id))
    ]


def difference_row(estate: Estate, one: Difference) -> dict[str, Any]:
    """A difference for machines."""
    return {
        "kind": str(one.kind),
        "principal": one.principal,
        "role": one.role,
        "scope": one.scope,
        "stack": place_of(estate, one.scope) if one.scope.startswith(_ARM) else None,
        "cause": one.cause,
        "reaches": list(one.reaches),
    }


def _row(estate: Estate, found: Deployed, wanted: tuple[Expected, ...], one: Principal, right: Right) -> dict[str, Any]:
    return {
        "principal": one.name,
        "kind": one.kind,
        "role": right.role,
        "scope": right.scope,
        "stack": place_of(estate, right.scope),
        "through": [found.principals[group].name for group in right.through[1:]],
        "assignment": right.assignment,
        "because": why(estate, found, wanted, one, right),
        "people": list(people_of(found, one.id)),
    }


def _principal(found: Deployed, name: str, accepted: str, remedy: str) -> Principal:
    one = found.named(name)
    if one is None:
        raise _unknown("estate access", name, accepted, remedy)
    return one


def _unknown(where: str, found: str, accepted: str, remedy: str) -> InvalidInputError:
    return InvalidInputError(code="E-ACC-002", where=where, found=f"`{found}`", accepted=accepted, remedy=remedy)

"""Where access lists of the lakes, and the members of datasets' groups, differ from what the datasets say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from arm.access_lists import NOTHING, FolderList, effective
from arm.ids import parse
from config.access.deployed import Deployed
from config.access.differences import Difference, Kind
from config.access.effective import people_of
from config.datasets import dataset_groups
from config.delivery import repositories
from config.estate import Estate
from config.groups import team_groups
from config.lake_folders import PERMISSIONS, Grant, folders, lake_id
from config.workloads import signing_in

MEMBER = "member"


@dataclass(frozen=True, order=True)
class _Place:
    """One folder."""

    container: str
    """The container's id, in lower case."""
    path: str


Wanted = Mapping[_Place, Mapping[str, str]]
"""Permissions by folder, and there by the name of the holder."""
Standing = Mapping[_Place, FolderList]


def standing_lists(rows: list[dict[str, Any]]) -> Standing:
    """The lists of an inventory by folder."""
    return {
        _Place(row["container"].lower(), row["path"]): FolderList(
            row["path"], tuple(row["entries"]), row["owner"], row["group"]
        )
        for row in rows
    }


def list_differences(estate: Estate, deployed: Deployed, lists: Standing, today: date) -> tuple[Difference, ...]:
    """Every difference, sorted: what somebody may do in a folder above what its dataset says, what is missing, and
    who is in a dataset's group without access, or has access without being in it."""
    wanted = _wanted(estate, today)
    found = {*_above(deployed, lists, wanted), *_missing(deployed, lists, wanted), *_members(estate, deployed, today)}
    return tuple(sorted(found))


def _wanted(estate: Estate, today: date) -> Wanted:
    teams = {group.key: group.display_name for group in team_groups(estate)}
    delivered = repositories(estate)
    found: dict[_Place, dict[str, str]] = {}
    for stack in estate.teams:
        datasets = {group.key: group.display_name for group in dataset_groups(estate, stack, today)}

        def name(grant: Grant, datasets: Mapping[str, str] = datasets) -> str:
            if grant.holder == "deploy-identity":
                return delivered[grant.key].identity_name
            if grant.holder == "service":
                owner, _, service = grant.key.rpartition("/")
                return signing_in(estate, owner)[service]
            return {"dataset-group": datasets, "team-group": teams}.get(grant.holder, {}).get(grant.key, grant.key)

        for folder in folders(estate, stack):
            lake = lake_id(estate, stack, folder.lake)
            container = lake.child("blobServices", "default").child("containers", folder.container)
            place = _Place(str(container).lower(), folder.path)
            found[place] = {name(grant): PERMISSIONS[grant.right] for grant in folder.grants}
    return found


def _effective(lists: Standing, place: _Place, principal: str) -> str:
    def find(step: str) -> FolderList:
        return lists.get(_Place(place.container, step), FolderList(step, ()))

    return effective(find, place.path, principal, {principal})


def _above(deployed: Deployed, lists: Standing, wanted: Wanted) -> Iterator[Difference]:
    for place, folder in lists.items():
        due = wanted.get(place, {})
        for principal in folder.named():
            known = deployed.principals.get(principal)
            own = {principal, known.name} if known else {principal}
            given = next((due[one] for one in own if one in due), NOTHING)
            held = _effective(lists, place, principal)
            if any(letter not in given for letter in held if letter != "-"):
                reaches = people_of(deployed, principal) if known and known.kind == "group" else ()
                yield _differs(Kind.ABOVE, known.name if known else principal, held, place, reaches)
        others = next((one["permissions"] for one in folder.access if one["type"] == "other"), NOTHING)
        if "r" in others or "w" in others:
            yield _differs(Kind.ABOVE, "everybody in the tenant", others, place)


def _missing(deployed: Deployed, lists: Standing, wanted: Wanted) -> Iterator[Difference]:
    for place, holders in wanted.items():
        for name, given in holders.items():
            found = deployed.named(name)
            principal = found.id if found else name
            held = _effective(lists, place, principal) if place in lists else NOTHING
            if any(letter not in held for letter in given if letter != "-"):
                yield _differs(Kind.MISSING, name, given, place)


def _differs(kind: Kind, name: str, permissions: str, place: _Place, reaches: tuple[str, ...] = ()) -> Difference:
    scope = str(parse(place.container))
    return Difference(kind, name, permissions, scope, f"access list of `{place.path or '/'}`", reaches)


def _members(estate: Estate, deployed: Deployed, today: date) -> Iterator[Difference]:
    for stack in estate.teams:
        for group in dataset_groups(estate, stack, today):
            found = deployed.named(group.display_name)
            if found is None:
                continue
            held = {deployed.principals[one].name.lower() for one in found.members if one in deployed.principals}
            scope = f"/groups/{found.id}"
            for mail in held - set(group.members):
                yield Difference(Kind.ABOVE, mail, MEMBER, scope, f"member of {group.display_name}")
            for mail in set(group.members) - held:
                yield Difference(Kind.MISSING, mail, MEMBER, scope, f"access to {group.display_name}")

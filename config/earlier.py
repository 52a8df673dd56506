"""What would be deleted earlier than before: by a retention, or by a lake that deletes everything of some age.

Azure deletes a day after such a rule is written, so a shorter period takes the two keys of any removal of data.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from config.checks.place import in_stack
from config.datasets import dataset_folders
from config.estate import Estate
from config.models.landing_zone import LandingZoneStack
from config.plain_yaml import Location
from config.problems import Problem
from config.retention import deletions

Deletion = Mapping[str, Any] | None
"""`by` and `days`, as `deletions` has them; None: kept for good."""
_LAKES = ("raw", "enriched_curated", "workspace")


def check_earlier(estate: Estate, deployed: Mapping[str, Mapping[str, Any]]) -> Iterator[Problem]:
    """Everything that stands and would go earlier, without both keys of its owner (C-RET-005).

    `deployed` holds the `configuration` of the stacks that stand, by stack name. A folder that was not there yet holds
    nothing that could go.
    """
    for name, known in deployed.items():
        stack = estate.stacks.get(name)
        if stack is None or estate.may_remove_data(stack):
            continue
        if name in estate.teams:
            changes = _of_team(estate, name, known)
        elif isinstance(stack, LandingZoneStack):
            changes = _of_zone(stack, known)
        else:
            continue
        for path, new, old in dict.fromkeys(changes):
            yield in_stack(
                estate,
                name,
                path,
                "C-RET-005",
                found=f"{new}; before: {old}",
                accepted="as long as it is kept now, or both keys of removal",
                remedy="set `allow_data_removal: true` in the stack and `data_removal: true` in its environment,"
                " deploy, and turn both back",
            )


def _of_team(estate: Estate, stack: str, known: Mapping[str, Any]) -> Iterator[tuple[Location, str, str]]:
    before = known.get("deletions")
    # Versions that kept no record deleted nothing; their datasets stand.
    standing = known.get("stack", {}).get("datasets", {})
    now = deletions(estate, stack)
    for folder in dataset_folders(estate, stack):
        stands = folder.dataset in standing if before is None else folder.key in before
        old = before.get(folder.key) if before else None
        if stands and _is_earlier(now[folder.key], old):
            yield ("datasets", folder.dataset, "retention_days"), _told(now[folder.key]), _told(old)


def _of_zone(zone: LandingZoneStack, known: Mapping[str, Any]) -> Iterator[tuple[Location, str, str]]:
    for lake in _LAKES:
        standing = known.get("stack", {}).get("lakes", {}).get(lake)
        if standing is None:
            continue
        now = _of_lake(getattr(zone.lakes, lake).lifecycle.delete_after_days)
        old = _of_lake(standing.get("lifecycle", {}).get("delete_after_days"))
        if _is_earlier(now, old):
            yield ("lakes", lake, "lifecycle", "delete_after_days"), _told(now), _told(old)


def _of_lake(days: int | None) -> Deletion:
    return None if days is None else {"by": "files", "days": days}


def _is_earlier(now: Deletion, before: Deletion) -> bool:
    return now is not None and (before is None or now["by"] != before["by"] or now["days"] < before["days"])


def _told(deletion: Deletion) -> str:
    if deletion is None:
        return "kept for good"
    what = "files go" if deletion["by"] == "files" else f"rows go by `{deletion['by']}`"
    return f"{what} after {deletion['days']} days"

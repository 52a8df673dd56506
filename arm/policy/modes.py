"""Which resources a definition looks at, by its mode."""

import csv
from functools import cache
from importlib.resources import files
from typing import Any

from arm.policy.effect_names import is_provider_mode
from arm.policy.model import PolicyDefinition
from arm.policy.run import RESOURCE_GROUP, SUBSCRIPTION, Run
from arm.policy.values import MISSING, member


@cache
def untracked_types() -> frozenset[str]:
    """Types that Azure gives no tags or no location, in lower case: mode Indexed never looks at them."""
    text = files("arm.policy").joinpath("untracked_types.csv").read_text(encoding="utf-8")
    return frozenset(row["resource_type"].lower() for row in csv.DictReader(text.splitlines()))


def mode_of(definition: PolicyDefinition, absent: str) -> str:
    """The mode, or the one that stands for none."""
    return definition.mode or absent


def looks_at(mode: str, run: Run) -> tuple[bool, str]:
    """Whether the mode takes in the resource, and why not."""
    kind = run.kind
    if is_provider_mode(mode):
        return True, ""
    if kind in (RESOURCE_GROUP.lower(), SUBSCRIPTION.lower()):
        return mode == "All", "" if mode == "All" else "mode Indexed leaves out resource groups and subscriptions"
    if kind.startswith("microsoft.resources/"):
        return False, "resources of Microsoft.Resources are not evaluated"
    tracked = run.context.tracked
    if mode == "Indexed" and (kind in untracked_types() if tracked is None else not tracked):
        return False, "mode Indexed leaves out types without tags or location"
    return True, ""


def judged_by_provider(mode: str, details: Any) -> bool:
    """Whether the answer lies with objects that only the resource provider sees, such as those of a cluster."""
    if not is_provider_mode(mode):
        return False
    inside = ("templateInfo", "constraint", "constraintTemplate", "constraintInfo", "mutationInfo", "policy", "setting")
    return isinstance(details, dict) and any(member(details, name) is not MISSING for name in inside)

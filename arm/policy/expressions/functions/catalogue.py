"""What may be called in a policy, what may not, and how many arguments each function takes."""

from arm.policy.expressions.functions import (  # noqa: F401  (registers the functions)
    arithmetic,
    arrays,
    dates,
    encoded,
    formatting,
    logic,
    network,
    objects,
    strings,
)
from arm.policy.expressions.functions.registry import FUNCTIONS

__all__ = ["CONTEXTUAL", "FUNCTIONS", "REFUSED", "is_refused", "names", "signature"]

CONTEXTUAL: dict[str, tuple[str, int, int | None]] = {
    "field": ("field", 1, 1),
    "current": ("current", 0, 1),
    "parameters": ("parameters", 1, 1),
    "utcnow": ("utcNow", 0, 1),
    "requestcontext": ("requestContext", 0, 0),
    "policy": ("policy", 0, 0),
    "resourcegroup": ("resourceGroup", 0, 0),
    "subscription": ("subscription", 0, 0),
    "if": ("if", 3, 3),
    "and": ("and", 2, None),
    "or": ("or", 2, None),
    "coalesce": ("coalesce", 1, None),
}
"""Functions that look at the resource or the request, or that choose among their arguments."""

REFUSED = frozenset(
    (
        *("copyindex", "datetimeadd", "datetimefromepoch", "datetimetoepoch", "deployment", "environment"),
        *("extensionresourceid", "lambda", "filter", "map", "mapvalues", "groupby", "reduce", "sort", "toobject"),
        *("listaccountsas", "listkeys", "listsecrets", "listcallbackurl", "managementgroup", "newguid"),
        *("pickzones", "providers", "reference", "references", "resourceid", "subscriptionresourceid"),
        *("tenantresourceid", "tenant", "variables"),
    )
)
"""Functions of templates that policies may not call."""


def signature(name: str) -> tuple[str, int, int | None] | None:
    """The canonical name of a function and its least and most numbers of arguments, if it may be called."""
    lowered = name.lower()
    if lowered in CONTEXTUAL:
        return CONTEXTUAL[lowered]
    found = FUNCTIONS.get(lowered)
    return (found.name, found.least, found.most) if found else None


def is_refused(name: str) -> bool:
    """Whether the name is a function of templates that a policy may not call."""
    lowered = name.lower()
    return lowered in REFUSED or lowered.startswith("list") or "." in lowered


def names() -> list[str]:
    """The canonical names of all functions that may be called."""
    return sorted([*(found.name for found in FUNCTIONS.values()), *(name for name, _, _ in CONTEXTUAL.values())])

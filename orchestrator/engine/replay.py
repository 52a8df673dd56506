"""The state of a run that kept none: rebuilt from its event log after it was killed.

A run without checkpoints holds its state in memory. Its event log tells what it has made, so the
next run can add that to the last state that was kept. What an event does not tell (secrets, computed
values that changed later) comes with the refresh that follows.
"""

import copy
from collections.abc import Iterable, Mapping
from typing import Any

Event = Mapping[str, Any]
_KEPT = ("urn", "type", "custom", "id", "parent", "provider", "protect", "inputs", "outputs")
_MAKES = frozenset({"create", "import", "read", "create-replacement"})


def replay(state: Mapping[str, Any], events: Iterable[Event]) -> dict[str, Any]:
    """Add to an exported state what a killed run made: finished resources, and creations that were cut off."""
    result = copy.deepcopy(dict(state))
    deployment = result["deployment"]
    resources: list[dict[str, Any]] = deployment.setdefault("resources", [])
    known = {resource["urn"] for resource in resources}
    begun: dict[str, dict[str, Any]] = {}
    done: dict[str, dict[str, Any]] = {}
    for event in events:
        for kind, seen in (("resourcePreEvent", begun), ("resOutputsEvent", done)):
            metadata = (event.get(kind) or {}).get("metadata") or {}
            if metadata.get("op") in _MAKES and metadata.get("urn") not in known and metadata.get("new"):
                seen.setdefault(metadata["urn"], {}).update(_resource(metadata["new"]))
    for urn, planned in begun.items():
        if urn in done:
            resources.append(done[urn])
        elif planned["custom"]:
            deployment.setdefault("pending_operations", []).append({"type": "creating", "resource": planned})
        else:
            resources.append(planned)
    return result


def _resource(told: Event) -> dict[str, Any]:
    return {"custom": False, **{name: told[name] for name in _KEPT if told.get(name) not in (None, "")}}

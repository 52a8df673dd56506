"""What a killed run leaves in a stack's state, and how to bring it back to the truth.

The engine notes each operation before it begins. After a kill the notes stay: an update or a
deletion is settled by reading the resource again, but a creation has no id yet, the engine cannot
read it, and would create it a second time. Where the id follows from the inputs (everything in
Azure Resource Manager) the resource is put into the state under that id; a refresh of exactly these
resources then keeps what exists and drops what does not.
"""

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

State = Mapping[str, Any]
Resolve = Callable[[str, Mapping[str, Any], Mapping[str, Any]], str | None]
"""From type, inputs and the inputs of its provider to the id; None where the id cannot be known."""


@dataclass(frozen=True)
class Recovery:
    """A state without pending operations, and what to read again."""

    state: dict[str, Any]
    refresh: tuple[str, ...]
    """URNs whose truth has to be read."""
    unresolved: tuple[str, ...]
    """URNs of creations whose id is unknown; they will be created again."""


def has_pending(state: State) -> bool:
    """Whether a run was killed in the middle of an operation."""
    return bool(state["deployment"].get("pending_operations"))


def recover(state: State, resolve: Resolve) -> Recovery:
    """Settle every pending operation of an exported state."""
    result = copy.deepcopy(dict(state))
    deployment = result["deployment"]
    resources: list[dict[str, Any]] = deployment.setdefault("resources", [])
    known = {resource["urn"] for resource in resources}
    providers = {
        f"{resource['urn']}::{resource.get('id', '')}": resource.get("inputs", {})
        for resource in resources
        if resource["type"].startswith("pulumi:providers:")
    }
    refresh: list[str] = []
    unresolved: list[str] = []
    for operation in deployment.pop("pending_operations", ()):
        resource = operation["resource"]
        urn = resource["urn"]
        if urn in refresh or urn in unresolved:
            continue
        if urn in known:
            refresh.append(urn)
        elif operation["type"] == "creating":
            inputs = resource.get("inputs", {})
            identity = resolve(resource["type"], inputs, providers.get(resource.get("provider", ""), {}))
            if identity is None:
                unresolved.append(urn)
            else:
                resources.append({**resource, "id": identity, "outputs": inputs})
                refresh.append(urn)
    return Recovery(result, tuple(refresh), tuple(unresolved))

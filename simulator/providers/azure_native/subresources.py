"""Lists of sub-resources that the program left to resources of their own."""

from typing import Any

from simulator.providers.azure_native import facts


def keep_standing(arm_type: str, body: dict[str, Any], standing: dict[str, Any]) -> None:
    """Put into an update's body the lists that it leaves out and that stand."""
    for path in facts.subresource_paths(arm_type):
        held = _container(standing, path, make=False)
        if held is not None and path[-1] in held:
            wanted = _container(body, path, make=True)
            if wanted is not None and path[-1] not in wanted:
                wanted[path[-1]] = held[path[-1]]


def begin_empty(arm_type: str, body: dict[str, Any]) -> None:
    """Put empty lists into a creation's body: Azure wants some of them stated, such as a vault's access policies."""
    for path in facts.subresource_paths(arm_type):
        wanted = _container(body, path, make=True)
        if wanted is not None:
            wanted.setdefault(path[-1], [])


def _container(body: dict[str, Any], path: tuple[str, ...], *, make: bool) -> dict[str, Any] | None:
    at: Any = body
    for step in path[:-1]:
        at = at.setdefault(step, {}) if make else at.get(step)
        if not isinstance(at, dict):
            return None
    return at if isinstance(at, dict) else None

"""What may not change once a stack stands: fields that the models mark as immutable.

Azure fixes a region or an address space at creation. Changing such a value would replace what holds data, so it is
refused here, before an engine plans anything.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from config.checks.place import in_settings, in_stack
from config.estate import Estate
from config.models.base import Model
from config.models.stacks import Stack, TeamStack
from config.plain_yaml import Location
from config.problems import Problem
from config.retention import deletions
from config.services import services_of

Change = tuple[Location, Any, Any]
"""Where, what is deployed, and what the file says now."""


def configuration(estate: Estate, name: str) -> dict[str, Any]:
    """What a stack keeps beside its contract, as plain data: the values that it was deployed with. No secrets."""
    stack = estate.stacks[name]
    return {
        "stack": stack.model_dump(mode="json"),
        "services": {key: service.model_dump(mode="json") for key, service in _services(stack).items()},
        **({"deletions": deletions(estate, name)} if isinstance(stack, TeamStack) else {}),
        "organization": estate.settings.organization.model_dump(mode="json"),
    }


def check_frozen(estate: Estate, deployed: Mapping[str, Mapping[str, Any]]) -> Iterator[Problem]:
    """Every immutable value that differs from the deployed one (C-FRZ-001).

    `deployed` holds the `configuration` of the stacks that stand, by stack name.
    """
    for name, known in deployed.items():
        if name not in estate.stacks:
            continue
        stack, services = estate.stacks[name], known.get("services", {})
        changes = (
            *_stack_changes(stack, known.get("stack", {})),
            *_entry_changes(_services(stack), services, ("services",)),
        )
        for path, old, new in changes:
            yield in_stack(
                estate,
                name,
                path,
                "C-FRZ-001",
                found=f"`{new}`; deployed with `{old}`",
                accepted=f"`{old}`, which is fixed since the stack stands",
                remedy=f"restore `{old}`; to move, deploy a new stack beside `{name}` and destroy this one",
            )
        for path, old, new in _changes(estate.settings.organization, known.get("organization", {}), ("organization",)):
            yield in_settings(
                estate,
                path,
                "C-FRZ-001",
                found=f"`{new}`; deployed with `{old}`",
                accepted=f"`{old}`, which is fixed since stacks stand",
                remedy=f"restore `{old}`; another value is another estate",
            )


def _services(stack: Stack) -> Mapping[str, Model]:
    """A team's services by key, those of its template too: they stand like its own."""
    return services_of(stack) if isinstance(stack, TeamStack) else {}


def _stack_changes(stack: Model, deployed: Mapping[str, Any]) -> Iterator[Change]:
    kind = getattr(stack, "kind", None)
    if deployed and deployed.get("kind") != kind:
        yield ("kind",), deployed.get("kind"), kind
    else:
        yield from _changes(stack, deployed, ())


def _changes(model: Model, deployed: Mapping[str, Any], at: Location) -> Iterator[Change]:
    values = model.model_dump(mode="json")
    for name, field in type(model).model_fields.items():
        if name not in deployed:
            continue
        marks = field.json_schema_extra
        if isinstance(marks, dict) and marks.get("immutable"):
            if deployed[name] != values[name]:
                yield (*at, name), deployed[name], values[name]
        elif isinstance(marks, dict) and marks.get("immutable_entries"):
            for key in sorted(deployed[name].keys() & values[name].keys()):
                if deployed[name][key] != values[name][key]:
                    yield (*at, name, key), deployed[name][key], values[name][key]
        elif isinstance(inner := getattr(model, name), Model) and isinstance(deployed[name], Mapping):
            yield from _changes(inner, deployed[name], (*at, name))
        elif isinstance(inner, Mapping) and isinstance(deployed[name], Mapping) and (*at, name) != ("services",):
            yield from _entry_changes(inner, deployed[name], (*at, name))


def _entry_changes(entries: Mapping[str, Any], deployed: Mapping[str, Any], at: Location) -> Iterator[Change]:
    """What is immutable inside entries that stand and stay; an entry of another type is another thing."""
    for key, entry in entries.items():
        known = deployed.get(key)
        if not isinstance(entry, Model) or not isinstance(known, Mapping):
            continue
        if known.get("type") == getattr(entry, "type", None):
            yield from _changes(entry, known, (*at, key))

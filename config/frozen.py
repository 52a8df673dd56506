"""What may not change once a stack stands: fields that the models mark as immutable.

Azure fixes a region or an address space at creation. Changing such a value would replace what holds data, so it is
refused here, before an engine plans anything.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from config.checks.place import in_settings, in_stack
from config.estate import Estate
from config.models.base import Model
from config.plain_yaml import Location
from config.problems import Problem

Change = tuple[Location, Any, Any]
"""Where, what is deployed, and what the file says now."""


def configuration(estate: Estate, name: str) -> dict[str, Any]:
    """What a stack keeps beside its contract, as plain data: the values that it was deployed with. No secrets."""
    return {
        "stack": estate.stacks[name].model_dump(mode="json"),
        "organization": estate.settings.organization.model_dump(mode="json"),
    }


def check_frozen(estate: Estate, deployed: Mapping[str, Mapping[str, Any]]) -> Iterator[Problem]:
    """Every immutable value that differs from the deployed one (C-FRZ-001).

    `deployed` holds the `configuration` of the stacks that stand, by stack name.
    """
    for name, known in deployed.items():
        if name not in estate.stacks:
            continue
        for path, old, new in _stack_changes(estate.stacks[name], known.get("stack", {})):
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

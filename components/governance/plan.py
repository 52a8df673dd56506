"""What guardrails need in Azure, worked out from their data: fits, members, identities' roles."""

from collections.abc import Mapping, Sequence
from typing import Any

from arm.limits import limit
from arm.policy.chosen import WRITES, member_effects
from arm.policy.initiative import load_initiative
from arm.policy.parse_definition import load_definition
from components._errors import ArgumentError

DEFINITION_SCOPE = "{definitionScope}"
"""Stands in an initiative's data for the scope at which the definitions are stored."""
_DEFINITIONS = "/providers/Microsoft.Authorization/policyDefinitions/"
_DESCRIPTIONS = {"displayName": 128, "description": 512}


def own_definition(definition_id: str) -> str | None:
    """The name of a member that is stored beside its initiative; None for Azure's own and for others'."""
    mark = f"{DEFINITION_SCOPE}{_DEFINITIONS}"
    return definition_id.removeprefix(mark) if definition_id.startswith(mark) else None


def check_catalogue(definitions: Mapping[str, Mapping[str, Any]], initiatives: Mapping[str, Mapping[str, Any]]) -> None:
    """Refuse what Azure would not store. Errors: `ArgumentError`."""
    for kind, found in (("definitions", definitions), ("initiatives", initiatives)):
        _check_count(kind, len(found), limit("policy-definitions-per-scope"))
        for name, properties in found.items():
            check_texts(f"{kind}.{name}", properties)
    for name, initiative in initiatives.items():
        for member in initiative["policyDefinitions"]:
            own = own_definition(member["policyDefinitionId"])
            if own is not None and own not in definitions:
                raise ArgumentError(
                    "A-GRD-003", f"initiatives.{name}", found=f"the member `{own}`",
                    accepted="definitions that are given, or ids of others", remedy="give the definition as well",
                )  # fmt: skip


def _check_count(kind: str, count: int, most: int) -> None:
    if count > most:
        raise ArgumentError(
            "A-GRD-002", kind, found=f"{count} of them",
            accepted=f"at most {most}", remedy="leave some out, or join some into one",
        )  # fmt: skip


def check_texts(where: str, properties: Mapping[str, Any]) -> None:
    """Refuse names and descriptions that Azure does not take. Errors: `ArgumentError`."""
    for key, most in _DESCRIPTIONS.items():
        length = len(properties.get(key) or "")
        if length > most:
            raise ArgumentError(
                "A-GRD-004", f"{where}.{key}", found=f"{length} characters",
                accepted=f"at most {most}", remedy="shorten the text",
            )  # fmt: skip


def check_assignments(exclusions: Mapping[str, Sequence[str]]) -> None:
    """Refuse names and numbers that a management group does not take. Errors: `ArgumentError`.

    `exclusions` are the ids that each assignment is not about, by its name.
    """
    longest = limit("policy-assignment-name-length-management-group")
    _check_count("assignments", len(exclusions), limit("policy-assignments-per-scope"))
    for name, excluded in exclusions.items():
        _check_count(f"assignments.{name}.not_scopes", len(excluded), limit("exclusions-per-policy-assignment"))
        if not 0 < len(name) <= longest:
            raise ArgumentError(
                "A-GRD-001", f"assignments.{name}", found=f"{len(name)} characters",
                accepted=f"1 to {longest} at a management group", remedy="shorten the name",
            )  # fmt: skip


def needed_roles(
    initiative: Mapping[str, Any], definitions: Mapping[str, Mapping[str, Any]], parameters: Mapping[str, Any]
) -> tuple[str, ...]:
    """Ids of the roles that an assignment's identity needs: those that its writing members name, and no more.

    Empty where nothing writes: such an assignment gets no identity. `parameters` are values by name.
    """
    loaded = load_initiative({"properties": initiative})
    own = {name: own_definition(name) for name in (member.definition_id for member in loaded.members)}
    known = {
        stated.lower(): load_definition({"name": name, "properties": definitions[name]})
        for stated, name in own.items()
        if name is not None
    }
    roles: set[str] = set()
    for _, definition, effect in member_effects(loaded, known, parameters):
        if effect in WRITES:
            details = definition.rule.details if isinstance(definition.rule.details, Mapping) else {}
            keys = {key.lower(): value for key, value in details.items()}
            roles.update(str(role) for role in keys.get("roledefinitionids") or ())
    return tuple(sorted(roles))

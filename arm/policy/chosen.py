"""The effects that parameters choose, before any resource is looked at."""

from collections.abc import Iterator, Mapping
from typing import Any

from arm.policy.effect_names import canonical_effect
from arm.policy.initiative import member_parameters
from arm.policy.model import Initiative, Member, PolicyDefinition
from arm.policy.parse_parameters import bind_parameters

WRITES: frozenset[str] = frozenset({"modify", "deployIfNotExists"})
"""Effects that write with the identity of the assignment."""


def chosen_effect(definition: PolicyDefinition, given: Mapping[str, Any] | None) -> str | None:
    """The effect of a definition under parameters, None where the text names no effect. Raises `ParameterError`."""
    stated = definition.rule.effect
    if not stated.startswith("["):
        return canonical_effect(stated)
    values = bind_parameters(definition.parameters or {}, given)
    named = stated.split("'")[1].lower() if "'" in stated else ""
    return canonical_effect(str(values.get(named, "")))


def member_effects(
    initiative: Initiative, definitions: Mapping[str, PolicyDefinition], given: Mapping[str, Any] | None
) -> Iterator[tuple[Member, PolicyDefinition, str | None]]:
    """Every member with its definition and its effect under the initiative's parameters.

    `definitions` are those that are known, by id in lower case; a member without one is left out.
    Raises `ParameterError`.
    """
    for member in initiative.members:
        definition = definitions.get(member.definition_id.lower())
        if definition is not None:
            yield member, definition, chosen_effect(definition, member_parameters(initiative, member, given))

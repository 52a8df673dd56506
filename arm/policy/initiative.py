"""Initiatives: reading them, and handing their parameters to their members."""

from collections.abc import Mapping
from typing import Any

from arm.policy.aliases import resolver
from arm.policy.environment import Environment
from arm.policy.errors import EvaluationError, ParameterError, Problem
from arm.policy.expressions.compile import compile_value, evaluator
from arm.policy.model import Group, Initiative, Member
from arm.policy.parse_expressions import Reading, check_texts
from arm.policy.parse_parameters import bind_parameters, parse_parameters, plain_values
from arm.policy.reading import (
    keys_of,
    need_object,
    need_text,
    optional_list,
    optional_object,
    optional_text,
    refuse,
)
from arm.policy.run import Run
from arm.policy.switches import DEFAULT


def load_initiative(document: Any) -> Initiative:
    """Read a policy set definition. Raises `DefinitionError` with the path of what Azure would refuse."""
    outer = keys_of(need_object(document, "$", "a policy set definition"), "$")
    keys, where = outer, "$"
    if isinstance(outer.get("properties"), dict):
        where = "$.properties"
        keys = keys_of(outer["properties"], where)
    parameters = parse_parameters(keys.get("parameters"), f"{where}.parameters")
    members = optional_list(keys, "policyDefinitions", where)
    if not members:
        place = f"{where}.policyDefinitions"
        refuse("A-POL-100", place, "no definitions", "one or more references", "list the definitions")
    reading = Reading(parameters={name.lower(): found for name, found in parameters.items()})
    groups = tuple(
        _group(item, f"{where}.policyDefinitionGroups[{index}]")
        for index, item in enumerate(optional_list(keys, "policyDefinitionGroups", where))
    )
    found: dict[str, Member] = {}
    for index, item in enumerate(members):
        place = f"{where}.policyDefinitions[{index}]"
        member = _member(item, place, index, reading)
        if member.reference_id.lower() in found:
            refuse("A-POL-101", place, f"`{member.reference_id}` again", "each reference id once", "rename one")
        unknown = set(member.groups) - {group.name for group in groups}
        if unknown:
            refuse(
                "A-POL-102", f"{place}.groupNames", ", ".join(sorted(unknown)), "groups that are defined", "define them"
            )
        found[member.reference_id.lower()] = member
    return Initiative(
        name=optional_text(outer, "name"),
        id=optional_text(outer, "id"),
        display_name=optional_text(keys, "displayName"),
        description=optional_text(keys, "description"),
        metadata=optional_object(keys, "metadata", where),
        parameters=parameters,
        members=tuple(found.values()),
        groups=groups,
    )


def _group(item: Any, where: str) -> Group:
    keys = keys_of(need_object(item, where, "name, category, displayName, description"), where)
    return Group(
        name=need_text(keys, "name", where),
        display_name=optional_text(keys, "displayName"),
        category=optional_text(keys, "category"),
        description=optional_text(keys, "description"),
    )


def _member(item: Any, where: str, index: int, reading: Reading) -> Member:
    keys = keys_of(need_object(item, where, "policyDefinitionId, parameters"), where)
    parameters = optional_object(keys, "parameters", where)
    check_texts(parameters, f"{where}.parameters", reading)
    definition_id = need_text(keys, "policyDefinitionId", where)
    last = definition_id.rpartition("/")[2]
    return Member(
        definition_id=definition_id,
        reference_id=optional_text(keys, "policyDefinitionReferenceId") or f"{last}_{index}",
        parameters=plain_values(parameters),
        groups=tuple(str(name) for name in optional_list(keys, "groupNames", where)),
        definition_version=optional_text(keys, "definitionVersion"),
    )


def member_parameters(initiative: Initiative, member: Member, values: Mapping[str, Any] | None) -> dict[str, Any]:
    """What a member is given when the initiative is given these values. Raises `ParameterError`."""
    bound = bind_parameters(initiative.parameters, values)
    environment = Environment(parameters=bound, resolve=resolver(), switches=DEFAULT)
    given: dict[str, Any] = {}
    for name, value in member.parameters.items():
        try:
            given[name] = evaluator(compile_value(value, environment))(Run({}))
        except EvaluationError as problem:
            raise ParameterError(
                Problem(
                    code="A-POL-103",
                    where=f"{member.reference_id}.parameters.{name}",
                    found=str(problem),
                    accepted="an expression over the parameters of the initiative",
                    remedy="correct the expression or the values",
                )
            ) from None
    return given

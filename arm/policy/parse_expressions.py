"""Checking the expressions of a rule when it is read, so that faults show before any resource does."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from arm.policy.errors import Problem
from arm.policy.expressions.functions.catalogue import is_refused, names, signature
from arm.policy.expressions.parser import SyntaxProblem, is_expression, parse
from arm.policy.expressions.syntax import Call, Literal, Node, calls
from arm.policy.model import Parameter
from arm.policy.reading import nearest, refuse

_OF_RESOURCE = frozenset({"field", "resourcegroup", "subscription", "requestcontext", "policy", "utcnow"})
_FOR_CONDITION = frozenset({"field", "resourcegroup", "subscription"})


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What is known while a rule is read: its parameters, and the counts around the present place."""

    parameters: Mapping[str, Parameter] | None
    """By name in lower case; nothing for a bare rule."""
    counts: tuple[str, ...] = ()
    """The names, in lower case, of the counts whose `where` is being read."""
    forbidden: frozenset[str] = frozenset()
    """Functions that may not be called at this place."""
    warnings: list[Problem] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    """The parameters, in lower case, that the rule names."""

    def inside(self, name: str) -> "Reading":
        """The same inside of the `where` of one more count."""
        return replace(self, counts=(*self.counts, name))

    def effect_name(self) -> "Reading":
        """The same for the name of the effect, which parameters alone decide."""
        return replace(self, forbidden=_OF_RESOURCE)

    def operation_condition(self) -> "Reading":
        """The same inside of the condition of a modify operation."""
        return replace(self, forbidden=_FOR_CONDITION)

    def warn(self, code: str, where: str, found: str, accepted: str, remedy: str) -> None:
        """Note what Azure refuses and is accepted here."""
        self.warnings.append(Problem(code=code, where=where, found=found, accepted=accepted, remedy=remedy))


def check_texts(value: Any, where: str, reading: Reading) -> None:
    """Check every expression inside of a value."""
    if isinstance(value, dict):
        for key, member in value.items():
            check_texts(member, f"{where}.{key}", reading)
    elif isinstance(value, list):
        for index, member in enumerate(value):
            check_texts(member, f"{where}[{index}]", reading)
    elif is_expression(value):
        check_expression(value, where, reading)


def check_expression(text: str, where: str, reading: Reading) -> Node:
    """Check one expression; gives its tree."""
    try:
        tree = parse(text)
    except SyntaxProblem as problem:
        refuse(
            "A-POL-010",
            where,
            problem.found,
            problem.accepted,
            "correct the expression, or write `[[` for a literal `[`",
        )
    for call in calls(tree):
        _check_call(call, where, reading)
    return tree


def _check_call(call: Call, where: str, reading: Reading) -> None:
    known = signature(call.name)
    if known is None or call.name.lower() in reading.forbidden:
        if known is not None or is_refused(call.name):
            refuse(
                "A-POL-012",
                where,
                f"the function `{call.name}`",
                "a function that may be called at this place of a policy",
                "pass what it gives as a parameter",
            )
        refuse(
            "A-POL-011", where, f"the function `{call.name}`", "a function of the language", nearest(call.name, names())
        )
    name, least, most = known
    count = len(call.arguments)
    if count < least or (most is not None and count > most):
        accepted = f"{least}" if least == most else f"{least} or more" if most is None else f"{least} to {most}"
        refuse(
            "A-POL-013", where, f"`{name}` with {count} arguments", f"{accepted} arguments", "give as many as it takes"
        )
    if name == "parameters":
        _check_parameter(call, where, reading)
    elif name == "current":
        _check_current(call, where, reading)


def _check_parameter(call: Call, where: str, reading: Reading) -> None:
    wanted = call.arguments[0]
    if not isinstance(wanted, Literal):
        return
    reading.used.add(str(wanted.value).lower())
    if reading.parameters is None:
        return
    if str(wanted.value).lower() not in reading.parameters:
        known = [parameter.name for parameter in reading.parameters.values()]
        refuse(
            "A-POL-014",
            where,
            f"the parameter `{wanted.value}`",
            f"a parameter that is defined: {', '.join(known) or 'there are none'}",
            f"define it under `parameters`, or {nearest(str(wanted.value), known)}",
        )


def _check_current(call: Call, where: str, reading: Reading) -> None:
    if not reading.counts:
        refuse("A-POL-015", where, "`current()`", "`current()` only inside of `count.where`", "move it there")
    if not call.arguments:
        if len(reading.counts) > 1:
            reading.warn(
                "A-POL-016", where, "`current()` in nested counts", "the name of the count", "give the name as argument"
            )
        return
    wanted = call.arguments[0]
    if not isinstance(wanted, Literal):
        return
    name = str(wanted.value).lower()
    if not any(name == count or ("[*]" in count and name.startswith(count)) for count in reading.counts):
        refuse(
            "A-POL-015",
            where,
            f"`current('{wanted.value}')`",
            f"the name or alias of a count around it: {', '.join(reading.counts)}",
            nearest(name, reading.counts),
        )


def single_parameter(value: Any, reading: Reading) -> Parameter | None:
    """The parameter that a value is, when it is nothing but `[parameters('name')]`."""
    if not is_expression(value) or reading.parameters is None:
        return None
    tree = parse(value)
    if isinstance(tree, Call) and tree.name.lower() == "parameters" and isinstance(tree.arguments[0], Literal):
        return reading.parameters.get(str(tree.arguments[0].value).lower())
    return None

"""What policy documents say, read once: definitions with their rules, and their parameters."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from arm.policy.errors import Problem
from arm.policy.operators import Operator


@dataclass(frozen=True, slots=True)
class FieldSubject:
    """`field`: the name of a field, or an expression that gives one."""

    name: str


@dataclass(frozen=True, slots=True)
class ValueSubject:
    """`value`: anything, expressions included."""

    value: Any


@dataclass(frozen=True, slots=True)
class CountSubject:
    """`count`: over an alias with `[*]` (`field`) or over an array (`value`)."""

    field: str | None
    value: Any
    name: str | None
    where: "Expression | None"


@dataclass(frozen=True, slots=True)
class Condition:
    """One subject, one operator, one operand."""

    subject: FieldSubject | ValueSubject | CountSubject
    operator: Operator
    operand: Any
    path: str


@dataclass(frozen=True, slots=True)
class AllOf:
    """True when every child is."""

    children: tuple["Expression", ...]
    path: str


@dataclass(frozen=True, slots=True)
class AnyOf:
    """True when one child is."""

    children: tuple["Expression", ...]
    path: str


@dataclass(frozen=True, slots=True)
class Not:
    """True when its child is false."""

    child: "Expression"
    path: str


Expression: TypeAlias = AllOf | AnyOf | Not | Condition
"""What stands in `if`, in `where` and in `existenceCondition`."""


def conditions(expression: Expression) -> Iterator[Condition]:
    """Every condition of an expression, those inside of counts included."""
    if isinstance(expression, AllOf | AnyOf):
        for child in expression.children:
            yield from conditions(child)
    elif isinstance(expression, Not):
        yield from conditions(expression.child)
    else:
        yield expression
        if isinstance(expression.subject, CountSubject) and expression.subject.where:
            yield from conditions(expression.subject.where)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter of a definition or an initiative."""

    name: str
    type: str
    """In lower case: string, array, object, boolean, integer, float, datetime."""
    default: Any = None
    has_default: bool = False
    allowed: tuple[Any, ...] | None = None
    schema: Mapping[str, Any] | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`if` and `then`."""

    condition: Expression
    effect: str
    """A name, or an expression that gives one."""
    details: Any
    """As written, without the existence condition."""
    existence: Expression | None
    path: str
    """Where the rule stands in the document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyDefinition:
    """A policy definition."""

    name: str = ""
    id: str = ""
    display_name: str = ""
    description: str = ""
    policy_type: str = "Custom"
    mode: str | None = None
    version: str = ""
    metadata: Mapping[str, Any] = field(default_factory=dict)
    parameters: Mapping[str, Parameter] | None
    """Nothing for a bare rule, whose parameters are whatever is given."""
    rule: Rule
    used_parameters: frozenset[str] = frozenset()
    """The parameters, in lower case, that the rule names."""
    warnings: tuple[Problem, ...] = ()
    """What Azure refuses, or may refuse, and is accepted here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One reference of an initiative to a definition."""

    definition_id: str
    reference_id: str
    parameters: Mapping[str, Any]
    """By name; values may be expressions over the parameters of the initiative."""
    groups: tuple[str, ...] = ()
    definition_version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of members, for reports."""

    name: str
    display_name: str = ""
    category: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """A policy set definition."""

    name: str = ""
    id: str = ""
    display_name: str = ""
    description: str = ""
    metadata: Mapping[str, Any] = field(default_factory=dict)
    parameters: Mapping[str, Parameter]
    members: tuple[Member, ...]
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """One test of a resource selector or an override."""

    kind: str
    among: frozenset[str] | None
    """In lower case; the value must be one of these."""
    not_among: frozenset[str] | None
    """In lower case; the value must be none of these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceSelector:
    """Passes when all its selectors do."""

    name: str
    selectors: tuple[Selector, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """Another effect or version for some members or some places."""

    kind: str
    value: str
    selectors: tuple[Selector, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A policy assignment."""

    id: str
    name: str
    definition_id: str
    scope: str
    not_scopes: tuple[str, ...] = ()
    parameters: Mapping[str, Any] = field(default_factory=dict)
    enforcement_mode: str = "Default"
    resource_selectors: tuple[ResourceSelector, ...] = ()
    overrides: tuple[Override, ...] = ()
    messages: Mapping[str, str] = field(default_factory=dict)
    """By reference id; the general one under the empty text."""
    display_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """A policy exemption."""

    id: str
    name: str
    scope: str
    assignment_id: str
    reference_ids: frozenset[str]
    """In lower case; empty means all members."""
    category: str
    expires_on: str | None = None
    resource_selectors: tuple[ResourceSelector, ...] = ()
    validates_scope: bool = True

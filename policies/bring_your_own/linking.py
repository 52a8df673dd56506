"""From documents to rules: who refers to whom, which parameters hold, and what nothing refers to.

What is assigned holds where it is assigned. What nothing of the folder refers to holds everywhere, so that one
file dropped into a folder is enough: an initiative without an assignment, a definition by itself.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from arm.policy.assignment import load_assignment
from arm.policy.errors import PolicyError
from arm.policy.evaluate import CompiledPolicy
from arm.policy.exemption import load_exemption
from arm.policy.initiative import load_initiative, member_parameters
from arm.policy.model import Assignment, Exemption, Initiative, Member, PolicyDefinition
from arm.policy.parse_definition import load_definition
from arm.policy.parse_parameters import plain_values
from policies.bring_your_own.documents import Document
from policies.bring_your_own.folder import Folder, problem
from policies.bring_your_own.own import Use, level_of, rule_of
from policies.kit.bound import READING, BoundRule
from policies.kit.types import applicable_types
from policies.model import Level
from policies.problems import Problem

_GROUPS = "/providers/microsoft.management/managementgroups/"


@dataclass(frozen=True)
class _Read:
    """A definition or an initiative that the policy language accepts."""

    document: Document
    policy: PolicyDefinition | Initiative


@dataclass(frozen=True)
class _Part:
    """One definition in one use."""

    read: _Read
    name: str
    values: Mapping[str, Any]
    assignment: Assignment | None = None
    assigned_by: str = ""
    reference: str = ""


class Linking:
    """Makes the rules of a folder; `problems` fills on the way."""

    def __init__(self, folder: Folder, refusing: Level) -> None:
        self._folder = folder
        self._refusing = refusing
        self._used: set[str] = set()
        self.problems: list[Problem] = []
        self._definitions = list(self._loaded(folder.definitions, load_definition))
        self._initiatives = list(self._loaded(folder.initiatives, load_initiative))

    def rules(self) -> list[BoundRule]:
        """Every rule of the folder, those with a problem left out."""
        assignments = list(self._assignments())
        exemptions = self._exemptions([each for _, each in assignments])
        parts = [part for pair in assignments for part in self._of_assignment(*pair)]
        for read in self._initiatives:
            if read.document.where not in self._used:
                parts += self._members(read, read.document.name, self._values(read.document))
        for read in self._definitions:
            if read.document.where not in self._used:
                parts.append(_Part(read, read.document.name, self._values(read.document)))
        return [bound for part in parts for bound in self._bound(part, exemptions)]

    def _loaded(self, documents: Iterable[Document], load: Any) -> Iterator[_Read]:
        for document in documents:
            try:
                yield _Read(document, load(document.content))
            except PolicyError as error:
                self._refused(document, error)

    def _refused(self, document: Document, error: PolicyError, code: str = "P-OWN-004") -> None:
        told = error.problem
        found = f"{told.found} ({told.code})"
        self.problems.append(problem(code, f"{document.where} {told.where}", found, told.accepted, told.remedy))

    def _assignments(self) -> Iterator[tuple[Document, Assignment]]:
        for document in self._folder.assignments:
            try:
                found = load_assignment(document.content)
            except PolicyError as error:
                self._refused(document, error)
                continue
            # A plan does not say which management groups stand above its subscriptions: those of the folder do.
            above = found.scope.lower().startswith(_GROUPS)
            yield (
                document,
                replace(found, id=found.id or document.name, name=document.name, scope="" if above else found.scope),
            )

    def _exemptions(self, assignments: Sequence[Assignment]) -> list[Exemption]:
        found: list[Exemption] = []
        known = {each.id.lower(): each.id for each in assignments} | {
            each.name.lower(): each.id for each in assignments
        }
        for document in self._folder.exemptions:
            try:
                exemption = load_exemption(document.content)
            except PolicyError as error:
                self._refused(document, error)
                continue
            asked = exemption.assignment_id.lower()
            assignment = known.get(asked, known.get(asked.rpartition("/")[2]))
            if assignment is None:
                self._missing(document, "policyAssignmentId", exemption.assignment_id, "assignment")
            else:
                found.append(replace(exemption, assignment_id=assignment))
        return found

    def _of_assignment(self, document: Document, assignment: Assignment) -> Iterator[_Part]:
        read = _named(assignment.definition_id, [*self._initiatives, *self._definitions])
        if read is None:
            self._missing(document, "policyDefinitionId", assignment.definition_id, "definition or initiative")
            return
        self._used.add(read.document.where)
        values = {**self._values(document), **assignment.parameters}
        if isinstance(read.policy, Initiative):
            for part in self._members(read, document.name, values):
                yield replace(part, assignment=assignment, assigned_by=document.where)
        else:
            yield _Part(read, document.name, values, assignment, document.where)

    def _members(self, read: _Read, name: str, values: Mapping[str, Any]) -> list[_Part]:
        self._check_names(read.document, read.policy.parameters or {}, values)
        parts: list[_Part] = []
        for member in read.policy.members if isinstance(read.policy, Initiative) else ():
            definition = _named(member.definition_id, self._definitions)
            if definition is None:
                self._missing(read.document, member.reference_id, member.definition_id, "definition")
                continue
            self._used.add(definition.document.where)
            given = self._given(read, member, values)
            if given is not None:
                reference = member.reference_id
                parts.append(_Part(definition, f"{name}.{reference}", given, reference=reference))
        return parts

    def _given(self, read: _Read, member: Member, values: Mapping[str, Any]) -> dict[str, Any] | None:
        try:
            return member_parameters(read.policy, member, values) if isinstance(read.policy, Initiative) else None
        except PolicyError as error:
            self._refused(read.document, error, "P-OWN-007")
            return None

    def _values(self, document: Document) -> dict[str, Any]:
        return plain_values(self._folder.values.get(document.where))

    def _check_names(self, document: Document, declared: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        known = {name.lower() for name in declared}
        for name in values:
            if name.lower() not in known:
                accepted = ", ".join(f"`{each}`" for each in declared) or "no parameters"
                where = f"{document.where} parameters"
                self.problems.append(problem("P-OWN-007", where, f"`{name}`", accepted, "correct the name"))

    def _bound(self, part: _Part, exemptions: Sequence[Exemption]) -> Iterator[BoundRule]:
        policy, document = part.read.policy, part.read.document
        if not isinstance(policy, PolicyDefinition):
            return
        declared = policy.parameters or {}
        if policy.parameters is not None:
            self._check_names(document, declared, part.values)
        shared = plain_values(self._folder.values.get(""))
        given = {**{name: value for name, value in shared.items() if name in declared}, **part.values}
        overrides = part.assignment.overrides if part.assignment else ()
        effects = dict.fromkeys([None, *(each.value for each in overrides if each.kind == "policyEffect")])
        try:
            compiled = [CompiledPolicy(policy, given, switches=READING, effect=effect) for effect in effects]
        except PolicyError as error:
            self._refused(document, error, "P-OWN-007")
            return
        message = part.assignment.messages.get(part.reference.lower()) if part.assignment else None
        general = part.assignment.messages.get("", "") if part.assignment else ""
        rule = replace(
            rule_of(policy, name=part.name, path=document.where, raw=document.content, message=message or general),
            assigned_by=part.assigned_by,
        )
        for each in {one.effect: one for one in compiled}.values():
            parameters = {name: each.parameters.get(name.lower()) for name in declared}
            use = None
            if part.assignment is not None:
                use = Use(
                    assignment=part.assignment,
                    reference=part.reference,
                    effect=each.effect,
                    declared=compiled[0].effect,
                    exemptions=tuple(e for e in exemptions if e.assignment_id == part.assignment.id),
                )
            level = level_of(each, part.assignment, self._refusing)
            yield BoundRule(rule, parameters, level, applicable_types(_condition(document), parameters), each, use)

    def _missing(self, document: Document, where: str, asked: str, kind: str) -> None:
        found = f"`{asked}`, which the folder does not hold"
        remedy = "add its file; Azure's own are printed by `az policy definition show`"
        self.problems.append(
            problem("P-OWN-005", f"{document.where} {where}", found, f"a {kind} of the folder", remedy)
        )


def _named(asked: str, known: Sequence[_Read]) -> _Read | None:
    """What an id refers to: the same id, or else the same last segment."""
    wanted = asked.lower()
    name = wanted.rpartition("/")[2]
    by_id = (each for each in known if each.document.id == wanted)
    by_name = (each for each in known if name in (each.document.name.lower(), each.document.id.rpartition("/")[2]))
    return next(by_id, None) or next(by_name, None)


def _condition(document: Document) -> Mapping[str, Any]:
    """The rule's `if` as it is written."""
    found: Any = document.content
    for key in ("properties", "policyrule", "if"):
        inner = {name.lower(): value for name, value in found.items()}
        found = inner.get(key, found) if key == "properties" else inner[key]
    condition: Mapping[str, Any] = found
    return condition

"""All assignments together on one resource: what is refused, what is changed, what is reported."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from arm.policy.aliases import AliasResolver, resolver
from arm.policy.assignment import in_scope, message_for, overridden_effect
from arm.policy.changes import Applied, apply_append, apply_modify, apply_uncertain
from arm.policy.effect_names import CHANGES, LOOKS_FOR_RELATED
from arm.policy.errors import PolicyError, Problem
from arm.policy.evaluate import CompiledPolicy
from arm.policy.evaluation import UNDECIDED, Evaluation, plain_details
from arm.policy.exemption import exempts
from arm.policy.initiative import member_parameters
from arm.policy.model import Assignment, Exemption, Initiative, PolicyDefinition
from arm.policy.run import NO_CONTEXT, UNKNOWN_TYPE, Context, Run, normal_type
from arm.policy.switches import DEFAULT, Switches
from arm.policy.values import Tri
from arm.unknown import UNKNOWN, Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one member of one assignment says about a resource."""

    assignment: Assignment
    reference_id: str
    """Empty for an assignment of a single definition."""
    evaluation: Evaluation
    exempt: Tri = False
    enforced: bool = True
    """Whether the effect is applied; otherwise it only counts for compliance."""
    message: str = ""

    @property
    def acts(self) -> bool:
        """Whether the effect is applied to the request."""
        return self.enforced and self.exempt is False and self.evaluation.effect is not None

    @property
    def may_change(self) -> bool:
        """Whether it is not known if the resource is changed."""
        uncertain = self.evaluation.compliance == UNDECIDED or self.exempt is UNKNOWN
        return self.enforced and self.exempt is not True and uncertain and self.evaluation.declared_effect in CHANGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What all findings together mean for a request."""

    resource: Mapping[str, Any]
    """The resource after what append and modify change."""
    findings: tuple[Finding, ...]
    denials: tuple[Finding, ...]
    """Every finding that refuses the request, not only the first."""
    undecided: tuple[Finding, ...]
    changes: tuple[Applied, ...] = ()

    @property
    def denied(self) -> bool:
        """Whether the request is refused."""
        return bool(self.denials)


@dataclass(frozen=True, slots=True)
class _Part:
    assignment: Assignment
    reference_id: str
    policies: Mapping[str | None, CompiledPolicy]


class Guard:
    """Assignments with the definitions they name, compiled once, for many resources."""

    def __init__(
        self,
        assignments: Sequence[Assignment],
        definitions: Mapping[str, PolicyDefinition],
        initiatives: Mapping[str, Initiative] | None = None,
        exemptions: Sequence[Exemption] = (),
        *,
        resolve: AliasResolver | None = None,
        switches: Switches = DEFAULT,
    ) -> None:
        """Definitions and initiatives are found by their id, without regard to case."""
        self._resolve = resolve or resolver()
        self._switches = switches
        self._exemptions = tuple(exemptions)
        self._definitions = {key.lower(): value for key, value in definitions.items()}
        self._initiatives = {key.lower(): value for key, value in (initiatives or {}).items()}
        self._parts = [part for assignment in assignments for part in self._parts_of(assignment)]
        self._by_type: dict[str, Sequence[tuple[Assignment, list[_Part]]]] = {}

    def _parts_of(self, assignment: Assignment) -> list[_Part]:
        initiative = self._initiatives.get(assignment.definition_id.lower())
        if initiative is None:
            definition = self._definition(assignment.definition_id, assignment)
            return [_Part(assignment, "", self._compile(definition, assignment.parameters, assignment))]
        parts = []
        for member in initiative.members:
            definition = self._definition(member.definition_id, assignment)
            given = member_parameters(initiative, member, assignment.parameters)
            parts.append(_Part(assignment, member.reference_id, self._compile(definition, given, assignment)))
        return parts

    def _definition(self, definition_id: str, assignment: Assignment) -> PolicyDefinition:
        found = self._definitions.get(definition_id.lower())
        if found is None:
            raise PolicyError(
                Problem(
                    code="A-POL-140",
                    where=assignment.id or assignment.name,
                    found=f"`{definition_id}`",
                    accepted="the id of a definition or initiative that is given",
                    remedy="give the definition as well",
                )
            )
        return found

    def _compile(
        self, definition: PolicyDefinition, parameters: Mapping[str, Any], assignment: Assignment
    ) -> dict[str | None, CompiledPolicy]:
        effects: list[str | None] = [None]
        effects += [override.value for override in assignment.overrides if override.kind == "policyEffect"]
        return {
            effect: CompiledPolicy(
                definition, parameters, resolve=self._resolve, switches=self._switches, effect=effect
            )
            for effect in effects
        }

    def findings(
        self,
        resource: Mapping[str, Any],
        now: datetime,
        context: Context = NO_CONTEXT,
        management_groups: Sequence[str] = (),
    ) -> tuple[Finding, ...]:
        """What every member of every assignment in whose scope the resource lies says about it.

        Members that cannot be about a resource of its type say nothing.
        """
        run = Run(resource, context)
        found: list[Finding] = []
        for assignment, parts in self._about(run.kind):
            inside = in_scope(assignment, run, management_groups)
            if inside is not False:
                found.extend(self._finding(part, run, now, inside, management_groups) for part in parts)
        return tuple(found)

    def looked_for(self, kind: str) -> frozenset[tuple[str, bool]]:
        """Types, in lower case, that …IfNotExists members look for when they judge a type, and whether they look
        beyond the resource's group."""
        parts = [part for _, parts in self._about(kind) for part in parts]
        return frozenset(
            _looked_for(policy.definition)
            for part in parts
            for policy in part.policies.values()
            if policy.effect in LOOKS_FOR_RELATED
        )

    def _about(self, kind: str) -> Sequence[tuple[Assignment, list[_Part]]]:
        """The members that may say something about a type, by assignment."""
        kind = normal_type(kind)[1]
        if kind not in self._by_type:
            found: dict[int, tuple[Assignment, list[_Part]]] = {}
            for part in self._parts:
                if kind == UNKNOWN_TYPE or any(_speaks_of(policy, kind) for policy in part.policies.values()):
                    found.setdefault(id(part.assignment), (part.assignment, []))[1].append(part)
            self._by_type[kind] = tuple(found.values())
        return self._by_type[kind]

    def _finding(self, part: _Part, run: Run, now: datetime, inside: Tri, management_groups: Sequence[str]) -> Finding:
        assignment = part.assignment
        effect = overridden_effect(assignment, part.reference_id, run, self._switches)
        policy = part.policies[effect]
        context = run.context
        if isinstance(context.policy, Unknown):
            context = replace(context, policy=_surroundings(assignment, part.reference_id, policy.definition))
        evaluation = policy.evaluate(run.resource, context)
        if inside is UNKNOWN and evaluation.effect is not None:
            evaluation = replace(evaluation, effect=None, compliance=UNDECIDED, undecided=("scope of the assignment",))
        verdicts = [
            exempts(exemption, assignment, part.reference_id, run, now, management_groups)
            for exemption in self._exemptions
        ]
        exempt: Tri = True in verdicts or (UNKNOWN if any(v is UNKNOWN for v in verdicts) else False)
        return Finding(
            assignment=assignment,
            reference_id=part.reference_id,
            evaluation=evaluation,
            exempt=exempt,
            enforced=assignment.enforcement_mode == "Default",
            message=message_for(assignment, part.reference_id),
        )

    def judge(
        self,
        resource: Mapping[str, Any],
        now: datetime,
        context: Context = NO_CONTEXT,
        management_groups: Sequence[str] = (),
    ) -> Outcome:
        """Let append and modify change the resource first, then ask everything else about what comes out."""
        first = self.findings(resource, now, context, management_groups)
        changed, changes, refused = self._change(resource, [finding for finding in first if finding.acts])
        for finding in first:
            if finding.may_change:
                applied = apply_uncertain(changed, finding.evaluation.details, self._resolve, self._switches)
                changed, changes = applied.resource, [*changes, applied]
        findings = self.findings(changed, now, context, management_groups) if changes else first
        kept = [finding for finding in first if finding.evaluation.declared_effect in CHANGES]
        kept += [finding for finding in findings if finding.evaluation.declared_effect not in CHANGES]
        denials = [finding for finding in kept if finding.acts and finding.evaluation.effect == "deny"]
        return Outcome(
            resource=changed,
            findings=tuple(kept),
            denials=(*refused, *denials),
            undecided=tuple(finding for finding in kept if finding.evaluation.compliance == UNDECIDED),
            changes=tuple(changes),
        )

    def _change(
        self, resource: Mapping[str, Any], acting: Sequence[Finding]
    ) -> tuple[Mapping[str, Any], list[Applied], list[Finding]]:
        changes: list[Applied] = []
        refused: list[Finding] = []
        for finding in _without_conflicts(acting, refused):
            details = finding.evaluation.details
            apply = apply_append if finding.evaluation.effect == "append" else apply_modify
            applied = apply(resource, details or {}, self._resolve, self._switches)
            if applied.denied:
                refused.append(finding)
                continue
            if applied.changes:
                resource = applied.resource
                changes.append(applied)
        return resource, changes, refused


def _speaks_of(policy: CompiledPolicy, kind: str) -> bool:
    return policy.types is None or kind in policy.types


def _looked_for(definition: PolicyDefinition) -> tuple[str, bool]:
    """What an …IfNotExists definition looks for, and whether beyond the group of the resource that it judges."""
    keys = {name.lower(): value for name, value in plain_details(definition.rule.details).items()}
    return str(keys.get("type", "")).lower(), bool(keys.get("existencescope") or keys.get("resourcegroupname"))


def _surroundings(assignment: Assignment, reference_id: str, definition: PolicyDefinition) -> dict[str, str]:
    """What `policy()` gives."""
    return {
        "assignmentId": assignment.id,
        "definitionId": definition.id if reference_id else assignment.definition_id,
        "setDefinitionId": assignment.definition_id if reference_id else "",
        "definitionReferenceId": reference_id,
    }


def _targets(finding: Finding) -> dict[str, str]:
    """The fields that a modify finding sets, with the values as text, for comparing findings."""
    details = finding.evaluation.details
    operations = details.get("operations", []) if isinstance(details, Mapping) else []
    found = {}
    for item in operations:
        keys = {key.lower(): value for key, value in item.items()}
        found[str(keys.get("field")).lower()] = repr((str(keys.get("operation")).lower(), keys.get("value")))
    return found


def _without_conflicts(acting: Sequence[Finding], refused: list[Finding]) -> list[Finding]:
    """Findings that may change the resource; of several that set one field differently, the denying one stays."""
    taking = [finding for finding in acting if finding.evaluation.effect in CHANGES]
    dropped: set[int] = set()
    for index, finding in enumerate(taking):
        for other_index, other in enumerate(taking[:index]):
            ours, theirs = _targets(finding), _targets(other)
            if all(ours[field] == theirs[field] for field in ours.keys() & theirs.keys()):
                continue
            strict = [place for place in (index, other_index) if _conflict_effect(taking[place]) == "deny"]
            if len(strict) == 2:
                refused.extend(item for item in (other, finding) if item not in refused)
            dropped.update({index, other_index} - (set(strict) if len(strict) == 1 else set()))
    return [finding for index, finding in enumerate(taking) if index not in dropped]


def _conflict_effect(finding: Finding) -> str:
    details = finding.evaluation.details
    keys = {key.lower(): value for key, value in details.items()} if isinstance(details, Mapping) else {}
    return str(keys.get("conflicteffect", "deny")).lower()

"""A pack of rules in Azure's policy language: each on every planned resource of Azure Resource Manager."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from arm.schema import UnknownType
from arm.translate import UnknownProperty
from policies.kit.analyzer import Finding, Policy
from policies.kit.arm_view import Viewed, is_arm, view
from policies.kit.bound import BoundRule
from policies.kit.classic_view import classic_views
from policies.kit.exemptions import Exemption
from policies.kit.judge import judge
from policies.kit.plan import Memory, Plan
from policies.kit.planned import Planned
from policies.kit.related import Related, may_be_planned, related_in
from policies.kit.report import findings
from policies.kit.settings import Settings
from policies.kit.tracing import Tracer
from policies.kit.upkeep import COVERAGE, EXEMPTIONS, coverage_finding, exemption_findings
from policies.kit.verdict import Outcome, Verdict
from policies.model import FRAMEWORKS, Level


class RulePack:
    """Judges each resource as it is planned, and asks for related resources when the plan is complete."""

    name: str
    version: str
    title: str

    def __init__(self, bound: Sequence[BoundRule], settings: Settings) -> None:
        self._settings = settings
        self._alone = RulesByType(each for each in bound if not each.looks_for_related)
        self._together = RulesByType(each for each in bound if each.looks_for_related)
        self._memory = Memory()
        self._views: dict[str, Viewed] = {}
        self._waiting: defaultdict[str, list[BoundRule]] = defaultdict(list)
        self._used: set[Exemption] = set()
        self._own = frozenset(each.rule.id for each in bound)
        by_name = {each.rule.name: _policy(each) for each in bound}
        self.policies: list[Policy] = [*by_name.values(), COVERAGE, EXEMPTIONS]

    def configure(self, properties: Mapping[str, Mapping[str, Any]]) -> None:
        """Nothing to take: levels and parameters come with the settings."""

    def judge_resource(self, planned: Planned) -> Iterator[Finding]:
        """Judge one resource by itself; what its own values do not decide waits for the whole plan."""
        self._memory.keep(planned)
        self._views.pop(planned.urn, None)
        self._waiting.pop(planned.urn, None)
        if not is_arm(planned):
            return
        try:
            viewed = self._view(planned)
        except (UnknownType, UnknownProperty) as error:
            yield coverage_finding(planned.urn, str(error))
            return
        for bound in self._alone.of(viewed.type):
            if bound.is_indexed and not viewed.takes_tags_and_location:
                continue
            outcome = self._judged(bound, viewed)
            if outcome.verdict is Verdict.UNKNOWN:
                self._waiting[planned.urn].append(bound)
            else:
                yield from self._reported(bound, outcome, planned.urn)

    def judge_stack(self, resources: Sequence[Planned]) -> Iterator[Finding]:
        """Judge what waited, the rules that ask for another resource, and the exemptions."""
        plan = self._viewed(Tracer(self._memory.plan(resources)).plan())
        by_type: dict[str, list[Viewed]] = defaultdict(list)
        for viewed in plan:
            by_type[viewed.type].append(viewed)
        for viewed in plan:
            for bound in self._waiting.pop(viewed.planned.urn, ()):
                yield from self._reported(bound, self._judged(bound, viewed), viewed.planned.urn)
            for bound in self._together.of(viewed.type):
                if not may_be_planned(viewed, bound.related_type):
                    continue
                related = related_in(by_type[bound.related_type.lower()], viewed, bound.related_type)
                outcome = self._judged(bound, viewed, tuple(related))
                yield from self._reported(bound, outcome, viewed.planned.urn)
        ids = [viewed.id for viewed in plan]
        yield from exemption_findings(self._settings, self._own, ids, self._used)

    def _judged(self, bound: BoundRule, viewed: Viewed, related: tuple[Related, ...] | None = None) -> Outcome:
        return judge(bound, viewed.resource, self._settings, tenant_id=viewed.tenant_id, related=related)

    def _reported(self, bound: BoundRule, outcome: Outcome, urn: str) -> Iterator[Finding]:
        if outcome.exemption is not None:
            self._used.add(outcome.exemption)
        yield from findings(bound.rule, outcome, bound.level, urn)

    def _view(self, planned: Planned) -> Viewed:
        found = self._views.get(planned.urn)
        if found is None or found.planned.inputs is not planned.inputs:
            found = self._views[planned.urn] = view(planned)
        return found

    def _viewed(self, plan: Plan) -> list[Viewed]:
        """The resources of Azure Resource Manager, translated; what has no table was told before."""
        found: list[Viewed] = []
        for planned in plan.resources:
            if is_arm(planned):
                try:
                    found.append(self._view(planned).with_links(planned))
                except (UnknownType, UnknownProperty):
                    continue
            else:
                found += classic_views(planned)
        return found


class RulesByType:
    """Rules by the type of the resource; rules for any type are in every answer."""

    def __init__(self, bound: Iterable[BoundRule]) -> None:
        self._any: list[BoundRule] = []
        self._typed: dict[str, list[BoundRule]] = defaultdict(list)
        self._joined: dict[str, list[BoundRule]] = {}
        for each in bound:
            if each.level is Level.DISABLED:
                continue
            if each.types is None:
                self._any.append(each)
            for name in each.types or ():
                self._typed[name].append(each)

    def of(self, resource_type: str) -> list[BoundRule]:
        """The rules for a type, in lower case."""
        found = self._joined.get(resource_type)
        if found is None:
            found = self._joined[resource_type] = [*self._typed.get(resource_type, ()), *self._any]
        return found


def _policy(bound: BoundRule) -> Policy:
    rule = bound.rule
    framework = next(iter(rule.controls), None)
    return Policy(
        name=rule.name,
        title=f"{rule.id} {rule.title}",
        description=rule.obligation,
        level=bound.level,
        severity=rule.severity,
        remediation=rule.fix,
        tags=(rule.id, *rule.tags),
        framework=(FRAMEWORKS[framework], ", ".join(rule.controls[framework])) if framework else None,
        judges_stack=bound.looks_for_related,
    )

"""The second pack: judges the resources of a stack together, by rules in Python."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from policies.kit.analyzer import Finding, Policy
from policies.kit.arm_view import arm_id, is_arm
from policies.kit.exemptions import Exemption, standing
from policies.kit.plan import Memory
from policies.kit.planned import Planned
from policies.kit.python_rule import PythonRule
from policies.kit.report import findings
from policies.kit.settings import Settings
from policies.kit.tracing import Tracer
from policies.kit.upkeep import EXEMPTIONS, exemption_findings
from policies.kit.verdict import Verdict
from policies.model import FRAMEWORKS, Level

JUDGED = (Verdict.VIOLATION, Verdict.UNKNOWN)
"""Verdicts from which an exemption frees."""


class EstatePack:
    """Rules about relations: everything is judged when the whole plan is known."""

    name = "data-estate-rules"
    version = "1.0.0"
    title = "Rules of the data estate"

    def __init__(self, rules: Sequence[PythonRule], settings: Settings) -> None:
        self._settings = settings
        self._rules = [(rule, settings.level_of(rule, rule.level)) for rule in rules]
        self._memory = Memory()
        self._own = frozenset(rule.id for rule in rules)
        self.policies = [*(_policy(rule, level) for rule, level in self._rules), EXEMPTIONS]

    def configure(self, properties: Mapping[str, Mapping[str, Any]]) -> None:
        """Nothing to take: levels and context come with the settings."""

    def judge_resource(self, planned: Planned) -> Iterable[Finding]:
        """Remember the inputs; relations are judged later."""
        self._memory.keep(planned)
        return ()

    def judge_stack(self, resources: Sequence[Planned]) -> Iterator[Finding]:
        """Judge each resource that a rule speaks of, in its plan."""
        plan = Tracer(self._memory.plan(resources)).plan()
        context = {**self._settings.context, "today": self._settings.today.isoformat()}
        used: set[Exemption] = set()
        for rule, level in self._rules:
            if level is not Level.DISABLED:
                for subject in plan.of(*rule.tokens):
                    outcome = rule.judge(subject, plan, context)
                    if outcome.verdict in JUDGED and (leave := self._leave(rule, subject)):
                        used.add(leave)
                        continue
                    yield from findings(rule, outcome, level, subject.urn)
        ids = [arm_id(resource) for resource in plan.resources if is_arm(resource)]
        yield from exemption_findings(self._settings, self._own, ids, used)

    def _leave(self, rule: PythonRule, subject: Planned) -> Exemption | None:
        """The exemption by which a resource may break a rule."""
        if not self._settings.exemptions or not is_arm(subject):
            return None
        return standing(self._settings.exemptions, rule.id, arm_id(subject), self._settings.today)


def _policy(rule: PythonRule, level: Level) -> Policy:
    framework = next(iter(rule.controls), None)
    return Policy(
        name=rule.name,
        title=f"{rule.id} {rule.title}",
        description=rule.obligation,
        level=level,
        severity=rule.severity,
        remediation=rule.fix,
        tags=(rule.id, rule.area),
        framework=(FRAMEWORKS[framework], ", ".join(rule.controls[framework])) if framework else None,
        judges_stack=True,
    )

"""The second pack: judges the resources of a stack together, by rules in Python."""

from collections.abc import Iterable, Iterator, Sequence

from policies.kit.analyzer import Finding, Policy
from policies.kit.plan import Memory
from policies.kit.planned import Planned
from policies.kit.python_rule import PythonRule
from policies.kit.report import findings
from policies.kit.settings import Settings
from policies.model import FRAMEWORKS, Level


class EstatePack:
    """Rules about relations: everything is judged when the whole plan is known."""

    name = "data-estate-rules"
    version = "1.0.0"
    title = "Rules of the data estate"

    def __init__(self, rules: Sequence[PythonRule], settings: Settings) -> None:
        self._settings = settings
        self._rules = [(rule, settings.level_of(rule, rule.level)) for rule in rules]
        self._memory = Memory()
        self.policies = [_policy(rule, level) for rule, level in self._rules]

    def judge_resource(self, planned: Planned) -> Iterable[Finding]:
        """Remember the inputs; relations are judged later."""
        self._memory.keep(planned)
        return ()

    def judge_stack(self, resources: Sequence[Planned]) -> Iterator[Finding]:
        """Judge each resource that a rule speaks of, in its plan."""
        plan = self._memory.plan(resources)
        for rule, level in self._rules:
            if level is not Level.DISABLED:
                for subject in plan.of(*rule.tokens):
                    outcome = rule.judge(subject, plan, self._settings.context)
                    yield from findings(rule, outcome, level, subject.urn)


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

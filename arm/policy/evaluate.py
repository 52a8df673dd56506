"""Evaluating a definition on a resource."""

from collections.abc import Callable, Mapping
from typing import Any

from arm.policy.alias_table import EMPTY, AliasTable
from arm.policy.aliases import AliasResolver, resolver
from arm.policy.applicability import applies
from arm.policy.conditions import compile_expression
from arm.policy.details import compile_details
from arm.policy.effect_names import CHANGES, EFFECTS, LOOKS_FOR_RELATED, canonical_effect
from arm.policy.environment import Environment
from arm.policy.errors import EvaluationError, ParameterError, Problem, UnsupportedConstructError
from arm.policy.evaluation import COMPLIANT, NON_COMPLIANT, UNDECIDED, Evaluation, plain_details
from arm.policy.explain import explain
from arm.policy.expressions.compile import compile_value, evaluate_text, evaluator
from arm.policy.expressions.parser import is_expression
from arm.policy.model import PolicyDefinition
from arm.policy.modes import judged_by_provider, looks_at, mode_of
from arm.policy.parse_definition import load_definition
from arm.policy.parse_parameters import bind_parameters, bind_undeclared
from arm.policy.related import satisfied
from arm.policy.run import NO_CONTEXT, Context, Run
from arm.policy.switches import DEFAULT, Switches
from arm.policy.types_of import possible_types
from arm.policy.values import Tri, has_unknown, member
from arm.unknown import UNKNOWN


class CompiledPolicy:
    """A definition with its parameters, ready to be evaluated on many resources."""

    def __init__(
        self,
        definition: PolicyDefinition,
        parameters: Mapping[str, Any] | None = None,
        *,
        resolve: AliasResolver | None = None,
        switches: Switches = DEFAULT,
        effect: str | None = None,
    ) -> None:
        """Bind the parameters and compile the rule. `effect` overrides the one that the rule states."""
        self.definition = definition
        if definition.parameters is None:
            self.parameters = bind_undeclared(definition.used_parameters, parameters)
        else:
            self.parameters = bind_parameters(definition.parameters, parameters)
        environment = Environment(parameters=self.parameters, resolve=resolve or resolver(EMPTY), switches=switches)
        rule = definition.rule
        self.effect = _effect(effect or rule.effect, environment, f"{rule.path}.then.effect")
        self.mode = mode_of(definition, switches.mode_absent)
        try:
            self._node = compile_expression(rule.condition, environment)
            self.types = possible_types(rule.condition, environment)
            """Types in lower case that the rule can say something about; nothing for any."""
            self._details = compile_details(rule, environment)
            existence = Environment(
                parameters=self.parameters, resolve=environment.resolve, switches=switches, in_existence=True
            )
            self._existence = compile_expression(rule.existence, existence) if rule.existence else None
            self.related_type = _related_type(rule.details, environment)
        except EvaluationError as problem:
            raise UnsupportedConstructError(
                Problem(
                    code="A-POL-090",
                    where=rule.path,
                    found=str(problem),
                    accepted="names that are known when the rule is read",
                    remedy="write the name as a text or build it from parameters",
                )
            ) from None

    def evaluate(self, resource: Mapping[str, Any], context: Context = NO_CONTEXT) -> Evaluation:
        """The answer for one resource."""
        run = Run(resource, context)
        if self.effect == "disabled":
            return self._without_effect(run, "the effect is disabled: nothing is evaluated")
        if self.definition.policy_type.lower() == "static":
            return self._without_effect(run, "static definitions describe Microsoft's own duties")
        taken, why = looks_at(self.mode, run)
        if not taken:
            return self._without_effect(run, why)
        try:
            verdict = self._node.decide(run)
            if verdict is False:
                return self._not_hit(run)
            return self._undecided(run) if verdict is UNKNOWN else self._hit(run)
        except EvaluationError as problem:
            return self._failed(run, str(problem))

    def _answer(self, run: Run, **parts: Any) -> Evaluation:
        return Evaluation(
            definition=self.definition,
            declared_effect=self.effect,
            notes=tuple(dict.fromkeys(run.notes)),
            explain=lambda: explain(self._node, run),
            **parts,
        )

    def _without_effect(self, run: Run, note: str) -> Evaluation:
        run.notes.append(note)
        return Evaluation(
            definition=self.definition,
            declared_effect=self.effect,
            effect=None,
            compliance=COMPLIANT,
            counts=lambda: False,
            notes=tuple(run.notes),
        )

    def _not_hit(self, run: Run) -> Evaluation:
        return self._answer(run, effect=None, compliance=COMPLIANT, counts=self._counts(run, False))

    def _undecided(self, run: Run) -> Evaluation:
        unknowns = tuple(dict.fromkeys(run.unknowns))
        counts = self._counts(run, UNKNOWN)
        details = self._possible_details(run) if self.effect in CHANGES else None
        return self._answer(run, effect=None, compliance=UNDECIDED, undecided=unknowns, details=details, counts=counts)

    def _possible_details(self, run: Run) -> Any:
        """What would be changed if the rule were hit, so that its targets are known to be uncertain."""
        try:
            return self._details(run)
        except EvaluationError:
            return None

    def _counts(self, run: Run, verdict: Tri) -> Callable[[], bool]:
        return lambda: applies(self._node, self.effect, run, verdict) is not False

    def _failed(self, run: Run, problem: str) -> Evaluation:
        run.notes.append("Azure denies a request when the rule cannot be evaluated")
        return self._answer(run, effect="deny", compliance=NON_COMPLIANT, error=problem)

    def _hit(self, run: Run) -> Evaluation:
        if judged_by_provider(self.mode, self.definition.rule.details):
            run.notes.append(f"mode {self.mode}: the resource provider judges objects that are outside of ARM")
            return self._answer(run, effect=None, compliance=UNDECIDED, undecided=(f"objects of {self.mode}",))
        mark = len(run.unknowns)
        details = self._details(run)
        del run.unknowns[mark:]
        if self.effect in LOOKS_FOR_RELATED:
            return self._hit_related(run, details)
        if self.effect in CHANGES and has_unknown(details):
            run.notes.append("what would be changed is not fully known")
        return self._answer(
            run,
            effect=self.effect,
            compliance=self._compliance(details),
            details=details,
        )

    def _compliance(self, details: Any) -> str:
        if self.effect == "denyAction":
            return COMPLIANT
        if self.effect == "manual":
            state = str(plain_details(details).get("defaultState", "Unknown")).lower()
            return {"compliant": COMPLIANT, "non-compliant": NON_COMPLIANT}.get(state, UNDECIDED)
        return NON_COMPLIANT

    def _hit_related(self, run: Run, details: Any) -> Evaluation:
        exists: Tri = satisfied(plain_details(details), self._existence, run)
        if exists is True:
            return self._answer(run, effect=None, compliance=COMPLIANT)
        if exists is False:
            return self._answer(run, effect=self.effect, compliance=NON_COMPLIANT, details=details)
        unknowns = tuple(dict.fromkeys(run.unknowns))
        # Nobody said which resources exist: the effect is what happens unless one does.
        effect = self.effect if run.context.related is None else None
        return self._answer(
            run, effect=effect, compliance=UNDECIDED, details=details if effect else None, undecided=unknowns
        )


def _related_type(details: Any, environment: Environment) -> str | None:
    """The type that an …IfNotExists effect looks for; nothing where there is none."""
    stated = member(plain_details(details), "type")
    found = evaluator(compile_value(stated, environment))(Run({})) if isinstance(stated, str) else None
    return found if isinstance(found, str) else None


def _effect(stated: str, environment: Environment, where: str) -> str:
    value: Any = stated
    if is_expression(stated):
        try:
            value = evaluate_text(stated, environment, Run({}))
        except EvaluationError as problem:
            value = problem
    name = canonical_effect(value) if isinstance(value, str) else None
    if name is None:
        raise ParameterError(
            Problem(
                code="A-POL-091",
                where=where,
                found=f"the effect `{value}`",
                accepted=", ".join(EFFECTS),
                remedy="give the name of an effect",
            )
        )
    return name


def evaluate(
    definition: PolicyDefinition | Mapping[str, Any],
    resource: Mapping[str, Any],
    parameters: Mapping[str, Any] | None = None,
    context: Context = NO_CONTEXT,
    aliases: AliasTable = EMPTY,
    switches: Switches = DEFAULT,
) -> Evaluation:
    """The answer of a definition for one resource; for many, keep a `CompiledPolicy`."""
    known = definition if isinstance(definition, PolicyDefinition) else load_definition(definition)
    compiled = CompiledPolicy(known, parameters, resolve=resolver(aliases), switches=switches)
    return compiled.evaluate(resource, context)

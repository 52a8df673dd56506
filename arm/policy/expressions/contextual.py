"""Functions that look at the resource, the parameters, the counts and the request."""

from collections.abc import Callable, Mapping
from typing import Any

from arm.policy.environment import Compiled, Constant, Environment, Evaluate
from arm.policy.errors import EvaluationError
from arm.policy.expressions.functions.registry import need_text
from arm.policy.fields import Field, compile_field, enclosing
from arm.policy.ordering import parse_date
from arm.policy.run import RESOURCE_GROUP, Run, id_parts
from arm.policy.values import MISSING, Collection
from arm.unknown import UNKNOWN, Unknown

_DATE_PARTS = (
    ("yyyy", "%Y"),
    ("MM", "%m"),
    ("dd", "%d"),
    ("HH", "%H"),
    ("mm", "%M"),
    ("ss", "%S"),
    ("fffffff", "%f0"),
)


def _by_name(arguments: list[Compiled], build: Callable[[str], Evaluate]) -> Evaluate:
    """A function of a name: built once when the name is known, else once for each name that is met."""
    argument = arguments[0]
    if isinstance(argument, Constant) and isinstance(argument.value, str):
        return build(argument.value)
    cache: dict[str, Evaluate] = {}

    def evaluate(run: Run) -> Any:
        name = argument.value if isinstance(argument, Constant) else argument(run)
        if name is UNKNOWN:
            return UNKNOWN
        text = need_text("field", name)
        if text not in cache:
            cache[text] = build(text)
        return cache[text](run)

    return evaluate


def _field(arguments: list[Compiled], environment: Environment) -> Compiled:
    def build(name: str) -> Evaluate:
        try:
            return _value_of(environment.field_of_subject(name), environment)
        except EvaluationError as problem:
            return _failing(problem)

    return _by_name(arguments, build)


def _failing(problem: EvaluationError) -> Evaluate:
    def fail(_run: Run) -> Any:
        raise EvaluationError(str(problem))

    return fail


def _value_of(field: Field, environment: Environment) -> Evaluate:
    select, name = field.select, field.name
    null = "" if environment.switches.field_of_null == "empty" else None

    def evaluate(run: Run) -> Any:
        value = select(run.subject)
        if value is MISSING:
            return ""
        if value is None:
            return null
        if value is UNKNOWN:
            run.unknowns.append(name)
        elif isinstance(value, Collection):
            if not value.complete or UNKNOWN in value:
                run.unknowns.append(name)
            return Collection((item for item in value if item is not MISSING), complete=value.complete)
        return value

    return evaluate


def _current(arguments: list[Compiled], environment: Environment) -> Compiled:
    if not arguments:
        slot = environment.frames[-1].slot
        return lambda run: run.members[slot]

    def build(name: str) -> Evaluate:
        for frame in reversed(environment.frames):
            if frame.key == name.lower():
                slot = frame.slot
                return lambda run: run.members[slot]
        if enclosing(name, environment.frames) is None:
            return _failing(EvaluationError(f"`current('{name}')` names no count around it"))
        select = _single(name, environment)

        def evaluate(run: Run) -> Any:
            value = select(run)
            return None if value is MISSING else value

        return evaluate

    return _by_name(arguments, build)


def _single(name: str, environment: Environment) -> Evaluate:
    return compile_field(name, environment.frames, environment.resolve, single=True).select


def _parameters(arguments: list[Compiled], environment: Environment) -> Compiled:
    values = environment.parameters
    argument = arguments[0]

    def value_of(name: Any) -> Any:
        key = need_text("parameters", name).lower()
        if key not in values:
            raise EvaluationError(f"the parameter `{name}` has no value")
        return values[key]

    if isinstance(argument, Constant):
        name = argument.value
        if isinstance(name, str) and name.lower() in values and values[name.lower()] is not UNKNOWN:
            return Constant(values[name.lower()])

        def evaluate(run: Run) -> Any:
            value = value_of(name)
            if value is UNKNOWN:
                run.unknowns.append(f"parameters('{name}')")
            return value

        return evaluate
    return lambda run: UNKNOWN if (name := argument(run)) is UNKNOWN else value_of(name)


def _utc_now(arguments: list[Compiled], _environment: Environment) -> Compiled:
    style = arguments[0].value if arguments and isinstance(arguments[0], Constant) else None

    def evaluate(run: Run) -> Any:
        now = run.now()
        if now is UNKNOWN:
            run.unknowns.append("utcNow()")
        instant = parse_date(now) if isinstance(now, str) and style is not None else None
        if instant is None:
            return now
        pattern = str(style)
        for part, directive in _DATE_PARTS:
            pattern = pattern.replace(part, directive)
        return instant.strftime(pattern)

    return evaluate


def _given(name: str, value: Any, run: Run) -> Any:
    if value is UNKNOWN:
        run.unknowns.append(name)
        return UNKNOWN
    return dict(value)


def _request(_arguments: list[Compiled], _environment: Environment) -> Compiled:
    def evaluate(run: Run) -> Any:
        if run.context.request is UNKNOWN and run.api_version is None:
            run.unknowns.append("requestContext()")
            return UNKNOWN
        request = run.context.request
        given = {} if isinstance(request, Unknown) else dict(request)
        found = {"apiVersion": UNKNOWN if run.api_version is None else run.api_version, "identity": UNKNOWN}
        return {**found, **given}

    return evaluate


def _policy(_arguments: list[Compiled], _environment: Environment) -> Compiled:
    return lambda run: _given("policy()", run.context.policy, run)


def _resource_group(_arguments: list[Compiled], _environment: Environment) -> Compiled:
    def evaluate(run: Run) -> Any:
        subject = run.subject
        given = run.context.resource_group
        resource_id = subject.text("id")
        _, _, group, subscription = id_parts(resource_id)
        known: dict[str, Any] = {}
        if group:
            known = {
                "id": f"/subscriptions/{subscription}/resourceGroups/{group}",
                "name": group,
                "type": "Microsoft.Resources/resourceGroups",
            }
        if not isinstance(given, Unknown):
            return {**known, "tags": {}, **given}
        if subject.type == RESOURCE_GROUP:
            return {**known, "tags": {}, **subject.resource}
        unknown = dict.fromkeys(("id", "name", "location", "tags", "properties", "managedBy"), UNKNOWN)
        run.unknowns.append("resourceGroup()")
        return {**unknown, **known}

    return evaluate


def _subscription(_arguments: list[Compiled], _environment: Environment) -> Compiled:
    def evaluate(run: Run) -> Any:
        given = run.context.subscription
        subscription = id_parts(run.subject.text("id"))[3]
        known: dict[str, Any] = {}
        if subscription:
            known = {"id": f"/subscriptions/{subscription}", "subscriptionId": subscription}
        if not isinstance(given, Unknown):
            return {**known, "tags": {}, **given}
        unknown = dict.fromkeys(("id", "subscriptionId", "tenantId", "displayName", "tags"), UNKNOWN)
        run.unknowns.append("subscription()")
        return {**unknown, **known}

    return evaluate


CONTEXTUAL: Mapping[str, Callable[[list[Compiled], Environment], Compiled]] = {
    "field": _field,
    "current": _current,
    "parameters": _parameters,
    "utcnow": _utc_now,
    "requestcontext": _request,
    "policy": _policy,
    "resourcegroup": _resource_group,
    "subscription": _subscription,
}
"""How each of them is compiled, by name in lower case."""

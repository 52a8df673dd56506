"""Many evaluations, one JSON object each: pure functions behind `estate policies evaluate`.

A value that is not known is written `{"$unknown": true}`, in what is read and in what is answered.
"""

import json
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from arm.policy.alias_table import EMPTY, AliasTable, load_aliases
from arm.policy.aliases import resolver
from arm.policy.context import load_context
from arm.policy.errors import PolicyError, Problem
from arm.policy.evaluate import CompiledPolicy
from arm.policy.evaluation import Evaluation
from arm.policy.parse_definition import load_definition
from arm.policy.values import MISSING, Collection
from arm.unknown import UNKNOWN

_UNKNOWN_KEY = "$unknown"
_REMEMBERED = 512


def decode_unknown(value: Any) -> Any:
    """A JSON value with `{"$unknown": true}` read as unknown."""
    if isinstance(value, dict):
        if len(value) == 1 and value.get(_UNKNOWN_KEY) is True:
            return UNKNOWN
        return {key: decode_unknown(part) for key, part in value.items()}
    if isinstance(value, list):
        return [decode_unknown(part) for part in value]
    return value


def encode_unknown(value: Any) -> Any:
    """A value as JSON, with what is unknown written `{"$unknown": true}`."""
    if value is UNKNOWN or (isinstance(value, Collection) and not value.complete):
        return {_UNKNOWN_KEY: True}
    if value is MISSING:
        return None
    if isinstance(value, Mapping):
        return {key: encode_unknown(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [encode_unknown(part) for part in value]
    return value


def read_json(text: str) -> Any:
    """A JSON text with unknown values in it."""
    value = json.loads(text)
    return decode_unknown(value) if _UNKNOWN_KEY in text else value


class Evaluator:
    """Evaluates lines; definitions that come again are compiled once."""

    def __init__(self, aliases: AliasTable = EMPTY, remembered: int = _REMEMBERED) -> None:
        """`aliases` is used by lines that bring none of their own."""
        self._aliases = aliases
        self._remembered = remembered
        self._compiled: OrderedDict[str, CompiledPolicy | PolicyError] = OrderedDict()

    def compiled(self, definition: Any, parameters: Any, aliases: Any) -> CompiledPolicy:
        """The definition with its parameters, ready to be evaluated. Raises `PolicyError`."""
        key = repr((definition, parameters, aliases))
        found = self._compiled.get(key)
        if found is None:
            try:
                table = self._aliases if aliases is None else load_aliases(aliases)
                found = CompiledPolicy(load_definition(definition), parameters, resolve=resolver(table))
            except PolicyError as problem:
                found = problem
            self._compiled[key] = found
            if len(self._compiled) > self._remembered:
                self._compiled.popitem(last=False)
        else:
            self._compiled.move_to_end(key)
        if isinstance(found, PolicyError):
            raise found.with_traceback(None)
        return found

    def evaluate(self, request: Any) -> Evaluation:
        """The evaluation of one request. Raises `PolicyError` when the request cannot be evaluated."""
        if not isinstance(request, dict):
            raise PolicyError(_bad("$", "no object", "an object with definition and resource"))
        for key in ("definition", "resource"):
            if not isinstance(request.get(key), dict):
                raise PolicyError(_bad(f"$.{key}", f"no `{key}`", f"`{key}` as an object"))
        parameters = request.get("parameters")
        if parameters is not None and not isinstance(parameters, dict):
            raise PolicyError(_bad("$.parameters", "no object", "values by name"))
        policy = self.compiled(request["definition"], parameters, request.get("aliases"))
        return policy.evaluate(request["resource"], load_context(request.get("context")))

    def answer(self, request: Any) -> dict[str, Any]:
        """The answer to one request; a request that cannot be evaluated is answered with `error`."""
        try:
            return answer(self.evaluate(request))
        except PolicyError as problem:
            return refusal(str(problem))

    def answer_line(self, line: str) -> str:
        """The answer to one line of JSON, as one line of JSON."""
        try:
            found = self.answer(read_json(line))
        except (ValueError, RecursionError) as problem:
            found = refusal(str(_bad("$", f"{problem}", "one JSON object on a line")))
        except Exception as problem:
            found = refusal(f"A-POL-099 · $ · {type(problem).__name__}: {problem}")
        return json.dumps(found, ensure_ascii=False, default=str)


def _bad(where: str, found: str, accepted: str) -> Problem:
    return Problem(code="A-POL-098", where=where, found=found, accepted=accepted, remedy="correct the request")


def answer(evaluation: Evaluation, *, reasons: bool = False) -> dict[str, Any]:
    """An evaluation as JSON."""
    found: dict[str, Any] = {
        "effect": evaluation.effect,
        "compliance": evaluation.compliance,
        "details": encode_unknown(evaluation.details),
        "undecided": list(evaluation.undecided),
        "error": evaluation.error,
    }
    if evaluation.notes:
        found["notes"] = list(evaluation.notes)
    if reasons:
        found["applicable"] = evaluation.applicable
        found["reasons"] = [encode_unknown(reason.as_dict()) for reason in evaluation.reasons]
    return found


def refusal(message: str) -> dict[str, Any]:
    """The answer to what cannot be evaluated."""
    return {"effect": None, "compliance": None, "details": None, "undecided": [], "error": message}


def evaluate_lines(lines: Iterable[str], aliases: AliasTable = EMPTY) -> Iterator[str]:
    """One answer for each line that is not empty, in their order."""
    evaluator = Evaluator(aliases)
    for line in lines:
        if line.strip():
            yield evaluator.answer_line(line)


def evaluate_one(
    definition: Any,
    resource: Any,
    *,
    parameters: Any = None,
    aliases: Any = None,
    context: Any = None,
) -> dict[str, Any]:
    """The answer to one request with its reasons. Raises `PolicyError` when it cannot be evaluated."""
    request = {
        "definition": definition,
        "resource": resource,
        "parameters": parameters,
        "aliases": aliases,
        "context": context,
    }
    return answer(Evaluator().evaluate(request), reasons=True)

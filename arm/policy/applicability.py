"""Whether a resource is counted for a definition at all: its type, name and kind decide."""

from collections.abc import Iterator

from arm.policy.effect_names import LOOKS_FOR_RELATED
from arm.policy.errors import EvaluationError
from arm.policy.model import AllOf, Condition, Expression, FieldSubject, Not
from arm.policy.nodes import Node
from arm.policy.run import SUBSCRIPTION, Run
from arm.policy.values import Tri, all_known
from arm.unknown import UNKNOWN

_COUNTED = ("type", "name", "kind")


def _fields(node: Node) -> Iterator[str]:
    name = _field(node.source)
    if name is not None:
        yield name
    for child in node.children:
        yield from _fields(child)


def _field(source: Expression) -> str | None:
    if isinstance(source, Condition) and isinstance(source.subject, FieldSubject):
        return source.subject.name.lower()
    return None


def decisive_fields(node: Node) -> frozenset[str]:
    """The fields whose conditions decide applicability in a rule; others count as neutral."""
    fields = set(_fields(node))
    used = fields & set(_COUNTED)
    if "type" not in used:
        return frozenset(used) if fields - used or len(used) > 1 else frozenset()
    return frozenset({"type"}) if not fields - used and len(used) == 2 else frozenset(used)


def applies(node: Node, effect: str, run: Run, verdict: Tri) -> Tri:
    """Whether the definition counts the resource. `verdict` is the answer of the whole rule."""
    if effect in LOOKS_FOR_RELATED:
        return verdict
    if run.type == SUBSCRIPTION and "location" in set(_fields(node)):
        return False
    return _neutral(node, decisive_fields(node), run, expected=True)


def _neutral(node: Node, decisive: frozenset[str], run: Run, *, expected: bool) -> Tri:
    """The rule with only the decisive conditions; every other one gives the answer that is expected of it."""
    source = node.source
    if isinstance(source, Condition):
        if _field(source) not in decisive:
            return expected
        mark = len(run.unknowns)
        try:
            return node.decide(run)
        except EvaluationError:
            return UNKNOWN
        finally:
            del run.unknowns[mark:]
    if isinstance(source, Not):
        inner = _neutral(node.children[0], decisive, run, expected=not expected)
        return UNKNOWN if inner is UNKNOWN else not inner
    verdicts = [_neutral(child, decisive, run, expected=expected) for child in node.children]
    if isinstance(source, AllOf):
        return all_known(verdicts)
    opposite = all_known(UNKNOWN if verdict is UNKNOWN else not verdict for verdict in verdicts)
    return UNKNOWN if opposite is UNKNOWN else not opposite

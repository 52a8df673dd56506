"""Judging a resource by a rule of the policy language."""

from collections.abc import Iterable, Mapping
from typing import Any

from arm.policy.evaluation import COMPLIANT, UNDECIDED, Evaluation
from arm.policy.run import Context
from arm.unknown import UNKNOWN
from policies.kit.bound import BoundRule
from policies.kit.exemptions import standing
from policies.kit.found import found_texts, short_name
from policies.kit.related import Related
from policies.kit.settings import Settings
from policies.kit.verdict import NOT_APPLICABLE, PASS, Outcome, Verdict, unknown, violation


def judge(
    bound: BoundRule,
    resource: Mapping[str, Any],
    settings: Settings,
    *,
    tenant_id: str | None = None,
    related: Iterable[Related] | None = None,
    tells_applicability: bool = False,
) -> Outcome:
    """What a guardrail says of a resource in ARM's shape.

    `tells_applicability` keeps a pass apart from a rule that does not apply; packs report neither, and it costs
    as much as the verdict.
    """
    context = _context(resource, settings.tenant_id or tenant_id)
    found = bound.compiled.evaluate(resource, context)
    if related is not None and not found.error and found.compliance == UNDECIDED and found.effect:
        found = _with_related(bound, resource, context, tuple(related))
    outcome = _outcome(bound, resource, found, tells_applicability=tells_applicability)
    if outcome.verdict not in (Verdict.VIOLATION, Verdict.UNKNOWN):
        return outcome
    if bound.assigned is not None:
        outcome = bound.assigned.settle(resource, outcome, settings.today)
    resource_id = resource.get("id")
    known = resource_id if isinstance(resource_id, str) else None
    exemption = standing(settings.exemptions, bound.rule.id, known, settings.today)
    return Outcome(verdict=Verdict.PASS, found=outcome.found, exemption=exemption) if exemption else outcome


def _context(
    resource: Mapping[str, Any],
    tenant_id: str | None,
    related: tuple[Mapping[str, Any], ...] | None = None,
) -> Context:
    resource_id = resource.get("id")
    parts = resource_id.split("/") if isinstance(resource_id, str) else []
    subscription_id: Any = parts[2] if len(parts) > 2 and parts[1].lower() == "subscriptions" else UNKNOWN
    subscription = {
        "subscriptionId": subscription_id,
        "id": UNKNOWN if subscription_id is UNKNOWN else f"/subscriptions/{subscription_id}",
        "tenantId": tenant_id or UNKNOWN,
    }
    return Context(subscription=subscription, related=related)


def _with_related(
    bound: BoundRule, resource: Mapping[str, Any], context: Context, related: tuple[Related, ...]
) -> Evaluation:
    """The answer with what the plan holds; a resource that may belong elsewhere only raises a doubt."""

    def answer(candidates: Iterable[Related]) -> Evaluation:
        # Where a candidate stands has been worked out from the plan, so it is shown without an id.
        bare = tuple({k: v for k, v in each.resource.items() if k != "id"} for each in candidates)
        return bound.compiled.evaluate(resource, Context(subscription=context.subscription, related=bare))

    certain = answer(each for each in related if each.certain)
    if certain.compliance == COMPLIANT or all(each.certain for each in related):
        return certain
    possible = answer(related)
    if possible.compliance != COMPLIANT:
        return possible
    return Evaluation(
        definition=possible.definition,
        effect=None,
        compliance=UNDECIDED,
        undecided=(f"existence of {bound.related_type}",),
    )


def _outcome(bound: BoundRule, resource: Mapping[str, Any], found: Evaluation, *, tells_applicability: bool) -> Outcome:
    if found.error:
        return violation(f"the rule cannot be evaluated: {found.error}")
    if found.compliance == UNDECIDED:
        return unknown(*dict.fromkeys(short_name(name) for name in found.undecided))
    if found.compliance == COMPLIANT:
        return PASS if not tells_applicability or found.applicable else NOT_APPLICABLE
    if found.effect and found.effect.lower().endswith("ifnotexists"):
        return violation(f"no `{bound.related_type}` of this kind in the plan")
    return violation(*found_texts(bound.rule.shows, resource, found.reasons))

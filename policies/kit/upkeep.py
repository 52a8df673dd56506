"""What packs say about themselves: resources they cannot read, exemptions that are stale."""

from collections.abc import Collection, Iterator, Sequence

from policies.kit.analyzer import Finding, Policy
from policies.kit.exemptions import Exemption, within
from policies.kit.settings import Settings
from policies.model import Level, Severity

COVERAGE = Policy(
    name="guardrail-coverage",
    title="Every planned resource is judged",
    description="A planned Azure resource must have a table by which guardrails read it.",
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    remediation="Add the type to `arm/tables/` with `tools/generate_arm_tables.py`.",
    tags=("upkeep",),
)
EXEMPTIONS = Policy(
    name="guardrail-exemptions",
    title="Exemptions are in force and needed",
    description="An exemption must not have expired and must be needed by a resource in its scope.",
    level=Level.MANDATORY,
    severity=Severity.MEDIUM,
    remediation="Renew the exemption with `estate request policy-exemption`, or remove it from `exemptions.yaml`.",
    tags=("upkeep",),
    judges_stack=True,
)


def coverage_finding(urn: str, reason: str) -> Finding:
    """No guardrail looked at a resource."""
    message = f"No guardrail looked at this resource: {reason}. {COVERAGE.remediation}"
    return Finding(policy=COVERAGE.name, message=message, level=COVERAGE.level, urn=urn)


def exemption_findings(
    settings: Settings, own: Collection[str], ids: Sequence[str | None], used: Collection[Exemption]
) -> Iterator[Finding]:
    """Exemptions from a pack's own rules, with a scope in this plan, that have expired or that nothing needs.

    Nobody can say that an exemption is not needed while an id in the plan is not known: it may be its scope.
    """
    all_known = None not in ids
    for exemption in settings.exemptions:
        concerned = any(within(exemption.scope, resource_id) for resource_id in ids)
        if exemption.guardrail not in own or not concerned:
            continue
        if not exemption.holds_on(settings.today):
            yield _stale(f"The exemption {exemption} has expired.")
        elif exemption not in used and all_known:
            yield _stale(f"The exemption {exemption} is not needed: nothing in its scope breaks the guardrail.")


def _stale(text: str) -> Finding:
    message = f"{text} {EXEMPTIONS.remediation}"
    return Finding(policy=EXEMPTIONS.name, message=message, level=EXEMPTIONS.level)

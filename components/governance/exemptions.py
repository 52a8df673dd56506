"""Exemptions from guardrails: for how long a rule does not hold where, and who said so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pulumi
from pulumi_azure_native import authorization

from components._base import EstateComponent, ids_of
from components._tokens import Token
from components.governance.plan import check_texts


@dataclass(frozen=True, kw_only=True)
class GuardrailExemption:
    """One exemption. The key under which it stands is its name in Azure, unique at its scope."""

    scope: pulumi.Input[str]
    """Required. The id of what is exempt, with everything below it."""
    policy_assignment_id: pulumi.Input[str]
    """Required. The assignment that does not count there."""
    display_name: str
    """Required. What the portal calls it."""
    description: str
    """Required. Why."""
    expires_on: str
    """Required. The moment after which it has no effect, such as `2027-03-31T23:59:59Z`."""
    reference_ids: Sequence[str] = ()
    """Conditional. Members of an initiative. Absent: the whole assignment."""
    mitigated: bool = False
    """Optional. Whether the intent is met in another way. Absent: the risk is accepted."""
    metadata: Mapping[str, str] = field(default_factory=dict)
    """Optional. Who decided, and under which ticket."""


@dataclass(frozen=True, kw_only=True)
class GuardrailExemptionsArgs:
    """Exemptions of one place."""

    exemptions: Mapping[str, GuardrailExemption]
    """Required. The exemptions by name."""


@dataclass(frozen=True, kw_only=True)
class GuardrailExemptionsOutputs:
    """What is exempt."""

    resource_ids: pulumi.Output[Mapping[str, str]]
    """Ids of the exemptions by name."""


class GuardrailExemptions(EstateComponent[GuardrailExemptionsOutputs]):
    """Policy exemptions. Each has an end, after which Azure judges again."""

    exemptions: Mapping[str, authorization.PolicyExemption]
    """The exemptions themselves, by name."""

    def __init__(self, name: str, args: GuardrailExemptionsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        for key, wanted in args.exemptions.items():
            texts = {"displayName": wanted.display_name, "description": wanted.description}
            check_texts(f"exemptions.{key}", texts)
        super().__init__(Token.GUARDRAIL_EXEMPTIONS, name, opts=opts)
        self.exemptions = {key: self._exemption(key, wanted) for key, wanted in sorted(args.exemptions.items())}
        self.publish(GuardrailExemptionsOutputs(resource_ids=ids_of(self.exemptions)))

    def _exemption(self, key: str, wanted: GuardrailExemption) -> authorization.PolicyExemption:
        return authorization.PolicyExemption(
            self.child_name(key),
            scope=wanted.scope,
            policy_exemption_name=key,
            policy_assignment_id=wanted.policy_assignment_id,
            policy_definition_reference_ids=list(wanted.reference_ids) or None,
            exemption_category="Mitigated" if wanted.mitigated else "Waiver",
            display_name=wanted.display_name,
            description=wanted.description,
            expires_on=wanted.expires_on,
            metadata=dict(wanted.metadata) or None,
            # Azure refuses another assignment under the same name.
            opts=self.stateless(replace_on_changes=["policyAssignmentId"]),
        )

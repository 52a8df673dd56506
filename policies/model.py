"""Guardrails as records: what the files in `definitions/` and `initiatives/` say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from arm.policy.model import PolicyDefinition


class Area(StrEnum):
    """What a guardrail protects; one initiative per area."""

    NETWORK_ISOLATION = "network-isolation"
    ENCRYPTION = "encryption"
    IDENTITY = "identity"
    DATA_PROTECTION = "data-protection"
    LOGGING = "logging"
    COST = "cost"
    NAMING_AND_TAGS = "naming-and-tags"
    PRODUCT_BOUNDARIES = "product-boundaries"


class Severity(StrEnum):
    """How bad a violation is, whatever the level at which it is reported."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class Level(StrEnum):
    """What a violation does to a preview or a deployment."""

    DISABLED = "disabled"
    ADVISORY = "advisory"
    MANDATORY = "mandatory"


FRAMEWORKS: Mapping[str, str] = {
    "mcsb": "Microsoft cloud security benchmark 1.0",
    "iso27001": "ISO/IEC 27001:2022 Annex A",
    "cis": "CIS Microsoft Azure Foundations Benchmark 2.1.0",
    "nist80053": "NIST SP 800-53 Revision 5",
}
"""The frameworks whose controls a guardrail may name."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One guardrail: an Azure Policy definition and what people need to know about it."""

    id: str
    """Permanent, such as `G-STO-001`; never given to another rule."""
    name: str
    """Name of the file, of the policy in a pack and of the definition in Azure."""
    title: str
    """A short sentence that says what is the case when the rule holds."""
    obligation: str
    """One sentence: what must be."""
    category: str
    """Azure's category, by which the portal groups definitions."""
    area: Area
    severity: Severity
    reason: str
    """Why the obligation exists, and what an absent value means."""
    expected: str
    """The accepted values in words, for messages."""
    fix: str
    """Where to change it in the estate's data."""
    controls: Mapping[str, tuple[str, ...]]
    """Controls by framework."""
    version: str
    source: str
    """What the rule follows."""
    shows: tuple[str, ...] = ()
    """Fields whose values a message shows, where those of the conditions would not help a reader."""
    definition: Mapping[str, Any] = field(repr=False)
    """The definition as Azure takes it: `displayName`, `mode`, `parameters`, `policyRule` and the rest."""
    policy: PolicyDefinition = field(repr=False)
    """The definition as the policy language reads it."""
    path: str
    """The file, relative to the room."""

    @property
    def parameters(self) -> Mapping[str, Mapping[str, Any]]:
        """Parameter declarations by name."""
        declared: Mapping[str, Mapping[str, Any]] = self.definition["parameters"]
        return declared

    @property
    def defaults(self) -> dict[str, Any]:
        """Default parameter values."""
        return {name: declared["defaultValue"] for name, declared in self.parameters.items()}

    def level_for(self, parameters: Mapping[str, Any]) -> Level:
        """The rule's own level: what refuses is mandatory, what reports is advisory."""
        effect = str(parameters["effect"]).lower()
        if effect == "disabled":
            return Level.DISABLED
        return Level.MANDATORY if effect == "deny" else Level.ADVISORY

    @property
    def tags(self) -> tuple[str, ...]:
        """What the engine may group it by."""
        return (self.area,)


@dataclass(frozen=True, kw_only=True)
class Initiative:
    """A group of guardrails that are assigned together."""

    name: str
    title: str
    description: str
    area: Area
    members: tuple[str, ...]
    """Names of the rules, in the order of their ids."""
    definition: Mapping[str, Any] = field(repr=False)
    """The set definition as Azure takes it; `{definitionScope}` stands for where definitions are stored."""
    path: str

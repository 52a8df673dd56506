"""Microsoft.PolicyInsights."""

from simulator.core.types.policy_insights import remediations

__all__ = ["remediations"]

"""The kit: judges planned resources by guardrails and reports to the Pulumi engine."""

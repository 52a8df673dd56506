"""Guardrails in Azure: definitions, initiatives, assignments with their identities, and exemptions."""

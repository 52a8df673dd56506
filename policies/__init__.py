"""Guardrails: Azure Policy rules as data, and the packs that judge plans by them."""

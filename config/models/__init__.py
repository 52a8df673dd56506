"""Frozen models of the estate's data: one file per concern, one per kind of stack."""

"""Mutations: the smallest change by which a compliant resource of the estate breaks a rule, found by search."""

"""Shared Databricks: workspaces, the catalogue of a zone, and what teams have in them."""

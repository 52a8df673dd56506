"""Reusable Pulumi component resources. They know Azure facts, never configuration."""

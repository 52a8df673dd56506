"""Vaults, rights and locks."""

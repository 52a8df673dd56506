"""Packages whose resources are typed entities: what the SDK's classes say is checked, the rest is a table of rules."""

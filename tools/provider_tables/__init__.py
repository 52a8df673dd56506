"""Reads resource classes of installed Pulumi packages as data."""

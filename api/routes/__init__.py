"""The routes, grouped by what they are about."""

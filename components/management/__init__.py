"""Management groups."""

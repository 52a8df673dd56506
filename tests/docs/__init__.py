"""The documentation is true: generated pages are fresh, guides run."""

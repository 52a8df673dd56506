"""The expression language of ARM templates, as policies use it."""

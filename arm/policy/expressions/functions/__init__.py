"""The functions of expressions, by family; `registry.py` holds them by name."""

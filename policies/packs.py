"""The rules of both packs together: what settings and exemptions may speak of."""

from policies.catalogue import rules
from policies.estate_rules import RULES
from policies.kit.settings import Configurable


def all_rules() -> tuple[Configurable, ...]:
    """Guardrails and rules in Python."""
    return (*rules(), *RULES)

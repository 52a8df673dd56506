"""What an estate's stacks are exempt from, by its own list."""

from arm.ids import InvalidResourceId, ResourceId, parse
from config.estate import Estate


def is_exempt(estate: Estate, stack: str, guardrail: str, at: ResourceId) -> bool:
    """Whether a stack is exempt from a guardrail for what it makes: at a scope above that, which stands before it."""
    return any(one.guardrail == guardrail and one.stack == stack and _above(one.scope, at) for one in estate.exemptions)


def _above(scope: str, at: ResourceId) -> bool:
    try:
        found = parse(scope)
    except InvalidResourceId:
        return False
    return at.within(found) and found.key != at.key

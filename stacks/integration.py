"""`integration`: the team's area in its landing zone."""

from stacks.context import Context
from stacks.team_area import build_team_area


def build(context: Context) -> None:
    """Build an integration."""
    build_team_area(context)

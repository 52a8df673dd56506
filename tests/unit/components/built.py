"""What each variant registers, built once per test run."""

from functools import cache

from tests.unit.components.harness import World, run
from tests.unit.components.variants import VARIANTS


@cache
def built(component: str, variant: str) -> World:
    """What a variant of a component registers."""
    return run(VARIANTS[component][variant])

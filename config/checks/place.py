"""Where in the estate's files a check points."""

from config.estate import Estate
from config.plain_yaml import Location
from config.problems import Problem

SETTINGS = "estate.yaml"
_IN_STACK: Location = ("config", "data-estate:stack")


def in_stack(
    estate: Estate, stack: str, path: Location, code: str, *, found: str, accepted: str, remedy: str
) -> Problem:
    """A problem at a path of a stack's value."""
    source = estate.sources[f"Pulumi.{stack}.yaml"]
    return source.problem(code, (*_IN_STACK, *path), found=found, accepted=accepted, remedy=remedy)


def in_settings(estate: Estate, path: Location, code: str, *, found: str, accepted: str, remedy: str) -> Problem:
    """A problem at a path of `estate.yaml`."""
    return estate.sources[SETTINGS].problem(code, path, found=found, accepted=accepted, remedy=remedy)

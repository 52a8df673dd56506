"""The broken estates of `tests/config_cases`, and what is wrong with each."""

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from config.load import load_estate
from config.problems import EstateErrors, Problem
from tests.unit.config.reference import copy_estate

CASES = sorted((Path(__file__).parents[2] / "config_cases").glob("bad.*.yaml"))
"""Each file: what differs from the reference estate, and where the problem is told."""


@cache
def case_of(path: Path) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """What a case expects, and every problem of its estate."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    expect = data.pop("expect")
    with tempfile.TemporaryDirectory() as folder:
        estate = copy_estate(Path(folder), **data)
        try:
            load_estate(estate)
        except EstateErrors as errors:
            return expect, errors.problems
    return expect, ()

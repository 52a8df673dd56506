"""Saying what a request is refused with."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from arm.errors import ArmError


@contextmanager
def refused(code: str, status: int) -> Iterator[None]:
    with pytest.raises(ArmError) as problem:
        yield
    assert (problem.value.code, problem.value.status) == (code, status), str(problem.value)

"""Every message of the estate's data, as people read it: `tests/messages/config.txt` is reviewed like code."""

from collections.abc import Iterator

import pytest

from config.checks.limits import check_limits
from config.load import load_estate
from config.naming import NameProblem, Namer
from tests.golden import ROOT, assert_golden
from tests.unit.config.broken import CASES, case_of
from tests.unit.config.reference import REFERENCE
from tests.unit.config.test_earlier import earlier
from tests.unit.config.test_frozen import moved
from tests.unit.config.test_limits import with_factories, with_zones

_NAMES = (
    ("too long", Namer("cts", "dev", "weu", "sales", "salt"), "Microsoft.Storage/storageAccounts", "r" * 30),
    ("part", Namer("CTS", "dev", "weu", "sales", "salt"), "Microsoft.Storage/storageAccounts", ""),
    ("fixed", Namer("cts", "dev", "weu", "sales", "salt"), "Microsoft.Authorization/roleAssignments", ""),
)


def _messages() -> Iterator[tuple[str, list[str]]]:
    for case in CASES:
        yield case.stem.removeprefix("bad."), [str(problem) for problem in case_of(case)[1]]
    yield "C-FRZ-001.moved", [str(problem) for problem in moved(load_estate(REFERENCE))]
    yield "C-LIM-001.mesh", [str(problem) for problem in check_limits(with_zones(600))]
    yield "C-LIM-002.runtime", [str(problem) for problem in check_limits(with_factories(101))]
    yield "C-RET-005.earlier", [str(problem) for problem in earlier(load_estate(REFERENCE))]
    for label, namer, arm_type, role in _NAMES:
        with pytest.raises(NameProblem) as caught:
            namer.name(arm_type, role)
        yield f"{caught.value.code}.{label}", [str(caught.value)]


def test_every_message_is_as_reviewed() -> None:
    text = "\n".join("\n".join([f"[{title}]", *lines, ""]) for title, lines in sorted(_messages()))
    assert_golden(ROOT / "tests" / "messages" / "config.txt", text)

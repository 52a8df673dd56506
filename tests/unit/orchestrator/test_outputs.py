"""What a stack exports, for scripts."""

import pytest

from orchestrator.outputs import value_at
from orchestrator.problems import InvalidInputError

CONTRACT = {"services": {"learning": "/subscriptions/1/x"}, "version": 1}


def test_a_path_leads_to_one_value() -> None:
    assert value_at(CONTRACT, "services.learning") == "/subscriptions/1/x"
    assert value_at(CONTRACT, "services") == CONTRACT["services"]


@pytest.mark.parametrize(
    ("path", "accepted"),
    [("services.leaning", "`learning`"), ("service", "`services`"), ("version.x", "the value before it")],
)
def test_a_wrong_path_is_told_with_what_is_near(path: str, accepted: str) -> None:
    with pytest.raises(InvalidInputError, match="E-OUT-002") as refused:
        value_at(CONTRACT, path)
    assert accepted in refused.value.accepted

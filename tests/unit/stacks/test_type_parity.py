"""Each type that Microsoft's repositories deploy stands here too, or the reason why not is said and true."""

from collections import defaultdict
from collections.abc import Mapping

import pytest

from arm.ids import parse
from config.names import names_of
from tests.golden import ROOT, assert_golden
from tests.unit.stacks.deployment import Deployment
from tools.type_parity_page import PAGE, answers, published, render, said_for_nothing

_REPOSITORIES = 5


@pytest.fixture(name="standing", scope="module")
def _standing(everything: Deployment) -> Mapping[str, set[str]]:
    estate = everything.estate
    by_group = {
        name.lower(): stack
        for stack in estate.stacks
        for key, name in names_of(estate, stack).items()
        if key.partition("-")[0] == "group"
    }
    found: dict[str, set[str]] = defaultdict(set)
    for row in everything.cloud.store.below(""):
        group = (parse(row.id).resource_group or "").lower()
        found[row.type].add(by_group.get(group, next(iter(estate.platform))))
    return found


def test_the_page_says_what_stands(standing: Mapping[str, set[str]]) -> None:
    assert_golden(ROOT / PAGE, render(standing))


def test_whatever_is_said_to_stand_stands(standing: Mapping[str, set[str]]) -> None:
    assert not {named for answer in answers().values() for named in answer.types if named.lower() not in standing}


def test_whatever_is_said_to_be_missing_is_missing(standing: Mapping[str, set[str]]) -> None:
    assert not {name for name, answer in answers().items() if name not in answer.types and name.lower() in standing}


def test_each_difference_has_its_reason() -> None:
    assert not {name for name, answer in answers().items() if answer.types != (name,) and not answer.note}
    assert not said_for_nothing()


def test_all_of_them_are_listed() -> None:
    assert len({one.repository for one in published()}) == _REPOSITORIES
    assert len({one.type for one in published()}) == 73
    assert sum(one.at_most for one in published()) > sum(one.always for one in published())

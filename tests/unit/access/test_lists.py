"""Access lists and groups of datasets that are changed by hand are found, each once and with where."""

from datetime import date

import pytest

from config.access.differences import Difference, Kind
from config.access.lists import MEMBER, list_differences, standing_lists
from config.lake_folders import folders, lake_id
from simulator.core.lake_lists import folder_lists
from tests.unit.access.conftest import Hands

STACK, TODAY = "crm", date(2026, 11, 23)
STRANGER = "grp-cts-telematics-team"


@pytest.fixture(name="folder")
def _folder(hands: Hands) -> tuple[str, str, str]:
    """The lake, the container and the path of a folder of a dataset."""
    found = next(one for one in folders(hands.estate, STACK) if one.key != "workspace")
    return str(lake_id(hands.estate, STACK, found.lake)), found.container, found.path


def _found(hands: Hands) -> tuple[Difference, ...]:
    return list_differences(hands.estate, hands.rights, standing_lists(folder_lists(hands.cloud)), TODAY)


def _rewrite(hands: Hands, folder: tuple[str, str, str], *more: dict[str, str], without: str = "") -> None:
    kept = [one for one in hands.cloud.lake.get(*folder)["acl"] if one.get("id") != without or not without]
    hands.cloud.lake.put(*folder, acl=[*kept, *more], by_key=False)


def test_the_reference_estate_has_exactly_the_lists_of_its_datasets(hands: Hands) -> None:
    assert folder_lists(hands.cloud)
    assert _found(hands) == ()


def test_an_entry_by_hand_is_above_the_dataset(hands: Hands, folder: tuple[str, str, str]) -> None:
    _rewrite(hands, folder, {"scope": "access", "type": "group", "id": hands.id_of(STRANGER), "permissions": "r-x"})
    (one,) = _found(hands)
    assert (one.kind, one.principal, one.role) == (Kind.ABOVE, STRANGER, "r-x")
    assert folder[2] in one.cause
    assert one.reaches


def test_a_removed_entry_is_missing(hands: Hands, folder: tuple[str, str, str]) -> None:
    named = sorted(one["id"] for one in hands.cloud.lake.get(*folder)["acl"] if one.get("id"))[0]
    _rewrite(hands, folder, without=named)
    (one,) = _found(hands)
    assert (one.kind, one.principal) == (Kind.MISSING, hands.rights.principals[named].name)


def test_a_mask_that_hides_writing_makes_it_missing(hands: Hands, folder: tuple[str, str, str]) -> None:
    lines = hands.cloud.lake.get(*folder)["acl"]
    closed = [{**one, "permissions": "r-x"} if one["type"] == "mask" else one for one in lines]
    hands.cloud.lake.put(*folder, acl=closed)
    assert {(one.kind, one.role) for one in _found(hands)} == {(Kind.MISSING, "rwx")}


def test_a_folder_that_nobody_can_pass_hides_what_is_below(hands: Hands, folder: tuple[str, str, str]) -> None:
    above = folder[2].rpartition("/")[0]
    hands.cloud.lake.put(folder[0], folder[1], above, acl=[{"type": "other", "permissions": "---"}])
    assert {one.kind for one in _found(hands)} == {Kind.MISSING}


def test_a_folder_that_everybody_may_read_is_told(hands: Hands, folder: tuple[str, str, str]) -> None:
    lines = hands.cloud.lake.get(*folder)["acl"]
    opened = [{**one, "permissions": "r-x"} if one["type"] == "other" else one for one in lines]
    hands.cloud.lake.put(*folder, acl=opened)
    assert "everybody in the tenant" in {one.principal for one in _found(hands)}


def test_somebody_who_joins_a_datasets_group_by_hand_is_told(hands: Hands, folder: tuple[str, str, str]) -> None:
    lines = hands.cloud.lake.get(*folder)["acl"]
    group = next(hands.rights.principals[one["id"]] for one in lines if one["type"] == "group" and one.get("id"))
    hands.join(group.name, "jonas.weber@contoso.example")
    (one,) = _found(hands)
    assert (one.kind, one.principal, one.role) == (Kind.ABOVE, "jonas.weber@contoso.example", MEMBER)

"""Access lists as Azure evaluates them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arm.access_lists import NOTHING, SUPERUSER, FolderList, effective, granted

ME, TEAM, OTHERS = "me", "team", "others"
PERMISSIONS = st.builds("".join, st.tuples(st.sampled_from("r-"), st.sampled_from("w-"), st.sampled_from("x-")))


def _list(*lines: str, owner: str = SUPERUSER, group: str = SUPERUSER, path: str = "") -> FolderList:
    entries = []
    for line in lines:
        kind, holder, permissions = line.split(":")
        entries.append({"type": kind, "permissions": permissions, **({"id": holder} if holder else {})})
    return FolderList(path, entries, owner, group)


@pytest.mark.parametrize(
    ("lines", "holders", "expected"),
    [
        (["user::rwx", "group::r-x", "other::--x"], {ME}, "--x"),
        (["user::rwx", "user:me:r--", "group:team:rwx", "mask::rwx", "other::---"], {ME, TEAM}, "r--"),
        (["group:team:rwx", "mask::r-x", "other::---"], {ME, TEAM}, "r-x"),
        (["group:team:r--", "group:others:-w-", "mask::rwx", "other::---"], {ME, TEAM, OTHERS}, "rw-"),
        (["group:team:---", "mask::rwx", "other::rwx"], {ME, TEAM}, "---"),
        ([], {ME}, "---"),
    ],
    ids=["other", "named-user-alone", "mask-bounds-groups", "groups-add-up", "a-group-hides-other", "untouched"],
)
def test_the_first_class_that_fits_decides(lines: list[str], holders: set[str], expected: str) -> None:
    assert granted(_list(*lines), ME, holders) == expected


def test_an_owner_is_not_bounded_by_the_mask_and_an_owning_group_is() -> None:
    lines = ("user::rwx", "group::rwx", "mask::r--", "other::---")
    assert granted(_list(*lines, owner=ME), ME, {ME}) == "rwx"
    assert granted(_list(*lines, group=TEAM), ME, {ME, TEAM}) == "r--"


@given(PERMISSIONS, PERMISSIONS, PERMISSIONS)
def test_a_mask_never_adds(named: str, mask: str, other: str) -> None:
    found = granted(_list(f"user:me:{named}", f"mask::{mask}", f"other::{other}"), ME, {ME})
    assert all(letter in named and letter in mask for letter in found if letter != "-")


@given(st.lists(PERMISSIONS, min_size=1, max_size=5))
def test_a_folder_is_reached_only_through_folders_that_let_pass(passages: list[str]) -> None:
    steps = [""] + ["/".join("abcdefg"[: depth + 1]) for depth in range(len(passages))]
    lists = {step: _list(f"other::{passage}", path=step) for step, passage in zip(steps, passages, strict=False)}
    lists[steps[-1]] = _list("user:me:rwx", path=steps[-1])
    found = effective(lambda step: lists[step], steps[-1], ME, {ME})
    assert found == ("rwx" if all("x" in passage for passage in passages) else NOTHING)

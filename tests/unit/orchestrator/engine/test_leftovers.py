"""A write of the state that was cut off."""

from pathlib import Path

import pytest

from orchestrator.engine.leftovers import remove_leftovers

WHOLE = '{"user.content_type":"application/json"}'


@pytest.fixture
def stacks(tmp_path: Path) -> Path:
    folder = tmp_path / ".pulumi" / "stacks" / "data-estate"
    folder.mkdir(parents=True)
    for name, text in {
        "crm.json": "{}",
        "crm.json.attrs": WHOLE,
        "crm.json.bak": "{}",
        "crm.json.bak.attrs": WHOLE,
        "crm-2.json": "{}",
        "crm-2.json.attrs": "",
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_whole_files_stay(tmp_path: Path, stacks: Path) -> None:
    before = names(stacks)
    assert remove_leftovers(tmp_path, "data-estate", "crm") == ()
    assert names(stacks) == before


@pytest.mark.parametrize("text", ["", '{"user.content_ty', "\udcff"])
def test_attributes_that_were_cut_off_go_and_the_state_stays(tmp_path: Path, stacks: Path, text: str) -> None:
    (stacks / "crm.json.attrs").write_bytes(text.encode(errors="surrogateescape"))
    (stacks / "crm.json.18eaaea48e4d53c0.tmp").write_text("{", encoding="utf-8")
    removed = remove_leftovers(tmp_path, "data-estate", "crm")
    assert {file.name for file in removed} == {"crm.json.attrs", "crm.json.18eaaea48e4d53c0.tmp"}
    assert names(stacks) == {"crm.json", "crm.json.bak", "crm.json.bak.attrs", "crm-2.json", "crm-2.json.attrs"}


def test_a_stack_that_was_never_written(tmp_path: Path) -> None:
    assert remove_leftovers(tmp_path, "data-estate", "crm") == ()

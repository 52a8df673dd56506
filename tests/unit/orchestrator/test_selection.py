"""Which stacks a change can touch."""

import subprocess
from pathlib import Path

import pytest

from config.load import load_estate
from orchestrator.fleet.selection import changed_since
from tests.unit.config.reference import copy_estate

OPENED = {"Pulumi.crm.yaml": {"datasets": {"contacts": {"workloads": {"customer-360/pipelines": "read"}}}}}
FROM_ALL = {"platform", "peering"}


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    folder = copy_estate(tmp_path, change=OPENED)
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "Begin"]):
        subprocess.run(
            ["git", "-c", "user.name=Nobody", "-c", "user.email=nobody@example.com", *command], cwd=folder, check=True
        )
    return folder


def _touched(folder: Path, name: str) -> set[str]:
    path = folder / name
    path.write_text(path.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    return set(changed_since(load_estate(folder), "HEAD", folder.parent))


def test_a_stack_file_touches_its_stack_and_what_is_computed_from_all(folder: Path) -> None:
    assert _touched(folder, "Pulumi.crm.yaml") == {"crm", "sales-dev", *FROM_ALL}


def test_a_team_touches_those_whose_datasets_are_opened_to_its_services(folder: Path) -> None:
    assert _touched(folder, "Pulumi.customer-360.yaml") == {"customer-360", "crm", "sales-dev", *FROM_ALL}


def test_settings_touch_every_stack(folder: Path) -> None:
    assert _touched(folder, "estate.yaml") == set(load_estate(folder).stacks)

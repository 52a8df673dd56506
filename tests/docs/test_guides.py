"""Every YAML file that a guide tells to write is a valid part of the reference estate."""

from pathlib import Path

import pytest

from config.load import load_estate
from tests.docs.guides import FOLDER, files_of
from tests.unit.config.reference import copy_estate

GUIDES = sorted(path.stem for path in FOLDER.glob("*.md"))


@pytest.mark.parametrize("guide", GUIDES)
def test_files_of_a_guide_are_valid(guide: str, tmp_path: Path) -> None:
    files = files_of(guide)
    estate = load_estate(copy_estate(tmp_path, raw=files))
    for name in files:
        assert name == "estate.yaml" or name.removeprefix("Pulumi.").removesuffix(".yaml") in estate.stacks


def test_a_landing_zone_is_one_short_file() -> None:
    ((name, text),) = files_of("add-a-landing-zone").items()
    assert name == "Pulumi.finance-dev.yaml"
    assert len(text.strip().splitlines()) <= 25

"""Every YAML file that a guide tells to write is a valid part of the reference estate."""

import re
from pathlib import Path

import pytest

from config.load import load_estate
from tests.unit.config.reference import copy_estate

GUIDES = sorted((Path(__file__).parents[2] / "docs" / "guides").glob("*.md"))
_FILE = re.compile(r"```yaml\n# file: (\S+)\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_files_of_a_guide_are_valid(guide: Path, tmp_path: Path) -> None:
    files = dict(_FILE.findall(guide.read_text(encoding="utf-8")))
    folder = copy_estate(tmp_path, raw=files)
    estate = load_estate(folder)
    for name in files:
        assert name == "estate.yaml" or name.removeprefix("Pulumi.").removesuffix(".yaml") in estate.stacks


def test_a_landing_zone_is_one_short_file() -> None:
    guide = next(path for path in GUIDES if path.stem == "add-a-landing-zone")
    ((name, text),) = _FILE.findall(guide.read_text(encoding="utf-8"))
    assert name == "Pulumi.finance-dev.yaml"
    assert len(text.strip().splitlines()) <= 25

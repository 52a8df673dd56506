"""The guides' files: YAML blocks that begin with `# file: NAME`."""

import re
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "docs" / "guides"
_FILE = re.compile(r"```yaml\n# file: (\S+)\n(.*?)```", re.DOTALL)


def files_of(guide: str) -> dict[str, str]:
    """The files that a guide tells to write, by name."""
    return dict(_FILE.findall((FOLDER / f"{guide}.md").read_text(encoding="utf-8")))

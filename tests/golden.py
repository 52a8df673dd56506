"""Expected results that are kept as text: compared, or rewritten with `DATA_ESTATE_ACCEPT=1` (`make accept`)."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def assert_golden(path: Path, text: str) -> None:
    """The file holds the text; on request it is made to."""
    if os.environ.get("DATA_ESTATE_ACCEPT") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    kept = path.read_text(encoding="utf-8") if path.exists() else ""
    name = path.relative_to(ROOT)
    assert text == kept, (
        f"{name} says otherwise: read the difference, then `make accept PATHS={name.parent}` and commit"
    )

"""Every code that the service desk tells is explained, and no other."""

import re
from pathlib import Path

from servicedesk.problems import registry

ROOT = Path(__file__).parents[3]


def test_codes_and_entries_are_the_same() -> None:
    sources = [*(ROOT / "servicedesk").rglob("*.py"), *(ROOT / "orchestrator" / "cli").glob("request*.py")]
    used = {code for path in sources for code in re.findall(r'"(D-[A-Z]{3}-\d{3})"', path.read_text(encoding="utf-8"))}
    assert used == set(registry())

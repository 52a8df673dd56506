"""Every code is registered, and every registered code is used."""

import re
from pathlib import Path

from orchestrator.problems import registry

ROOT = Path(__file__).resolve().parents[3]
_CODE = re.compile(r"\bE-[A-Z]+-\d{3}\b")


def test_codes_and_registry_agree() -> None:
    sources = [*(ROOT / "orchestrator").rglob("*.py"), *(ROOT / "orchestrator").rglob("*.sh")]
    sources += [*(ROOT / "tools").glob("*.py"), *(ROOT / "tools").glob("*.sh")]
    used = {code for file in sources for code in _CODE.findall(file.read_text(encoding="utf-8"))}
    assert used == set(registry())


def test_every_code_has_a_title_and_a_reason() -> None:
    assert all(entry["title"] and entry["reason"].endswith(".") for entry in registry().values())

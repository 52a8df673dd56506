"""Generated pages are what `make docs` writes today."""

import pytest

from tools.docs import PAGES, ROOT


@pytest.mark.parametrize("name", sorted(PAGES))
def test_page_is_fresh(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == PAGES[name](), f"run `make docs` and commit {name}"

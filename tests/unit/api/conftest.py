from pathlib import Path

import pytest

from servicedesk.database import sqlite_url
from tests.unit.api.doors import Doors


@pytest.fixture
def doors(tmp_path: Path) -> Doors:
    return Doors(sqlite_url(tmp_path / "journal.sqlite"))

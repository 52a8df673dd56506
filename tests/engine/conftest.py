"""A workspace over the tiny program, with the real engine."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestrator.engine.engine import Engine
from orchestrator.engine.install import ensure_engine
from orchestrator.engine.workspace import Workspace, open_workspace
from tests.engine.tiny_provider import TinyProvider, serving

TINY = Path(__file__).parent / "tiny"


@pytest.fixture(scope="session")
def engine() -> Engine:
    return ensure_engine(print)


@pytest.fixture
def provider() -> TinyProvider:
    return TinyProvider()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "checkout"))


@pytest.fixture
def workspace(checkout: Path, engine: Engine, provider: TinyProvider) -> Iterator[Workspace]:
    with serving(provider) as debug_providers:
        yield open_workspace(checkout / "stacks", engine=engine, debug_providers=debug_providers, checkout=checkout)

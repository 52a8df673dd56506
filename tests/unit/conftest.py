"""What tests of several rooms share."""

from pathlib import Path

import pytest

from simulator.core.cloud import Cloud
from simulator.state import StateFolder
from tests.unit.config.reference import REFERENCE
from tests.unit.stacks.deployment import Deployment, deploy


@pytest.fixture(scope="session")
def reference_state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The simulator's state folder in which the reference estate stands."""
    return tmp_path_factory.mktemp("simulator")


@pytest.fixture(scope="session")
def reference(reference_state: Path) -> Deployment:
    """The reference estate, deployed once: only read it."""
    return deploy(REFERENCE, Cloud(StateFolder(reference_state).database))

import pytest

from tests.unit.servicedesk.world import World


@pytest.fixture
def world() -> World:
    return World()

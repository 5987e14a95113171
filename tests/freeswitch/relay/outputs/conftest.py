"""What the tests of recordings and of streams share."""

from pathlib import Path

import pytest

from tests.freeswitch.relay.outputs.switch import World


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)

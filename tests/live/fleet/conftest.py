"""A fleet for each file here: its tests may kill what they like."""

from collections.abc import Iterator

import pytest

from tests.live.fleet.nodes import Fleet, fleet


@pytest.fixture
def relay_setting() -> dict[str, str]:
    """What a file's second relay is told otherwise than the first."""
    return {}


@pytest.fixture
def nodes(tmp_path_factory: pytest.TempPathFactory, relay_setting: dict[str, str]) -> Iterator[Fleet]:
    with fleet(tmp_path_factory.mktemp("fleet"), **relay_setting) as running:
        yield running

"""A fleet for each file here: its tests may kill what they like."""

from collections.abc import Iterator

import pytest

from tests.live.fleet.nodes import Fleet, fleet


@pytest.fixture
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    with fleet(tmp_path_factory.mktemp("fleet")) as running:
        yield running

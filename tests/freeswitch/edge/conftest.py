"""A certificate authority of the test's own."""

from pathlib import Path

import pytest

from bench.edge.certificates import Authority


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)

"""Debian's nginx, or a plain line that says it is missing."""

import os
import shutil
from pathlib import Path

import pytest

from bench.edge.certificates import Authority


@pytest.fixture(autouse=True)
def _nginx() -> None:
    if not shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin"):
        if os.environ.get("CI") == "true":
            pytest.fail("nginx is not installed, and CI must test the edge")
        pytest.skip("nginx is not installed (apt install nginx-light)")


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)

"""Fixtures of the API's tests."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from tests.functions import control


@pytest.fixture
def queue() -> Iterator[str]:
    """An installation with a conference going on; gives the queue's URL."""
    with control.installation() as url:
        yield url


@pytest.fixture
def api(queue: str) -> TestClient:
    """A client whose token may do everything."""
    return control.client()

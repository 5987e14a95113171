"""What the relay's tests share."""

from collections.abc import Iterator

import pytest

from functions.shared.command_life import command_queue
from tests.freeswitch.relay.play import Play, playground


@pytest.fixture
def fresh_client() -> Iterator[None]:
    """An SQS client that belongs to this test's moto."""
    command_queue.sqs_client.cache_clear()
    yield
    command_queue.sqs_client.cache_clear()


@pytest.fixture
def play(fresh_client: None) -> Iterator[Play]:
    """A relay that serves its node."""
    with playground() as here:
        yield here


@pytest.fixture
def still(fresh_client: None) -> Iterator[Play]:
    """A relay that has not begun."""
    with playground(start=False) as here:
        yield here

"""Fixtures of the webhooks' tests."""

from collections.abc import Iterator

import pytest

from tests.functions.webhooks.place import Place, place
from tests.functions.webhooks.receiver import Receiver, listening


@pytest.fixture
def here() -> Iterator[Place]:
    with place() as one:
        yield one


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with listening(Receiver()) as one:
        yield one

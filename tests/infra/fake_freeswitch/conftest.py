"""A stand-in for each test, and a client that has logged in."""

from collections.abc import Iterator

import pytest

from infra.fake_freeswitch import FakeFreeswitch
from tests.infra.fake_freeswitch.esl_client import EslClient


@pytest.fixture
def switch() -> Iterator[FakeFreeswitch]:
    with FakeFreeswitch(domain="127.0.0.1") as running:
        yield running
        assert running.switch.agenda.failures == 0


@pytest.fixture
def client(switch: FakeFreeswitch) -> Iterator[EslClient]:
    with EslClient(switch.port) as connected:
        yield connected.log_in(switch.password)

"""Who listens, and a stub of the gateway."""

from collections.abc import Iterator

import pytest

from tests.functions.live.listening import GatewayStub, place


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> Iterator[GatewayStub]:
    with place(monkeypatch) as stub:
        yield stub

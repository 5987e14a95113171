"""Credentials for TURN, as a real coturn takes and refuses them."""

import time
from collections.abc import Iterator

import pytest

from functions.rooms.entries.ice import ice_servers
from functions.shared.entries.shapes import IceServer
from functions.shared.settings import EntrySettings
from tests.coturn import running_coturn
from tests.functions.rooms.entries.turn_client import allocate

SECRET, NEXT = "a-secret-that-coturn-has-long-enough", "the-secret-that-follows-it-long-enough"
SETTINGS = EntrySettings(
    stun_urls=("stun:turn.example.com",), turn_urls=("turn:turn.example.com",), turn_secrets=(SECRET,), turn_seconds=600
)


def turn(*, now: float, until: float, secret: str = SECRET) -> IceServer:
    settings = EntrySettings(
        turn_urls=("turn:turn.example.com",), turn_secrets=tuple(secret.split(",")), turn_seconds=600
    )
    (server,) = ice_servers(settings, "entry-1", now=now, until=until)
    return server


@pytest.fixture(scope="module")
def coturn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a coturn that has the secret, and the one that follows it (docs/rotation.md)."""
    with running_coturn(tmp_path_factory.mktemp("coturn"), f"{NEXT},{SECRET}") as port:
        yield port


def test_coturn_takes_our_credentials_until_they_end_and_no_others(coturn: int) -> None:
    now = time.time()
    good, over = turn(now=now, until=now + 3600), turn(now=now - 3600, until=now - 60)
    rotated = turn(now=now, until=now + 3600, secret=f"{NEXT},{SECRET}")
    forged = turn(now=now, until=now + 3600, secret="another-secret-that-coturn-has-not")
    longer = f"{int(now) + 7200}:entry-1"

    assert allocate(coturn, good.username, good.credential) == 0
    assert allocate(coturn, rotated.username, rotated.credential) == 0
    assert allocate(coturn, over.username, over.credential) == 401
    assert allocate(coturn, forged.username, forged.credential) == 401
    assert allocate(coturn, longer, good.credential) == 401


def test_they_end_with_the_entry_or_when_the_setting_says() -> None:
    assert turn(now=1000.0, until=1200.0).username == "1200:entry-1"
    assert turn(now=1000.0, until=10_000.0).username == "1600:entry-1"


def test_without_servers_or_a_secret_none_is_named() -> None:
    stun, turned = ice_servers(SETTINGS, "entry-1", now=1.0, until=2.0)

    assert (stun, turned.urls) == (IceServer(urls=("stun:turn.example.com",)), ("turn:turn.example.com",))
    assert ice_servers(EntrySettings(), "entry-1", now=1.0, until=2.0) == ()
    assert ice_servers(EntrySettings(turn_urls=("turn:x",)), "entry-1", now=1.0, until=2.0) == ()

"""Guessing at links: how fast it goes is measured, and compared with what docs/entries.md says."""

import random
from pathlib import Path
from statistics import mean

import pytest
from starlette.testclient import TestClient

from functions.rooms.app import create_app
from functions.rooms.entries.networks import MOST_TRIES, WINDOW_SECONDS
from functions.shared.entries.secrets_of_entries import CODE, CODE_BYTES, new_code
from infra.generated.link_guessing import CODES, YEAR, seconds_to_find, table
from tests.functions.control import SETTINGS
from tests.functions.rooms.entries.links import make_link, redeem
from tests.permissions import As

DOCS = Path(__file__).parents[4] / "docs" / "entries.md"
# So few codes that all of them can be tried; as fast as requests are, far faster than the limit.
SPACE, ADDRESSES, SECONDS_A_TRY = 480, ("203.0.113.7", "2001:db8::7"), 0.05


class Clock:
    """A clock of redeeming that a guesser's tries move; a window has just begun."""

    def __init__(self) -> None:
        self.began = self.now = 30_000_000.0 * WINDOW_SECONDS

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> Clock:
    assert api.put("/v1/rooms/board", json={"number": "3000"}).status_code == 201
    ours = Clock()
    monkeypatch.setattr("functions.rooms.entries.redeeming.time.time", ours)
    return ours


def search(clock: Clock) -> list[float]:
    """After how many seconds each code of the space is compared: whoever is refused waits as they are told."""
    app = As(create_app(SETTINGS), "RoomsFunction")
    guessers = [TestClient(app, client=(address, 1), raise_server_exceptions=False) for address in ADDRESSES]
    compared: list[float] = []
    waits = 0
    while len(compared) < SPACE:
        answer = redeem(guessers[waits], code=f"{len(compared):022}")
        clock.now += SECONDS_A_TRY
        if answer.status_code == 404:
            compared.append(clock.now - clock.began)
        elif waits + 1 < len(guessers):
            waits += 1
        else:
            waits, clock.now = 0, clock.now + int(answer.headers["retry-after"])
    return compared


def test_links_are_guessed_as_fast_as_the_documents_say_and_no_faster(api: TestClient, clock: Clock) -> None:
    compared = search(clock)
    chance = random.Random(1)  # nothing secret

    for links in (1, 3):
        found = mean(min(chance.sample(compared, links)) for _ in range(5000))
        expected = seconds_to_find(len(ADDRESSES), links, SPACE)
        # All tries of a minute may be made in its first seconds.
        assert expected - WINDOW_SECONDS <= found <= expected * 1.05, links
    # What is compared does open, where it is one.
    clock.now += WINDOW_SECONDS
    made = make_link(api)
    assert redeem(api, code=made["code"]).status_code == 200


def test_guessing_takes_longer_than_there_is_time() -> None:
    made = new_code()

    assert CODE.fullmatch(made)
    assert CODES == 2**128 == 2 ** (8 * CODE_BYTES)
    assert MOST_TRIES / WINDOW_SECONDS == 1
    assert seconds_to_find(1_000_000, 1_000_000) / YEAR > 1e19


def test_the_documents_show_the_table_that_follows_from_the_limit() -> None:
    assert table() in DOCS.read_text(encoding="utf-8")

"""Keys and addresses as services print them reach a real receiver as they are."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.meeting import Meeting
from tests.live.processes import free_ports, wait_until
from tests.live.receivers import FFMPEG, Receiver
from tests.live.test_streams import STREAMS, becomes, end

pytestmark = pytest.mark.skipif(not FFMPEG, reason="ffmpeg is missing, which receives the streams")


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[Receiver]:
    with Receiver(tmp_path, free_ports(1)[0]) as one:
        yield one


# What stands after the host, the key beside it, and which application and name the receiver must be told.
PRINTED = {
    "odd characters": ("/ingest", "k@1!y^2*z%3A-end", ("ingest", "k@1!y^2*z%3A-end")),
    "all other characters": ("/ingest", "k._~=&;()+#-:z-end", ("ingest", "k._~=&;()+#-:z-end")),
    "the key is a part of the address": ("/ingest/event_1@123456-end", None, ("ingest", "event_1@123456-end")),
    "a backup address": ("/live2?backup=1", "abcd-efgh-ijkl-end", ("live2?backup=1", "abcd-efgh-ijkl-end")),
    "a query alone": ("/?id=1234567-end", None, ("?id=1234567-end", "")),
    "a name and its signature": ("/ingest/event?sign=a%2Fb&t=1-end", None, ("ingest", "event?sign=a%2Fb&t=1-end")),
}


@pytest.mark.parametrize(("path", "key", "told"), PRINTED.values(), ids=PRINTED)
def test_a_printed_address_and_key_reach_the_service(
    meeting: Meeting, receiver: Receiver, path: str, key: str | None, told: tuple[str, str]
) -> None:
    host = receiver.url.removesuffix("/live")
    status, answer = meeting.stack.ask("POST", STREAMS, {"url": f"{host}{path}", "key": key}, Prefer="wait=20")
    assert status in {200, 202}, answer
    becomes(meeting, answer["id"], "live")
    wait_until(lambda: receiver.received() > 50_000, "it brings something", within=60)
    end(meeting, answer["id"])
    over = becomes(meeting, answer["id"], "ready")
    receiver.finish()

    assert receiver.told == told
    assert over["key"] == "…-end"
    assert "1234567" not in str(over)


@pytest.mark.parametrize("character", ["$", "'", "|", "{", " ", '"'])
def test_what_breaks_the_switchs_own_grammar_is_refused_and_named(meeting: Meeting, character: str) -> None:
    wish = {"url": "rtmp://127.0.0.1:1935/ingest", "key": f"abcd{character}efgh"}
    status, problem = meeting.stack.ask("POST", STREAMS, wish)

    assert status == 422
    assert f"U+{ord(character):04X}" in str(problem)

"""A text is spoken: who is meant hears it, for as long as it takes to say it, and nobody else."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.live.meeting import Meeting
from tests.live.processes import wait_until
from tests.live.stack import JsonObject, Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone

pytestmark = pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed")

PATH = "/v1/conferences/internal/say"
TEXT = "This meeting ends in five minutes. Please say goodbye."
# It takes some three seconds to say it; half of the packets are louder than a murmur.
LEAST_PACKETS = 50

Phones = tuple[Meeting, Telephone, Telephone]


@pytest.fixture
def phones(switch: Switch, stack: Stack) -> Iterator[Phones]:
    """Two in the team's room, who say nothing."""
    with ExitStack() as opened:
        one, other = (
            opened.enter_context(Telephone(switch.ports["sip"], user, "mypassword")) for user in ("1000", "1001")
        )
        assert one.call("999") == 200
        assert other.call("999") == 200
        wait_until(lambda: stack.ask("GET", "/v1/conferences/internal")[1].get("member_count") == 2, "the API knows")
        meeting = Meeting(switch, stack)
        quiet(meeting)
        yield meeting, one, other


def quiet(meeting: Meeting) -> None:
    wait_until(lambda: meeting.api("play_status") == "-ERR Nothing is playing", "silence", within=20)


def say(meeting: Meeting, **wish: object) -> JsonObject:
    status, answer = meeting.stack.ask("POST", PATH, wish, Prefer="wait=20")
    assert status == 200, answer
    return answer


def test_everybody_hears_the_text_and_its_file_is_gone(phones: Phones) -> None:
    meeting, one, other = phones
    before = (one.sound.packets_loud, other.sound.packets_loud)

    answer = say(meeting, text=TEXT)

    assert answer["state"] == "confirmed", answer
    evidence = answer["evidence"]
    assert isinstance(evidence, dict)
    assert evidence["event"] == "play-file"
    wait_until(
        lambda: (
            one.sound.packets_loud - before[0] > LEAST_PACKETS and other.sound.packets_loud - before[1] > LEAST_PACKETS
        ),
        "both hear it",
        within=10,
    )
    assert list(Path(meeting.switch.environ["STILLS_ROOT"]).glob("say-*")) == []
    assert TEXT not in meeting.switch.log()


def test_one_member_hears_it_alone(phones: Phones) -> None:
    meeting, one, other = phones
    before = (one.sound.packets_loud, other.sound.packets_loud)

    answer = say(meeting, text="Nur für Sie: Bitte rufen Sie zurück.", language="de", member=meeting.uuid("1000"))

    assert answer["state"] == "confirmed", answer
    wait_until(lambda: one.sound.packets_loud - before[0] > LEAST_PACKETS, "one hears it", within=10)
    assert other.sound.packets_loud == before[1]


def test_it_is_stopped_as_a_prompt_is(phones: Phones) -> None:
    meeting, one, _ = phones
    before = one.sound.packets_loud
    assert say(meeting, text="one two three four five six seven eight nine ten. " * 8)["state"] == "confirmed"
    wait_until(lambda: one.sound.packets_loud > before, "it has begun", within=10)

    status, answer = meeting.stack.ask("DELETE", "/v1/conferences/internal/play", None, Prefer="wait=15")

    assert (status, answer["state"]) == (200, "confirmed"), answer
    quiet(meeting)

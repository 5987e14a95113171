"""Music for whoever is alone, and going to a place in what is played."""

from tests.live.meeting import Meeting
from tests.live.processes import wait_until
from tests.live.stack import Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone

# The first note of the music.
MUSIC = 392
PATH = "/v1/conferences/internal"


def test_who_is_alone_hears_music_when_it_is_wished_and_none_afterwards(switch: Switch, stack: Stack) -> None:
    with Telephone(switch.ports["sip"], "1000", "mypassword") as alone:
        assert alone.call("999") == 200
        wait_until(lambda: len(switch.members("internal")) == 1, "one in the room")
        wait_until(lambda: stack.ask("GET", PATH)[1].get("member_count") == 1, "the API knows")
        meeting = Meeting(switch, stack)

        status, answer = stack.ask("PATCH", PATH, {"music": True}, Prefer="wait=15")
        assert (status, answer["state"]) == (200, "accepted"), answer
        wait_until(lambda: alone.sound.hears(MUSIC), "the music", within=15)

        stack.ask("PATCH", PATH, {"music": False}, Prefer="wait=15")
        meeting.done(kind="play", prompt="please_wait")
        refused = meeting.command(kind="seek", milliseconds=200, member=meeting.uuid("1000"))
        assert (refused["state"], refused["reason"]) == ("failed", "no_reply"), refused
        again = meeting.command(kind="play", prompt="please_wait", member=meeting.uuid("1000"))
        assert again["state"] == "confirmed"
        sought = meeting.command(kind="seek", milliseconds=0, member=meeting.uuid("1000"))
        assert (sought["state"], sought["reply"]) == ("accepted", "+OK seek to position 0"), sought
        wait_until(lambda: meeting.api("play_status") == "-ERR Nothing is playing", "silence", within=15)
        assert not alone.sound.hears(MUSIC)

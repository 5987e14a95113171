"""What a command to a member does to ears: three telephones with a tone each, and what each of them hears."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from tests.live.meeting import Meeting, member_view
from tests.live.processes import wait_until
from tests.live.stack import Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone

# Whole periods in a second, and none a multiple of another or of a note of the music.
TONES = {"1000": 500, "1001": 1100, "1002": 1700}
# The first note of what is heard on hold.
MUSIC = 392


@dataclass
class Ears:
    """Three people who speak all the time; Ada (1000) is who the commands are about."""

    meeting: Meeting
    people: dict[str, Telephone]

    def patch(self, user: str, **wish: object) -> dict[str, object]:
        path = f"/v1/conferences/internal/members/{self.meeting.uuid(user)}"
        status, answer = self.meeting.stack.ask("PATCH", path, wish, Prefer="wait=15")
        assert (status, answer["state"]) == (200, "confirmed"), answer
        return answer

    def hear(self, listener: str, speaker: str) -> bool:
        return self.people[listener].sound.hears(TONES[speaker])

    def await_heard(self, **heard: str) -> None:
        """`u1000="1001 1002"`: whom each of these hears, of the other two."""
        for listener, speakers in heard.items():
            user = listener[1:]
            wanted = set(speakers.split())
            wait_until(
                lambda user=user, wanted=wanted: (  # type: ignore[misc]
                    {other for other in TONES if other != user and self.hear(user, other)} == wanted
                ),
                f"{user} hears {speakers or 'nobody'}",
                within=10,
            )


@pytest.fixture(scope="module")
def ears(node: tuple[Switch, Stack]) -> Iterator[Ears]:
    switch, stack = node
    # 1002 is let into the team's room by the API; the other two dial it.
    with ExitStack() as opened:
        people = {}
        for user, hertz in TONES.items():
            telephone = opened.enter_context(Telephone(switch.ports["sip"], user, "mypassword"))
            telephone.sound.tone = hertz
            people[user] = telephone
        assert people["1000"].call("999") == 200
        assert people["1001"].call("999") == 200
        wait_until(lambda: stack.ask("GET", "/v1/conferences/internal")[0] == 200, "the API knows the conference")
        assert people["1002"].register() == 200
        status, answer = stack.ask("POST", "/v1/conferences/internal/calls", {"user": "1002"}, Prefer="wait=15")
        assert (status, answer["state"]) == (200, "confirmed"), answer
        found = Ears(Meeting(switch, stack), people)
        found.await_heard(u1000="1001 1002", u1001="1000 1002", u1002="1000 1001")
        yield found


def test_who_is_on_hold_hears_music_and_nobody_and_is_not_heard(ears: Ears) -> None:
    ears.patch("1000", on_hold=True)

    ears.await_heard(u1000="", u1001="1002", u1002="1001")
    wait_until(lambda: ears.people["1000"].sound.hears(MUSIC), "the music", within=10)
    assert not ears.people["1001"].sound.hears(MUSIC)
    view = member_view(ears.meeting)
    assert (view["on_hold"], view["deaf"], view["muted"]) == (True, False, False)

    ears.patch("1000", on_hold=False)

    ears.await_heard(u1000="1001 1002", u1001="1000 1002", u1002="1000 1001")
    wait_until(lambda: not ears.people["1000"].sound.hears(MUSIC), "the end of the music", within=10)


def test_after_hold_everything_is_as_it_was_before_or_was_wished_meanwhile(ears: Ears) -> None:
    ears.patch("1000", deaf=True)
    ears.patch("1000", on_hold=True)
    wait_until(lambda: ears.people["1000"].sound.hears(MUSIC), "the music", within=10)
    ears.patch("1000", on_hold=False)
    ears.await_heard(u1000="", u1001="1000 1002")
    assert member_view(ears.meeting)["deaf"] is True

    ears.patch("1000", on_hold=True)
    ears.patch("1000", deaf=False)
    ears.patch("1000", muted=True)
    assert (member_view(ears.meeting)["deaf"], member_view(ears.meeting)["muted"]) == (False, True)
    ears.await_heard(u1000="", u1001="1002")
    ears.patch("1000", on_hold=False)
    ears.await_heard(u1000="1001 1002", u1001="1002")
    ears.patch("1000", muted=False)
    ears.await_heard(u1001="1000 1002")


def test_hold_twice_is_hold_once(ears: Ears) -> None:
    ears.patch("1000", on_hold=True)
    ears.patch("1000", on_hold=True)

    ears.patch("1000", on_hold=False)

    ears.await_heard(u1000="1001 1002", u1001="1000 1002", u1002="1000 1001")
    wait_until(lambda: not ears.people["1000"].sound.hears(MUSIC), "the end of the music", within=10)


def test_muted_and_deaf_are_what_they_say(ears: Ears) -> None:
    ears.patch("1000", muted=True)
    ears.await_heard(u1000="1001 1002", u1001="1002", u1002="1001")
    ears.patch("1000", muted=False, deaf=True)
    ears.await_heard(u1000="", u1001="1000 1002", u1002="1000 1001")
    ears.patch("1000", deaf=False)
    ears.await_heard(u1000="1001 1002")


def test_volumes_make_louder_and_softer(ears: Ears) -> None:
    before = ears.people["1001"].sound.loudness(TONES["1000"])
    ears.patch("1000", volume_in=-4)
    wait_until(lambda: ears.people["1001"].sound.loudness(TONES["1000"]) < before / 1.5, "softer", within=10)
    ears.patch("1000", volume_in=0)
    wait_until(lambda: ears.people["1001"].sound.loudness(TONES["1000"]) > before / 1.2, "as before", within=10)

    before = ears.people["1000"].sound.loudness(TONES["1001"])
    ears.patch("1000", volume_out=-4)
    wait_until(lambda: ears.people["1000"].sound.loudness(TONES["1001"]) < before / 1.5, "softer", within=10)
    ears.patch("1000", volume_out=0)
    wait_until(lambda: ears.people["1000"].sound.loudness(TONES["1001"]) > before / 1.2, "as before", within=10)


def test_relations_are_heard(ears: Ears) -> None:
    ada, grace = ears.meeting.uuid("1000"), ears.meeting.uuid("1001")
    ears.meeting.done(kind="relate", member=ada, other=grace, relation="nospeak")
    ears.await_heard(u1001="1002", u1002="1000 1001", u1000="1001 1002")
    ears.meeting.done(kind="relate", member=ada, other=grace, relation="clear")
    ears.meeting.done(kind="relate", member=ada, other=grace, relation="nohear")
    ears.await_heard(u1000="1002", u1001="1000 1002")
    ears.meeting.done(kind="relate", member=ada, other=grace, relation="clear")
    ears.await_heard(u1000="1001 1002", u1001="1000 1002")


def test_keys_that_are_sent_to_a_member_reach_the_telephone_and_nobody_else(ears: Ears) -> None:
    ears.meeting.done(kind="send_dtmf", member=ears.meeting.uuid("1000"), digits="12#")

    wait_until(lambda: ears.people["1000"].sound.keys_heard == "12#", "the keys", within=10)
    assert [ears.people[user].sound.keys_heard for user in ("1001", "1002")] == ["", ""]


def test_who_is_too_soft_is_not_heard_and_a_whisper_is_made_loud(ears: Ears) -> None:
    ears.patch("1000", energy_level=1800)
    assert any(line.endswith(";1800") for line in ears.meeting.api("list").splitlines())
    ears.patch("1000", energy_level=200)
    ears.await_heard(u1001="1000 1002")

    answer = ears.patch("1000", gain=600)
    assert str(answer["reply"]).startswith("Agc ")
    assert ears.meeting.api(f"agc {ears.meeting.number('1000')}").endswith("= 600")
    ears.patch("1000", gain=0)
    assert ears.meeting.api(f"agc {ears.meeting.number('1000')}").endswith("= 0")
    ears.await_heard(u1001="1000 1002")

"""Somebody who has come along with a moved conference has what they had: told once, whatever comes after."""

import pytest

from functions.shared.encoders.going_along import NOTHING, WENT_ALONG, Along, as_variable, from_variable
from functions.shared.feed.reading import events_since
from functions.shared.state import Banner, MemberState
from tests.freeswitch.relay.play import Play, until

UP = "2026-11-28T10:00:00.000Z"
GOLD = Banner(text="Ada Lovelace", fg="#ffd700")


def came(play: Play, along: Along, **more: bool) -> str:
    """Ada comes with that, muted if she was or is to be."""
    flags = {"conference_member_flags": "mute"} if more.get("muted") else {}
    member = play.switch.join("internal", "1000", "Ada", variables={WENT_ALONG: as_variable(along), **flags})
    return member.channel.uuid


def shown(play: Play, call: str) -> MemberState | None:
    stored = play.stored("internal")
    return None if stored is None else stored.state.member(call)


def hands(play: Play) -> list[str]:
    return [one.type for one in events_since("internal", 0) if one.type.startswith("hand.")]


def test_a_raised_hand_stays_up_since_when_it_was_raised(play: Play) -> None:
    call = came(play, Along(hand_raised_at=UP))
    until(lambda: (one := shown(play, call)) is not None and one.hand_raised_at is not None)

    member = shown(play, call)
    assert member is not None
    assert member.hand_raised_at == UP
    assert hands(play) == ["hand.raised"]
    # Whoever joins once more, as by a transfer, brings nothing of it.
    assert WENT_ALONG not in play.switch.switch.channels[call].variables


def test_who_was_on_hold_is_on_hold_and_is_heard_only_afterwards(play: Play) -> None:
    call = came(play, Along(on_hold=True, heard=True))

    def on_hold() -> bool:
        play.work()
        one = shown(play, call)
        return one is not None and one.on_hold is True and one.muted is False

    until(on_hold)
    order = [text.split()[2] for text in play.switch.commands if text.startswith("conference internal ")]
    assert order.index("hold") < order.index("unmute")


def test_a_banner_has_its_colours(play: Play) -> None:
    call = came(play, Along(banner=GOLD, settled="wish"))

    def bannered() -> bool:
        play.work()
        one = shown(play, call)
        return one is not None and (one.banner, one.settled) == (GOLD, "wish")

    until(bannered)


@pytest.mark.parametrize("along", [NOTHING, Along(hand_raised_at=UP, banner=Banner(text="Ä, {b}|$'\"" * 20))])
def test_it_is_written_in_letters_that_end_nothing(along: Along) -> None:
    text = as_variable(along)

    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    assert (from_variable(text) if text else NOTHING) == along


@pytest.mark.parametrize("text", ["%", "e30x", "W10", "eyJoYW5kX3JhaXNlZF9hdCI6MX0"])
def test_what_is_none_of_ours_is_no_word_of_anybody(text: str) -> None:
    with pytest.raises(ValueError, match=WENT_ALONG):
        from_variable(text)

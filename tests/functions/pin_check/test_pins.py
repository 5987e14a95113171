"""Who a PIN lets in."""

import pytest

from functions.pin_check.pins import entry_of
from functions.shared.rooms.pin_hashes import pin_hash
from functions.shared.tables.provisioned.rooms import DialIn, Invitee

KEY = "key"
KEYS = (KEY,)


def hashed(pin: str) -> str:
    return pin_hash(KEY, "salt", pin)


PLACE = DialIn(
    room="board",
    conference="board",
    profile="video",
    salt="salt",
    participant_hash=hashed("111111"),
    moderator_hash=hashed("222222"),
    invitees=(
        Invitee(pin_hash=hashed("333333"), name="Ada", slot="presenter"),
        Invitee(pin_hash=hashed("444444"), moderator=True),
    ),
)


@pytest.mark.parametrize(
    ("pin", "expected"),
    [
        ("111111", ("participant", None, None)),
        ("222222", ("moderator", None, None)),
        ("333333", ("participant", "Ada", "presenter")),
        ("444444", ("moderator", None, None)),
    ],
)
def test_a_pin_says_the_role_and_an_invitees_pin_the_person(pin: str, expected: tuple[str, ...]) -> None:
    entry = entry_of(PLACE, pin, KEYS, now=0)

    assert entry is not None
    assert (entry.role, entry.name, entry.slot) == expected


@pytest.mark.parametrize("pin", ["", "1", "111112", "11111", "1111111"])
def test_another_pin_opens_nothing(pin: str) -> None:
    assert entry_of(PLACE, pin, KEYS, now=0) is None


def test_another_key_opens_nothing() -> None:
    assert entry_of(PLACE, "111111", ("other",), now=0) is None


def test_an_unknown_id_opens_nothing() -> None:
    assert entry_of(None, "111111", KEYS, now=0) is None


def test_a_room_without_a_moderators_pin_takes_no_empty_one() -> None:
    place = DialIn(room="a", conference="a", profile="video", salt="salt", participant_hash=hashed("111111"))

    assert entry_of(place, "", KEYS, now=0) is None


@pytest.mark.parametrize(("now", "opens"), [(99, False), (100, True), (199, True), (200, False)])
def test_a_room_opens_and_closes_at_its_times(now: float, opens: bool) -> None:
    place = DialIn(
        room="a",
        conference="a",
        profile="video",
        salt="salt",
        participant_hash=hashed("111111"),
        not_before=100,
        not_after=200,
    )

    entry = entry_of(place, "111111", KEYS, now)

    assert entry is not None
    assert entry.closed is not opens
    assert entry_of(place, "111112", KEYS, now) is None

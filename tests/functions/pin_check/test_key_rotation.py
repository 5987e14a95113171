"""One PIN key follows another, and every PIN stays right all the time."""

import msgspec
import pytest

from functions.pin_check.app import pin_check_app
from functions.shared.rooms.pin_hashes import SEPARATOR, key_id
from functions.shared.tables.provisioned.rooms import ROOM_KEY, RoomsItem, dial_in_key, find_dial_in
from infra import pin_keys
from tests.functions.lookups import ask, provision

pytestmark = pytest.mark.usefixtures("lookup_tables")

OLD, NEW = "the-old-key-of-pins-" + "o" * 20, "the-new-key-of-pins-" + "n" * 20
ROOM = """
domains: [{name: example.com}]
rooms:
  - name: board
    domain: example.com
    dial_in: {id: "123456", pin: "111111", moderator_pin: "222222", invitees: [{pin: "333333", name: Ada}]}
"""
PINS = ("111111", "222222", "333333")


def opened(monkeypatch: pytest.MonkeyPatch, keys: str) -> list[bool]:
    """Which of the PINs a function with these keys takes."""
    monkeypatch.setenv("PIN_HASH_KEY", keys)
    return [
        ask(pin_check_app(), "/pin-check", {"id": "123456", "pin": pin, "caller": pin}).json()["result"] == "ok"
        for pin in PINS
    ]


def provisioned(monkeypatch: pytest.MonkeyPatch, keys: str) -> None:
    monkeypatch.setenv("PIN_HASH_KEY", keys)
    provision(ROOM)


def test_no_pin_is_wrong_at_any_step_of_a_rotation(monkeypatch: pytest.MonkeyPatch) -> None:
    provisioned(monkeypatch, OLD)
    steps = [opened(monkeypatch, OLD), opened(monkeypatch, f"{NEW},{OLD}")]
    provisioned(monkeypatch, f"{NEW},{OLD}")
    steps += [opened(monkeypatch, f"{NEW},{OLD}"), opened(monkeypatch, NEW)]

    assert steps == [[True] * 3] * 4
    assert opened(monkeypatch, OLD) == [False] * 3


def test_a_hash_says_which_key_made_it_and_not_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    provisioned(monkeypatch, OLD)

    place = find_dial_in("123456")

    assert place is not None
    assert {hashed.partition(SEPARATOR)[0] for hashed in (place.participant_hash, place.moderator_hash)} == {
        key_id(OLD)
    }
    assert key_id(OLD) not in OLD


def test_a_pin_from_before_hashes_told_their_key_is_right_until_it_is_provisioned_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    provisioned(monkeypatch, OLD)
    forget_the_keys_name()

    assert opened(monkeypatch, f"{NEW},{OLD}") == opened(monkeypatch, OLD) == [True] * 3
    assert opened(monkeypatch, NEW) == [False] * 3


def forget_the_keys_name() -> None:
    """Rewrite the row as an earlier version did."""
    item = RoomsItem.get(dial_in_key("123456"), ROOM_KEY)
    kept = msgspec.json.decode(item.body)
    for name in ("participant_hash", "moderator_hash"):
        kept[name] = kept[name].partition(SEPARATOR)[2]
    for invitee in kept["invitees"]:
        invitee["pin_hash"] = invitee["pin_hash"].partition(SEPARATOR)[2]
    item.body = msgspec.json.encode(kept).decode()
    item.save()


def test_the_operator_is_told_when_the_old_key_can_go(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    provisioned(monkeypatch, OLD)
    monkeypatch.setenv("PIN_HASH_KEY", f"{NEW},{OLD}")
    before, told = pin_keys.main([]), capsys.readouterr().out
    provisioned(monkeypatch, f"{NEW},{OLD}")

    assert (before, pin_keys.main([])) == (1, 0)
    assert f"{key_id(OLD)}      3 PINs  an older key" in told
    assert "provision these rooms again, or give them new PINs: board" in told
    assert f"{key_id(NEW)}      3 PINs  the first key" in capsys.readouterr().out


def test_the_operator_is_told_of_pins_that_no_key_opens(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    provisioned(monkeypatch, OLD)
    monkeypatch.setenv("PIN_HASH_KEY", NEW)

    assert pin_keys.main([]) == 1
    assert "a key that PIN_HASH_KEY does not have: they are wrong" in capsys.readouterr().out


@pytest.mark.parametrize("keys", ["short", f"{NEW},short", ",", ""])
def test_a_key_that_is_too_short_stops_the_start(monkeypatch: pytest.MonkeyPatch, keys: str) -> None:
    monkeypatch.setenv("PIN_HASH_KEY", keys)

    with pytest.raises(ValueError, match="PIN_HASH_KEY"):
        pin_check_app()

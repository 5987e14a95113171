"""Who is registered at a node, from the switch's event to the row that other nodes read."""

import time

import pytest

from freeswitch.relay.registrations.registrations import AGAIN_SECONDS
from functions.shared.tables.fleet.registrations import LASTS_SECONDS, find_registered, say_gone, say_registered
from infra.fake_freeswitch.callers.phone import Phone
from infra.fake_freeswitch.control import obey
from tests.freeswitch.relay.play import NODE, Play, until

ADA, BOB = "1000@example.com", "1001@example.com"


@pytest.fixture
def reached(still: Play) -> Play:
    """A relay whose node has a profile for calls from other nodes."""
    still.switch.switch.sip_profiles["nodes"] = 5090
    return still


def begin(play: Play) -> None:
    play.start()
    play.relay.begin("registrations")
    until(lambda: play.relay.registrations._reached)


def telephone(play: Play, user: str, call: str = "call-1") -> Phone:
    """One that is registered already; nobody has told of it."""
    play.switch.switch.registrations[f"{user}@example.com"] = (call, f'"" <sip:{user}@127.0.0.1:5070>')
    return Phone(play.switch.switch, None, user, "example.com", "secret")  # type: ignore[arg-type]  # asks nobody


def told(play: Play, user: str, name: str, **headers: str) -> None:
    of = {"user": user, "host": "example.com"} if name == "expire" else {"from-user": user, "from-host": "Example.com"}
    said = {**of, "call-id": "call-1", **headers}
    play.switch.switch.fire("CUSTOM", ("sofia_reg.c", "f", "1"), list(said.items()), subclass=f"sofia::{name}")


def turn_until(play: Play, address: str) -> None:
    """Turn by hand until somebody is told of."""
    for _ in range(20):
        if here(address):
            return
        play.relay.registrations.run_once()
    pytest.fail(f"{address} is not told of")


def here(address: str) -> bool:
    return NODE in find_registered([address]).get(address, {})


def test_who_comes_and_goes_is_told_and_what_other_nodes_say_stays(reached: Play) -> None:
    say_registered(ADA, "fs2", now=time.time())
    begin(reached)
    told(reached, "1000", "register")
    until(lambda: here(ADA))
    both = find_registered([ADA])[ADA]
    told(reached, "1000", "unregister")
    until(lambda: not here(ADA))

    assert set(both) == {NODE, "fs2"}
    assert set(find_registered([ADA])[ADA]) == {"fs2"}


def test_the_last_of_several_devices_counts(reached: Play) -> None:
    begin(reached)
    told(reached, "1000", "register")
    told(reached, "1000", "register", **{"call-id": "call-2"})
    told(reached, "1001", "register")
    until(lambda: here(ADA) and here(BOB))
    told(reached, "1000", "expire")
    told(reached, "1001", "expire")
    until(lambda: not here(BOB))

    assert here(ADA)
    told(reached, "1000", "expire", **{"call-id": "call-2"})
    until(lambda: not here(ADA))


def test_who_was_there_before_the_relay_is_read_and_who_has_gone_meanwhile_is_not_called_any_more(
    reached: Play,
) -> None:
    telephone(reached, "1000")
    begin(reached)
    until(lambda: here(ADA))
    reached.switch.switch.registrations.clear()
    telephone(reached, "1001")
    obey(reached.switch, "drop")

    until(lambda: here(BOB) and not here(ADA))


def test_a_registration_that_is_renewed_writes_nothing_until_what_was_said_is_almost_over(reached: Play) -> None:
    telephone(reached, "1000")
    reached.start()
    turn_until(reached, ADA)
    as_it_is = say_registered(ADA, NODE, now=time.time() - 100)
    for _ in range(3):
        told(reached, "1000", "register")
    told(reached, "1001", "register")
    turn_until(reached, BOB)
    renewed = find_registered([ADA])[ADA][NODE]
    reached.relay.registrations._said[ADA] = time.time() + AGAIN_SECONDS - 1
    reached.relay.registrations._looked = 0.0
    reached.relay.registrations.run_once()

    assert renewed == int(as_it_is)
    assert find_registered([ADA])[ADA][NODE] > time.time() + LASTS_SECONDS - 60


def test_a_relay_that_begins_anew_does_not_say_again_what_is_said(reached: Play) -> None:
    said = say_registered(ADA, NODE, now=time.time())
    telephone(reached, "1000")
    telephone(reached, "1001")
    begin(reached)
    until(lambda: here(BOB))

    assert find_registered([ADA])[ADA][NODE] == int(said)


def test_what_another_relay_of_the_node_has_said_meanwhile_is_said_anew(reached: Play) -> None:
    telephone(reached, "1000")
    reached.start()
    turn_until(reached, ADA)
    say_gone(ADA, NODE, now=time.time())
    reached.relay.lease._terms += 1

    turn_until(reached, ADA)


def test_what_is_heard_is_kept_only_while_all_are_read(reached: Play) -> None:
    reached.start()
    registrations = reached.relay.registrations
    registrations.look_again()
    for call in ("call-1", "call-2"):
        told(reached, "1000", "register", **{"call-id": call})
    until(lambda: registrations._devices.get(ADA) == {"call-1", "call-2"})

    # A relay that waits for the lease reads nobody, for as long as another one has it.
    assert not registrations._heard


def test_a_node_that_no_other_reaches_tells_nothing(still: Play) -> None:
    telephone(still, "1000")
    still.start()
    still.relay.registrations.run_once()
    told(still, "1001", "register")
    still.relay.registrations.run_once()

    assert find_registered([ADA, BOB]) == {}


def test_who_is_there_by_a_link_and_what_could_not_be_called_is_no_user(reached: Play) -> None:
    begin(reached)
    told(reached, "a/b", "register")
    told(reached, "entry-0123", "register")
    told(reached, "1000", "register", **{"from-host": "exa mple"})
    told(reached, "1001", "register")
    until(lambda: here(BOB))

    assert set(reached.relay.registrations._devices) == {BOB}

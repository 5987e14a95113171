"""Hosts and people who are kept out, in a relay on a switch: by every device, again, and over the relay's death."""

from collections.abc import Iterator
from functools import partial
from typing import cast

import pytest

from freeswitch.relay.commands.plain.plain_runs import PlainRuns
from freeswitch.relay.hosting.standings import Standings
from freeswitch.relay.process import Relay
from functions.shared.commands.calls import Dial
from functions.shared.commands.hosting import KeepOut, LetIn, MuteAll, SetHost
from functions.shared.commands.leaving import Transfer
from functions.shared.commands.waiting import Admit
from functions.shared.feed.reading import events_since
from functions.shared.standings.persons import Comer
from functions.shared.state import ConferenceState, MemberState
from functions.shared.tables.conferences.kept_out import find_room_to_enter, is_kept_out
from tests.freeswitch.relay.play import REGION, Play, playground, until


@pytest.fixture
def play() -> Iterator[Play]:
    with playground() as here:
        here.switch.join("internal", "1009", "Grace", uuid="grace", variables={"sip_authorized": "true"})
        until(lambda: here.stored("internal") is not None)
        yield here


def join(play: Play, user: str, call: str, *, moderator: bool = False, variables: dict[str, str] | None = None) -> str:
    variables = {"sip_authorized": "true", **(variables or {})}
    play.switch.join("internal", user, user, uuid=call, moderator=moderator, variables=variables)
    return call


def there(play: Play) -> set[str]:
    found = play.switch.conferences.get("internal")
    return set() if found is None else {member.channel.uuid for member in found.members}


def state(play: Play) -> ConferenceState:
    stored = play.stored("internal")
    assert stored is not None
    return stored.state


def member(play: Play, call: str) -> MemberState:
    until(lambda: state(play).member(call) is not None)
    found = state(play).member(call)
    assert found is not None
    return found


def joined(play: Play, *calls: str) -> None:
    until(lambda: all(state(play).member(call) is not None for call in calls))


def test_a_host_is_one_in_the_row_and_the_feed_and_keeps_their_voice(play: Play) -> None:
    joined(play, join(play, "1000", "ada"), "grace")

    row = play.done(SetHost(member="ada", host=True))
    muted = play.done(MuteAll())

    assert (row.state, row.outcome and row.outcome.evidence and row.outcome.evidence.kind) == ("confirmed", "state")
    assert member(play, "ada").host is True
    changed = [one.data for one in events_since("internal", 0) if one.type == "member.changed"]
    assert {"uuid": "ada", "changed": {"host": True}} in changed
    assert muted.state == "confirmed"
    until(lambda: bool(member(play, "grace").muted))
    assert member(play, "ada").muted is False


def test_who_was_made_no_host_is_none_whatever_they_came_with_also_when_they_come_again(play: Play) -> None:
    joined(play, join(play, "1000", "ada", moderator=True))
    assert member(play, "ada").is_host

    play.done(SetHost(member="ada", host=False))
    found = play.switch.conferences["internal"].member_of("ada")
    assert found is not None
    play.switch.hang_up(found)
    until(lambda: state(play).member("ada") is None)
    joined(play, join(play, "1000", "ada-again", moderator=True))

    assert (member(play, "ada-again").moderator, member(play, "ada-again").is_host) == (True, False)


def test_who_is_kept_out_goes_with_every_device_and_comes_in_by_none(play: Play) -> None:
    joined(play, join(play, "1000", "ada"), join(play, "1000", "her-telephone"))

    row = play.done(KeepOut(member="ada"))
    gone_at_once = there(play)
    for call in ("redial", "second-device"):
        join(play, "1000", call)
    join(play, "1001", "somebody-else")

    assert (row.state, row.outcome and row.outcome.evidence and row.outcome.evidence.event) == (
        "confirmed",
        "CHANNEL_HANGUP",
    )
    assert gone_at_once == {"grace"}
    until(lambda: there(play) == {"grace", "somebody-else"})
    until(lambda: {one.uuid for one in state(play).members} == {"grace", "somebody-else"})
    causes = {
        str(one.data["uuid"]): one.data["cause"] for one in events_since("internal", 0) if one.type == "member.left"
    }
    assert causes == dict.fromkeys(("ada", "her-telephone", "redial", "second-device"), "CALL_REJECTED")


def both(play: Play, again: str = "") -> None:
    """Two people with one name, each of a domain."""
    for call, domain in (("ours", "Example.com"), ("theirs", "Other.Example")):
        join(play, "1000", call + again, variables={"domain_name": domain})


def two_in(play: Play, conference: str) -> bool:
    stored = play.stored(conference)
    return stored is not None and len(stored.state.members) == 2


def named(play: Play) -> dict[str, str | None]:
    return {one.uuid: one.user for one in state(play).members if one.uuid != "grace"}


@pytest.mark.parametrize(("kept", "other"), [("ours", "theirs"), ("theirs", "ours")])
def test_of_two_people_with_one_name_one_is_kept_out_by_every_way_and_the_other_by_none(
    play: Play, kept: str, other: str
) -> None:
    both(play)
    joined(play, "ours", "theirs")
    assert named(play) == {"ours": "1000", "theirs": "1000@other.example"}
    for place, where in (("waiting.internal", "waits"), ("elsewhere", "elsewhere")):
        for call, domain in (("ours", "example.com"), ("theirs", "other.example")):
            known = {"sip_authorized": "true", "domain_name": domain}
            play.switch.join(place, "1000", call, uuid=f"{call}-{where}", variables=known)
        until(partial(two_in, play, place))

    play.done(KeepOut(member=kept, entrances=("internal",)))
    waiting = {one.channel.uuid for one in play.switch.conferences["waiting.internal"].members}
    both(play, "-again")
    until(lambda: there(play) == {"grace", other, f"{other}-again"})
    ends = {}
    for call in ("ours", "theirs"):
        done = play.done(Transfer(member=f"{call}-elsewhere", conference="internal"), "elsewhere")
        ends[call] = done.outcome and done.outcome.reason

    assert waiting == {f"{other}-waits"}
    assert (ends[kept], ends[other]) == ("kept_out", None)
    comers = {"ours": "1000@Example.com", "theirs": "1000@Other.Example"}
    assert {call: found(Comer(user=user)) for call, user in comers.items()} == {kept: True, other: False}


def test_a_user_whom_the_api_calls_is_no_namesake_who_is_kept_out(play: Play) -> None:
    both(play)
    joined(play, "ours", "theirs")
    play.done(KeepOut(member="theirs"))
    room = play.relay.rooms.named("internal")
    # Nothing is carried out here.
    standings = Standings(cast("PlainRuns", None), play.relay.writer, play.relay.clock, play.relay.rooms)
    step = Dial(user="1000", domain="example.com")

    assert standings.refuses(step, room) is None
    play.done(KeepOut(member="ours"))
    refused = standings.refuses(step, room)
    assert refused is not None
    assert refused.reason == "kept_out"


def test_of_two_people_with_one_name_one_is_a_host_also_for_the_next_relay(play: Play) -> None:
    both(play)
    joined(play, "ours", "theirs")
    play.done(SetHost(member="theirs", host=True))
    play.stop()
    play.relay = Relay(play.settings, REGION)
    play.start()
    both(play, "-again")
    joined(play, "ours-again", "theirs-again")

    hosts = {one.uuid for one in state(play).members if one.host}
    assert hosts == {"theirs", "theirs-again"}
    assert named(play)["theirs-again"] == "1000@other.example"


def test_a_telephone_is_known_by_its_number(play: Play) -> None:
    shown = {"user_name": "", "sip_authorized": "false"}
    joined(play, join(play, "+4930123456", "telephone", variables=shown))

    play.done(KeepOut(member="telephone"))
    join(play, "+4930123456", "telephone-again", variables=shown)
    join(play, "+4930999999", "another", variables=shown)

    until(lambda: there(play) == {"grace", "another"})


def test_of_telephones_that_hide_their_number_one_goes_and_the_others_stay(play: Play) -> None:
    hidden = {"user_name": "", "sip_authorized": "false"}
    calls = [join(play, "anonymous", f"telephone-{number}", variables=hidden) for number in range(3)]
    joined(play, *calls)

    row = play.done(KeepOut(member="telephone-0"))
    joined(play, join(play, "anonymous", "another", variables=hidden))

    assert row.state == "confirmed"
    until(lambda: {one.uuid for one in state(play).members} == {"grace", "telephone-1", "telephone-2", "another"})


def test_who_is_let_in_again_comes_in(play: Play) -> None:
    joined(play, join(play, "1000", "ada"))
    play.done(KeepOut(member="ada"))
    (standing,) = state(play).standings

    row = play.done(LetIn(person=standing.person))
    joined(play, join(play, "1000", "ada-again"))

    assert row.state == "confirmed"
    assert state(play).standings == ()
    assert "ada-again" in there(play)


def test_a_relay_that_begins_anew_knows_who_is_a_host_and_who_is_kept_out(play: Play) -> None:
    joined(play, join(play, "1000", "ada"), join(play, "1001", "bob"))
    play.done(SetHost(member="bob", host=True))
    play.done(KeepOut(member="ada"))
    play.stop()
    # While nobody listens she comes back.
    join(play, "1000", "ada-again")

    play.relay = Relay(play.settings, REGION)
    play.start()

    until(lambda: there(play) == {"grace", "bob"})
    assert member(play, "bob").host is True


def test_an_order_whose_end_got_lost_is_done_once(play: Play) -> None:
    joined(play, join(play, "1000", "ada"))
    play.done(KeepOut(member="ada"))

    again = play.done(KeepOut(member="ada"))

    assert again.state == "confirmed"
    assert len(state(play).standings) == 1


def test_somebody_who_is_not_there_is_not_ranked(play: Play) -> None:
    joined(play, "grace")

    rows = [play.done(command) for command in (SetHost(member="nobody", host=True), KeepOut(member="nobody"))]

    assert [(row.state, row.outcome and row.outcome.reason) for row in rows] == [("failed", "member_gone")] * 2


def found(comer: Comer, entrance: str = "internal") -> bool:
    """Whether somebody is kept out, as a look-up of the entrance sees it."""
    return is_kept_out(find_room_to_enter(entrance)[1], "internal", comer)


def test_the_ways_into_the_room_know_who_is_kept_out_and_who_is_let_in_again(play: Play) -> None:
    shown = {"user_name": "", "sip_authorized": "false"}
    joined(play, join(play, "1000", "ada"), join(play, "+4930123456", "telephone", variables=shown))
    ways = ("internal", "the-room")

    play.done(KeepOut(member="ada", entrances=ways))
    play.done(KeepOut(member="telephone", entrances=ways))
    both = {way: (found(Comer(user="1000"), way), found(Comer(number="+4930123456"), way)) for way in ways}
    ada = next(one for one in state(play).standings if one.name == "1000")
    play.done(LetIn(person=ada.person, entrances=ways))

    assert both == dict.fromkeys(ways, (True, True))
    assert (found(Comer(user="1000")), found(Comer(number="+4930123456")), found(Comer(user="1001"))) == (
        False, True, False,
    )  # fmt: skip


def test_after_the_meeting_nobody_is_kept_out(play: Play) -> None:
    joined(play, join(play, "1000", "ada"))
    play.done(KeepOut(member="ada", entrances=("internal",)))
    grace = play.switch.conferences["internal"].member_of("grace")
    assert grace is not None

    play.switch.hang_up(grace)

    until(lambda: not found(Comer(user="1000")))


def test_no_command_brings_in_who_is_kept_out_and_nobody_waits_for_what_they_may_not_enter(play: Play) -> None:
    play.switch.join("waiting.internal", "1000", "1000", uuid="at-the-door", variables={"sip_authorized": "true"})
    play.switch.join("other", "1000", "1000", uuid="elsewhere", variables={"sip_authorized": "true"})
    joined(play, join(play, "1000", "ada"))
    until(lambda: (stored := play.stored("waiting.internal")) is not None and stored.state.member("at-the-door"))
    until(lambda: (stored := play.stored("other")) is not None and stored.state.member("elsewhere"))

    play.done(KeepOut(member="ada"))
    emptied = play.switch.conferences.get("waiting.internal")
    still_there = emptied.people if emptied else []
    # An empty conference is taken down a moment after the last has left.
    until(lambda: "waiting.internal" not in play.switch.conferences)
    play.switch.join("waiting.internal", "1001", "1001", uuid="bob", variables={"sip_authorized": "true"})
    play.switch.join("waiting.internal", "1000", "1000", uuid="again", variables={"sip_authorized": "true"})
    until(lambda: {one.channel.uuid for one in play.switch.conferences["waiting.internal"].members} == {"bob"})
    until(lambda: (stored := play.stored("waiting.internal")) is not None and stored.state.member("bob"))
    moved = play.done(Transfer(member="elsewhere", conference="internal"), "other")
    called = play.done(Dial(user="1000", domain="example.com"))
    door = play.conference_uuid("waiting.internal")
    admitted = play.done(Admit(member="bob", conference="internal"), uuid=door)

    assert still_there == []
    assert [(row.state, row.outcome and row.outcome.reason) for row in (moved, called)] == [("failed", "kept_out")] * 2
    assert admitted.state == "confirmed"
    assert there(play) == {"grace", "bob"}

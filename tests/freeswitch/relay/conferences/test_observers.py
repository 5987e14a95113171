"""Who only watches: in no list of members, in no count, told apart, and hung up when nobody is left to watch."""

import json

import pytest

from freeswitch.relay.conferences.conference_events import ConferenceEvents
from freeswitch.relay.conferences.events.effects import Effect
from freeswitch.relay.conferences.observers import superfluous
from freeswitch.relay.conferences.rooms import Room, Rooms
from freeswitch.relay.conferences.snapshot import take_snapshot
from functions.shared.commands.muting import Mute, MuteVideo
from functions.shared.commands.picture import SetVideoFloor
from functions.shared.feed.reading import events_since
from functions.shared.rooms.observing import FLAGS, MOST_OBSERVERS, number_of
from infra.fake_freeswitch.conferences.life import join
from infra.fake_freeswitch.state.channel import Channel
from infra.fake_freeswitch.state.conference import Member
from tests.freeswitch.relay.conferences.test_snapshot import ADA, EVE, NOW, caller, row
from tests.freeswitch.relay.events import maintenance, of_member
from tests.freeswitch.relay.play import Play, until

GRACE = number_of("entry-" + "a" * 32)
WATCHES = {"Member-Ghost": "true", "Caller-Caller-ID-Number": GRACE, "Caller-Caller-ID-Name": "Grace"}
BEGIN = maintenance("conference-create", size=0), of_member("add-member", 1, size=1)


def played(*events: dict[str, str]) -> tuple[Room, list[Effect]]:
    conferences = ConferenceEvents(Rooms())
    effects = [conferences.apply(event) for event in events]
    room = conferences.rooms.named("internal")
    assert room is not None
    return room, effects


def test_who_watches_is_told_by_name_and_is_no_member() -> None:
    room, effects = played(*BEGIN, of_member("add-member", 2, size=1, at=5) | WATCHES)
    state = room.state("fs1")

    assert [(one.uuid, one.name, one.since) for one in state.observers] == [
        ("call-2", "Grace", "1970-01-01T00:00:05.000Z")
    ]
    assert ([one.uuid for one in state.members], state.member_count) == (["call-1"], 1)
    assert (effects[-1].joined, effects[-1].watching, effects[-1].gap) == (None, True, None)


def test_to_watch_moves_no_revision_so_that_nobodys_change_is_refused_for_it() -> None:
    room, _ = played(*BEGIN)
    before = room.revision
    room, _ = played(*BEGIN, of_member("add-member", 2, size=1) | WATCHES, of_member("del-member", 2, size=1) | WATCHES)

    assert (room.revision, room.observers) == (before, {})


@pytest.mark.parametrize("action", ["unmute-member", "start-talking", "hold-member", "video-floor-change"])
def test_nothing_else_that_is_told_of_them_makes_them_a_member(action: str) -> None:
    room, effects = played(
        *BEGIN,
        of_member("add-member", 2, size=1) | WATCHES,
        of_member(action, 2, size=1, Speak="true", New_ID="2") | WATCHES,
    )

    assert list(room.members) == ["call-1"]
    assert effects[-1].gap is None


def test_a_ghost_that_somebody_has_provisioned_is_neither_a_member_nor_an_observer() -> None:
    room, _ = played(*BEGIN, of_member("add-member", 2, size=1, Member_Ghost="true", Caller_Caller_ID_Number="1002"))

    assert (list(room.members), room.observers) == (["call-1"], {})


def test_a_member_who_shows_an_observers_number_is_a_member() -> None:
    room, _ = played(*BEGIN, of_member("add-member", 2, size=2, Caller_Caller_ID_Number=GRACE))

    assert (list(room.members), room.observers) == (["call-1", "call-2"], {})


def listed(*, rows: str, ghost: str, number: str = GRACE) -> Room:
    """A snapshot of Ada, and of Eve as a ghost."""
    members = [caller(1, ADA, "Ada"), caller(2, EVE, "Eve") | {"caller_id_number": number}]
    conference = {"conference_name": "internal", "conference_uuid": "u1", "ghost_count": 1, "members": members}

    def switch(command: str) -> str:
        if "json_list" in command:
            return json.dumps([conference])
        return (ghost if EVE in command else "false") if command.startswith("uuid_getvar") else rows

    (room,), *_ = take_snapshot(Rooms(), switch, NOW)
    return room


def eves(number: str = GRACE) -> str:
    return f"2;sofia/internal/x@host;{EVE};Eve;{number};hear|video|ghost;0;0;200\n"


@pytest.mark.parametrize(
    ("rows", "ghost"),
    [(row(1, ADA, "Ada") + eves(), "_undef_"), (row(1, ADA, "Ada") + eves() + eves(), "true")],
    ids=["by its row", "by its call where a name forges rows"],
)
def test_a_snapshot_knows_who_watches(rows: str, ghost: str) -> None:
    room = listed(rows=rows, ghost=ghost)

    assert list(room.members) == [ADA]
    assert [(one.name, one.since) for one in room.observers.values()] == [("Eve", "1970-01-12T13:45:40.000Z")]


def test_a_snapshot_shows_a_provisioned_ghost_nowhere() -> None:
    room = listed(rows=row(1, ADA, "Ada") + eves("1002"), ghost="true", number="1002")

    assert (list(room.members), room.observers) == ([ADA], {})


def test_the_second_call_by_what_was_for_one_is_superfluous_and_all_are_where_nobody_is_left() -> None:
    second = WATCHES | {"Caller-Caller-ID-Number": number_of("entry-" + "b" * 32)}
    room, _ = played(
        *BEGIN,
        of_member("add-member", 2, at=1) | WATCHES,
        of_member("add-member", 3, at=2) | WATCHES,
        of_member("add-member", 4, at=3) | second,
    )

    assert superfluous(room) == ["call-3"]
    room.members.clear()
    assert superfluous(room) == ["call-2", "call-3", "call-4"]


def test_who_comes_when_enough_watch_is_superfluous_and_who_watches_stays() -> None:
    calls = range(2, 2 + MOST_OBSERVERS + 2)
    room, _ = played(
        *BEGIN,
        *(
            of_member("add-member", call, at=call)
            | WATCHES
            | {"Caller-Caller-ID-Number": number_of(f"entry-{call:032x}")}
            for call in reversed(calls)
        ),
    )

    assert set(superfluous(room)) == {f"call-{call}" for call in calls[-2:]}


def watches(play: Play, name: str = "Grace") -> Member:
    channel = Channel("entry-" + "a" * 32, caller_name=name, number_shown=GRACE)
    return join(play.switch.switch, play.switch.conferences["internal"], channel, flags=frozenset(FLAGS))


def shown(play: Play) -> list[str | None]:
    stored = play.stored("internal")
    return [] if stored is None else [one.name for one in stored.state.observers]


def test_the_rows_and_the_feed_tell_who_watches_and_keep_them_out_of_everything_else(play: Play) -> None:
    play.switch.join("internal", "1000", "Ada")
    watches(play)
    until(lambda: shown(play) == ["Grace"])
    stored = play.stored("internal")
    assert stored is not None
    told = events_since("internal", 0)

    assert ([one.name for one in stored.state.members], stored.state.member_count) == (["Ada"], 1)
    assert play.relay.rooms.member_count == 1
    assert [one.data["member"]["name"] for one in told if one.type == "member.joined"] == ["Ada"]  # type: ignore[index]
    assert any("observers" in dict(one.data.get("changed") or {}) for one in told)  # type: ignore[call-overload]


def test_no_command_makes_a_speaker_of_who_watches(play: Play) -> None:
    play.switch.join("internal", "1000", "Ada")
    member = watches(play)
    until(lambda: shown(play) == ["Grace"])
    call = member.channel.uuid
    rows = [
        play.done(one)
        for one in (Mute(member=call, muted=False), MuteVideo(member=call, muted=False), SetVideoFloor(member=call))
    ]

    assert [row.outcome.reason for row in rows[:3] if row.outcome] == ["member_gone"] * 3
    assert (member.can_speak, member.can_be_seen) == (False, False)


def test_with_the_last_member_whoever_watches_goes_and_the_meeting_ends(play: Play) -> None:
    ada = play.switch.join("internal", "1000", "Ada")
    watches(play)
    until(lambda: shown(play) == ["Grace"])
    play.switch.leave(ada)

    until(lambda: "internal" not in play.switch.conferences)


def test_a_snapshot_finds_who_watches_and_is_followed_by_no_other(play: Play) -> None:
    play.switch.join("internal", "1000", "Ada")
    watches(play)
    until(lambda: shown(play) == ["Grace"])
    gaps = play.relay.metrics.totals["Gaps"]
    play.switch.drop_connections()
    until(lambda: play.relay.metrics.totals["Gaps"] > gaps)
    until(lambda: shown(play) == ["Grace"])
    room = play.relay.rooms.named("internal")

    assert room is not None
    assert (len(room.members), len(room.observers)) == (1, 1)

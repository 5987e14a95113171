"""The state after anything: bursts, garbage, lost events, restarts, hostile names. It equals what FreeSWITCH says."""

import json

import gevent
import pytest

from freeswitch.relay.conferences.events.effects import Effect
from freeswitch.relay.conferences.gap_keeper import GAP_PAUSES
from freeswitch.relay.conferences.listing import read_json_list
from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.switch.event_queue import MOST_EVENTS
from freeswitch.relay.switch.event_values import Event
from functions.shared.commands.node import DropRegistration, FlushUser
from functions.shared.feed.reading import events_since
from functions.shared.grammars.names import one_line
from infra.fake_freeswitch.state.conference import Member
from tests.freeswitch.relay.play import Play, until

Seen = dict[str, list[tuple[object, ...]]]


def by_freeswitch(play: Play) -> Seen:
    """Members as `json_list` shows them now."""
    listed = read_json_list(play.relay.link.commands.api("conference json_list compact"))
    return {
        one.conference_name: sorted(
            (
                caller.uuid,
                caller.id,
                one_line(caller.caller_id_name),
                not caller.flags.can_speak,
                not caller.flags.can_hear,
                caller.flags.hold,
                caller.flags.talking,
                caller.flags.is_moderator,
            )
            for caller in one.callers()
        )
        for one in listed
    }


def by_relay(play: Play) -> Seen:
    """Members as the relay knows them."""
    return {
        room.name: sorted(
            (one.uuid, one.number, one.name, one.muted, one.deaf, one.on_hold, one.talking, one.moderator)
            for one in room.members.values()
        )
        for room in play.relay.follower.rooms
    }


def by_table(play: Play, name: str) -> int:
    stored = play.stored(name)
    return -1 if stored is None or stored.ended_at is not None else stored.state.member_count


def join_many(play: Play, count: int) -> list[Member]:
    members = [play.switch.join("internal", str(1000 + number), f"Caller {number}") for number in range(count)]
    until(lambda: play.relay.follower.rooms.member_count == count)
    return members


def test_after_ten_thousand_events_in_a_burst_the_state_is_freeswitchs(play: Play) -> None:
    members = join_many(play, 10)
    before = play.relay.queue.received

    def burst() -> None:
        for turn in range(500):
            for member in members:
                play.switch.talk(member)
                play.switch.be_silent(member)
            if turn % 100 == 0:
                play.switch.switch.later(0.0, lambda: None)

    done = gevent.get_hub().threadpool.spawn(burst)
    most = 0
    while not done.ready():
        most = max(most, len(play.relay.queue))
        gevent.sleep(0)
    for member in members[:3]:
        play.switch.talk(member)
    until(lambda: by_relay(play) == by_freeswitch(play), 20)

    assert play.relay.queue.received - before >= 10_000 or play.relay.metrics.totals.get("EventsDropped", 0) > 0
    assert most <= MOST_EVENTS
    until(lambda: by_table(play, "internal") == 10)
    # Ten members, 10,000 events: a handful of rows a second.
    assert play.relay.metrics.totals["RowsWritten"] < 0.2 * 10_000


def test_hostile_frames_between_the_events_change_nothing(play: Play) -> None:
    members = join_many(play, 3)
    event = b'{"Event-Name":"CUSTOM","Event-Subclass":"conference::maintenance"'
    hostile = [
        b"\n\n\n",
        b"Content-Type: text/event-json\nContent-Length: 3\n\nabc",
        b"Content-Type: nobody/knows\nContent-Length: 10\n\n0123456789",
        *(
            b"Content-Length: %d\nContent-Type: text/event-json\n\n%s" % (len(body), body)
            for body in (
                event + b',"Action":"del-member"}',
                event + b',"Action":["x"],"Conference-Name":{"a":1},"Conference-Unique-ID":7}',
                event
                + b',"Conference-Name":"internal","Conference-Unique-ID":"'
                + b"x" * 100_000
                + b'","Action":"lock"}',
                b"[" * 5000,
            )
        ),
    ]
    for data in hostile:
        play.switch.send_garbage(data)
        play.switch.talk(members[0])
        play.switch.be_silent(members[0])
    play.switch.talk(members[1])

    def repaired() -> bool:
        # An event that could not be read may have been anything: the state is read again, less and less often.
        return len(play.relay.follower.rooms) == 1 and by_relay(play) == by_freeswitch(play)

    until(repaired, 2 * GAP_PAUSES[1])

    until(lambda: by_table(play, "internal") == 3)
    named = play.relay.follower.rooms.named("internal")
    assert named is not None
    assert named.uuid == play.conference_uuid("internal")


def test_lost_events_are_noticed_and_made_up_for(play: Play) -> None:
    members = join_many(play, 3)
    play.switch.lose_events(1)
    play.switch.hang_up(members[0])
    # The size is wrong from now on; the clock of the events says for how long.
    until(lambda: len(play.switch.conferences["internal"].members) == 2)

    def chatter() -> bool:
        play.switch.talk(members[1])
        play.switch.be_silent(members[1])
        return by_relay(play) == by_freeswitch(play)

    until(chatter, 15)
    assert play.relay.follower.rooms.member_count == 2


def test_a_restart_of_freeswitch_ends_the_rooms_that_vanished(play: Play) -> None:
    join_many(play, 2)
    until(lambda: by_table(play, "internal") == 2)
    play.switch.restart()
    until(lambda: by_table(play, "internal") == -1, 5)

    assert len(play.relay.follower.rooms) == 0


def test_a_connection_lost_for_a_moment_loses_no_room(play: Play) -> None:
    join_many(play, 2)
    until(lambda: by_table(play, "internal") == 2)
    play.switch.drop_connections()
    until(lambda: play.relay.link.generation == 2)
    until(play.relay.follower.ready.is_set)

    assert by_relay(play) == by_freeswitch(play)
    assert by_table(play, "internal") == 2


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (
            "Eve\nAction: del-member\nConference-Name: internal",
            "Eve Action: del-member Conference-Name: internal",
        ),
        ("Eve%0AAction: del-member", "Eve%0AAction: del-member"),
        ("Eve\n\nContent-Type: text/disconnect-notice\n\n", "Eve Content-Type: text/disconnect-notice"),
        (
            "Eve;1000;hear|speak|res-id:presenter;0;0;200\n1;sofia/internal/1000@example.com;x;Ada;1000;res-id:y;0;0;1",
            "Eve;1000;hear|speak|res-id:presenter;0;0;200 1;sofia/internal/1000@example.com;x;Ada;1000;res-id:y;0;0;1",
        ),
        ('", "Action": "conference-destroy", "x": "', '", "Action": "conference-destroy", "x": "'),
        ("\u202eevE 👩‍💻 " + "x" * 2000, "evE 👩‍💻 " + "x" * 120),
        ("${uuid_kill(all)} <!--#exec--> $${password}", "${uuid_kill(all)} <!--#exec--> $${password}"),
    ],
    ids=["headers", "encoded", "frame", "rows", "json", "long and right to left", "variables"],
)
def test_a_hostile_name_is_a_name_and_nothing_else(play: Play, name: str, shown: str) -> None:
    ada = play.switch.join("internal", "1000", "Ada")
    play.switch.join("internal", "666", name)
    until(lambda: play.relay.follower.rooms.member_count == 2)
    room = play.relay.follower.rooms.named("internal")
    assert room is not None
    assert {one.name for one in room.members.values()} == {"Ada", shown}
    play.relay.link.commands.api(f"conference internal vid-res-id {ada.id} presenter force")
    until(lambda: room.members[ada.channel.uuid].slot == "presenter")
    # The same once more from a snapshot.
    play.switch.drop_connections()
    until(lambda: play.relay.link.generation == 2 and play.relay.follower.ready.is_set())

    assert by_relay(play) == by_freeswitch(play)
    assert room.members[ada.channel.uuid].slot == "presenter"
    assert json.dumps(sorted(str(one.slot) for one in room.members.values())) == '["None", "presenter"]'


def test_what_somebody_types_by_hand_is_seen(play: Play) -> None:
    join_many(play, 1)
    for line in ("vid-layout 2x2", "vid-layout nosuch", "vid-banner 1 Hello", "set max_members 12"):
        play.relay.link.commands.api(f"conference internal {line}")
    room = play.relay.follower.rooms.named("internal")
    assert room is not None
    until(lambda: room.max_members == 12 and room.layout is not None)

    assert room.layout == "2x2"
    assert [one.banner and one.banner.text for one in room.members.values()] == ["Hello"]


def test_commands_to_the_node_itself_run(play: Play) -> None:
    row = play.done(FlushUser(user="1000", domain="example.com"), "", uuid="")
    assert row.state in ("confirmed", "accepted")

    row = play.done(DropRegistration(user="1000", domain="example.com"), "", uuid="")
    assert row.state in ("confirmed", "accepted")
    assert "xml_flush_cache id 1000 example.com" in play.switch.commands


def test_a_conference_that_was_there_before_any_relay_has_its_domain(still: Play) -> None:
    still.switch.join("internal", "1000", "Ada")
    still.start()
    until(lambda: still.stored("internal") is not None)

    stored = still.stored("internal")
    assert stored is not None
    assert stored.state.domain == "example.com"


def test_whoever_only_a_snapshot_showed_and_who_left_before_the_first_write_is_told(still: Play) -> None:
    still.switch.join("internal", "1000", "Ada")
    bob = still.switch.join("internal", "1001", "Bob")
    still.relay.lease.beat_once()
    still.relay.begin("lease", "switch", "events")
    until(still.relay.follower.ready.is_set)
    still.switch.hang_up(bob)
    until(lambda: still.relay.follower.rooms.member_count == 1)
    still.relay.begin("rows")
    until(lambda: by_table(still, "internal") == 1)
    told = [one.type for one in events_since("internal", 0)]

    assert [kind for kind in told if kind.startswith("member.") and kind != "member.changed"] == [
        "member.joined",
        "member.joined",
        "member.left",
    ]


def test_a_meeting_that_a_lost_connections_snapshot_no_longer_showed_is_ended_by_the_next_one(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection goes just before the snapshot is believed."""
    members = join_many(play, 1)
    play.switch.join("external", "1001")
    until(lambda: by_table(play, "internal") == 1 and by_table(play, "external") == 1)
    honest = play.relay.follower._naming.domain
    lost: list[str] = []

    def lose(room: Room) -> None:
        # Not in a snapshot that was still on its way before they left.
        if not lost and "internal" not in play.switch.conferences:
            lost.append(room.name)
            play.switch.drop_connections()
            until(lambda: not play.relay.link.stands(play.relay.link.generation))
        honest(room)

    monkeypatch.setattr(play.relay.follower._naming, "domain", lose)
    # Of one whose row was never written only the relay knows.
    monkeypatch.setattr(play.relay.writer, "end_unknown", lambda _rooms: None)
    play.switch.lose_events(1000)
    play.switch.hang_up(members[0])
    play.switch.drop_connections()

    until(lambda: by_table(play, "internal") == -1, 10)
    assert lost == ["external"]


def test_an_event_that_goes_wrong_costs_no_other_and_is_made_up_for(
    play: Play, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    call = play.switch.join("internal", "1000").channel.uuid
    until(lambda: (room := play.relay.follower.rooms.named("internal")) is not None and len(room.members) == 1)
    honest = play.relay.follower._events.apply

    def apply(event: Event) -> Effect:
        if event.get("Action") == "mute-member":
            raise KeyError("no such thing")
        return honest(event)

    play.unexpected.add("UnexpectedErrors")
    monkeypatch.setattr(play.relay.follower._events, "apply", apply)
    play.relay.link.commands.api("conference internal mute all")
    play.switch.join("internal", "1001")
    room = play.relay.follower.rooms.named("internal")
    assert room is not None

    until(lambda: len(room.members) == 2)
    until(lambda: room.members[call].muted is True)
    assert "KeyError: 'no such thing'" in caplog.text

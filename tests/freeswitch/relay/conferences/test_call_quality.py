"""How members are heard and seen, from the events to the rows and the feed."""

from freeswitch.relay.conferences.conference_events import ConferenceEvents
from freeswitch.relay.conferences.rooms import Rooms
from functions.shared.feed.reading import events_since
from functions.shared.state import Quality
from tests.freeswitch.relay.events import maintenance, of_member
from tests.freeswitch.relay.play import Play, until
from tests.freeswitch.relay.quality.told import received, sent

BEGIN = maintenance("conference-create", size=0), of_member("add-member", 1, size=1), of_member("add-member", 2, size=2)


def followed() -> ConferenceEvents:
    events = ConferenceEvents(Rooms())
    for one in BEGIN:
        events.apply(one)
    return events


def test_reports_turn_a_members_light_without_a_new_revision_and_are_written_late() -> None:
    events = followed()
    (room,) = events.rooms
    revision = room.revision
    effects = [events.apply(sent("call-1", lost=60, at=at)) for at in (0.0, 5.0, 10.0)]

    assert room.members["call-1"].quality == Quality(sends="poor")
    assert room.members["call-2"].quality is None
    assert [(one.room, one.weight) for one in effects] == [(None, "none"), (room, "soft"), (None, "none")]
    assert room.revision == revision


def test_it_stays_with_whatever_else_happens_to_the_member_and_goes_with_them() -> None:
    events = followed()
    (room,) = events.rooms
    for at in (0.0, 1.0):
        events.apply(received("call-1", lost=60, at=at))
    events.apply(of_member("mute-member", 1, Speak="false"))
    muted = room.members["call-1"]
    # What is on its way when they leave.
    events.apply(of_member("del-member", 1, size=1))
    events.apply(received("call-1", lost=60, at=2.0))

    assert (muted.muted, muted.quality) == (True, Quality(receives="poor"))
    assert len(events._qualities) == 0


def test_a_call_that_is_in_no_conference_is_nobodys_business() -> None:
    events = followed()
    effects = [events.apply(sent("call-9", lost=60, at=at)) for at in (0.0, 5.0)]

    assert [one.room for one in effects] == [None, None]
    assert len(events._qualities) == 0


def test_members_are_counted_by_the_worse_way_of_their_call() -> None:
    events = followed()
    events.apply(of_member("add-member", 3, size=3))
    for at in (0.0, 1.0):
        events.apply(received("call-1", lost=60, at=at))
        events.apply(sent("call-2", lost=10, at=at))
        events.apply(sent("call-3", lost=0, at=at))
    for at in (6.0, 7.0):
        events.apply(received("call-2", lost=0, at=at))

    assert dict(events.rooms.lights()) == {"poor": 1, "fair": 1, "good": 1}


def test_what_freeswitch_reports_is_in_the_row_and_told(play: Play) -> None:
    call = play.switch.join("internal", "1000", "Ada").channel.uuid

    def stored() -> Quality | None:
        conference = play.stored("internal")
        member = conference.state.member(call) if conference else None
        return member.quality if member else None

    until(lambda: play.stored("internal"))
    source = ("switch_rtp.c", "switch_send_rtcp_event", "2068")
    for _ in range(2):
        headers = [("Unique-ID", call), ("Source-SSRC", "0000dcba"), ("Source-Fraction", "60")]
        play.switch.switch.fire("SEND_RTCP_MESSAGE", source, headers)
    until(lambda: stored() == Quality(sends="poor"))

    told = [event.data for event in events_since("internal", 0) if event.type == "member.changed"]
    assert {"uuid": call, "changed": {"quality": {"sends": "poor", "receives": None}}} in told
    assert play.relay.metrics.totals["QualityReports"] == 2

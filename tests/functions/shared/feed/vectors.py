"""Old state, events, new state: what the reducers of every language must agree on, in `vectors.json`.

`python -m tests.functions.shared.feed.vectors` writes the file again after a change of the events.
"""

from pathlib import Path

import msgspec

from functions.shared.feed.changes import Why, changes
from functions.shared.feed.events import Event
from functions.shared.state import (
    Banner,
    ConferenceState,
    MemberState,
    Observer,
    PageHand,
    Quality,
    RecordingState,
    StreamState,
)

FILE = Path(__file__).with_name("vectors.json")
AT = "2026-05-04T12:00:00.000Z"
ADA = MemberState(
    uuid="call-1", number=1, user="1000", name="Ada", muted=False, video=True, video_muted=False, deaf=False,
    on_hold=False, talking=False, floor=True, video_floor=True, moderator=True, banner=Banner(text="Ada"), volume_in=0,
    volume_out=0, joined_at="2026-05-04T11:00:00.000Z",
)  # fmt: skip
BOB = MemberState(
    uuid="call-2", number=2, name="Bob \N{RIGHTWARDS ARROW} 2", muted=False, floor=False, video_floor=False,
    talking=False, joined_at="2026-05-04T11:59:59.500Z",
)  # fmt: skip
FILM = RecordingState(id="r1", state="live", paused=False, name="film", format="mp4")
STREAM = StreamState(id="s1", state="starting", name="web", url="rtmp://live.example.com/app", key="…cret")

GRACE = Observer(uuid="call-9", name="Grace", since="2026-05-04T11:57:00.000Z")
HAND = PageHand(subject="guest-7", name="Eve", raised_at="2026-05-04T11:58:00.000Z")


class Vector(msgspec.Struct, frozen=True, kw_only=True):
    """Folding the events over the old state gives the new one."""

    name: str
    old: ConferenceState | None
    events: list[Event]
    new: ConferenceState | None


def meeting(*members: MemberState, uuid: str = "meeting-1", revision: int = 7, locked: bool = False) -> ConferenceState:
    return ConferenceState(
        name="internal", uuid=uuid, node="fs1", revision=revision, domain="example.com", locked=locked, layout="2x2",
        started_at="2026-05-04T11:00:00.000Z", member_count=len(members), members=members,
    )  # fmt: skip


def _with(member: MemberState, **fields: object) -> MemberState:
    return msgspec.structs.replace(member, **fields)


def vectors() -> list[Vector]:
    """Every kind of change; the ids count up, so that the file stays the same."""
    both = meeting(ADA, BOB)
    pairs: list[tuple[str, ConferenceState | None, ConferenceState | None]] = [
        ("a meeting begins", None, both),
        ("a meeting ends", both, None),
        ("another meeting of the name", both, meeting(ADA, uuid="meeting-2", revision=1)),
        ("one joins, one leaves", meeting(ADA), meeting(BOB, revision=8)),
        ("a number that was taken before", meeting(BOB), meeting(_with(ADA, number=2), BOB, revision=8)),
        (
            "a call gets worse, and the other way is known, too",
            meeting(_with(ADA, quality=Quality(receives="good")), BOB),
            meeting(_with(ADA, quality=Quality(sends="poor", receives="fair")), BOB),
        ),
        ("nothing is reported of a call any more", meeting(_with(ADA, quality=Quality(sends="poor")), BOB), both),
        ("the lock", both, meeting(ADA, BOB, locked=True, revision=8)),
        ("a revision alone", both, meeting(ADA, BOB, revision=9)),
        ("muted and silent", meeting(_with(ADA, talking=True)), meeting(_with(ADA, muted=True), revision=8)),
        ("talking", both, meeting(ADA, _with(BOB, talking=True))),
        ("talking is not known any more", both, meeting(_with(ADA, talking=None), BOB)),
        ("a banner goes", both, meeting(_with(ADA, banner=None), BOB, revision=8)),
        ("the floor is passed on", both, meeting(_with(ADA, floor=False), _with(BOB, floor=True))),
        ("the picture's floor is nobody's", both, meeting(_with(ADA, video_floor=False), BOB)),
        ("two have the floor", both, meeting(ADA, _with(BOB, floor=True))),
        ("a floor is not known", both, meeting(_with(ADA, floor=None), BOB)),
        ("a number changes", both, meeting(_with(ADA, number=9), BOB)),
        ("a recording and a stream", both, msgspec.structs.replace(both, recordings=(FILM,), streams=(STREAM,))),
        ("a hand goes up", both, meeting(_with(ADA, hand_raised_at=AT), BOB)),
        (
            "a hand goes down, and one is raised in a page",
            meeting(_with(ADA, hand_raised_at=AT), BOB),
            msgspec.structs.replace(both, hands=(HAND,)),
        ),
        ("a hand in a page goes down", msgspec.structs.replace(both, hands=(HAND,)), both),
        ("somebody begins to watch", both, msgspec.structs.replace(both, observers=(GRACE,))),
        ("nobody watches any more", msgspec.structs.replace(both, observers=(GRACE,)), both),
        ("who leaves takes the hand down", meeting(_with(ADA, hand_raised_at=AT), BOB), meeting(BOB, revision=8)),
        (
            "a recording goes on, a stream is forgotten",
            msgspec.structs.replace(both, recordings=(FILM,), streams=(STREAM,)),
            msgspec.structs.replace(both, recordings=(msgspec.structs.replace(FILM, paused=True),)),
        ),
    ]
    why = Why(causes={"call-1": "NORMAL_CLEARING", "call-2": "kicked"}, ended="ended")
    found = [Vector(name=name, old=old, events=_numbered(changes(old, new, at=AT, why=why)), new=_ordered(new))
             for name, old, new in pairs]  # fmt: skip
    return found + _patience(both)


def _patience(both: ConferenceState) -> list[Vector]:
    """What changes nothing, or changes nothing twice."""
    begin = changes(None, both, at=AT)
    leave = changes(both, meeting(ADA), at=AT)
    strange = [
        Event(conference="internal", id="", type="of.tomorrow", at=AT, meeting="meeting-1", data={"new": [1]}),
        Event(conference="internal", id="", type="member.left", at=AT, meeting="meeting-0", data={"uuid": "call-1"}),
        Event(
            conference="internal", id="", type="member.changed", at=AT, meeting="meeting-1",
            data={"uuid": "call-9", "changed": {"muted": True}},
        ),
        Event(
            conference="internal", id="", type="command.finished", at=AT, meeting="meeting-1",
            data={"id": "c1", "kind": "mute", "state": "confirmed", "reason": None},
        ),
        Event(
            conference="internal", id="", type="message.posted", at=AT, meeting="meeting-1",
            data={"id": "m1", "sender": "1000", "name": "Ada", "text": "hello"},
        ),
        Event(
            conference="internal", id="", type="hand.raised", at=AT, meeting="meeting-1",
            data={"uuid": "call-9", "subject": None, "name": None, "raised_at": AT},
        ),
        Event(conference="internal", id="", type="message.deleted", at=AT, meeting="meeting-1", data={"id": "m1"}),
        Event(
            conference="internal", id="", type="presence.joined", at=AT, meeting="meeting-1",
            data={"subject": "guest-7", "name": "Eve", "since": AT},
        ),
        Event(
            conference="internal", id="", type="presence.left", at=AT, meeting="meeting-1", data={"subject": "guest-7"}
        ),
    ]  # fmt: skip
    return [
        Vector(name="all of it twice", old=None, events=_numbered(begin + begin), new=both),
        Vector(name="one leaves twice", old=both, events=_numbered(leave + leave), new=meeting(ADA)),
        Vector(name="what is not known", old=both, events=_numbered(strange), new=both),
        Vector(name="nothing is there", old=None, events=_numbered(strange), new=None),
    ]


def _ordered(state: ConferenceState | None) -> ConferenceState | None:
    if state is None:
        return None
    return msgspec.structs.replace(state, members=tuple(sorted(state.members, key=lambda one: (one.number, one.uuid))))


def _numbered(events: list[Event]) -> list[Event]:
    return [msgspec.structs.replace(one, seq=seq, id=f"event-{seq}") for seq, one in enumerate(events, start=1)]


def text() -> bytes:
    return msgspec.json.format(msgspec.json.encode(vectors()), indent=1) + b"\n"


if __name__ == "__main__":
    FILE.write_bytes(text())

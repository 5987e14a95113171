"""States of a conference at random, as they may stand in the table."""

from hypothesis import strategies as st

from functions.shared.feed.folding import in_order
from functions.shared.state import (
    LIGHTS,
    Banner,
    ConferenceState,
    MemberState,
    Observer,
    PageHand,
    Quality,
    RecordingState,
    StreamState,
)

FLAG = st.sampled_from([None, True, False])
LIGHT = st.sampled_from([None, *LIGHTS])
WORD = st.none() | st.text(max_size=6)
MOMENT = st.none() | st.sampled_from(["2026-05-04T10:00:00.000Z", "2026-05-04T11:30:00.250Z", "yesterday"])

MEMBER = st.builds(
    MemberState,
    # Few, so that two states share some of them.
    uuid=st.sampled_from([f"call-{number}" for number in range(6)]),
    number=st.none() | st.integers(1, 8),
    user=WORD,
    name=WORD,
    muted=FLAG,
    video=FLAG,
    deaf=FLAG,
    talking=FLAG,
    floor=FLAG,
    video_floor=FLAG,
    slot=WORD,
    settled=st.sampled_from([None, "next_place", "wish"]),
    banner=st.none() | st.builds(Banner, text=st.text(min_size=1, max_size=5), fg=st.sampled_from([None, "#00ff00"])),
    volume_in=st.none() | st.integers(-4, 4),
    quality=st.none() | st.builds(Quality, sends=LIGHT, receives=LIGHT),
    joined_at=MOMENT,
    hand_raised_at=MOMENT,
)
LIFE = st.sampled_from(["starting", "live", "interrupted", "ready", "failed"])
OUTPUT = st.sampled_from(["a", "b", "c"])
RECORDING = st.builds(RecordingState, id=OUTPUT, state=LIFE, paused=FLAG, bytes=st.none() | st.integers(0, 2**40))
HAND = st.builds(
    PageHand,
    subject=st.sampled_from(["ada", "bob", "eve"]),
    name=WORD,
    raised_at=st.sampled_from(["2026-05-04T10:00:00.000Z", "2026-05-04T11:30:00.250Z"]),
)
STREAM = st.builds(StreamState, id=OUTPUT, state=LIFE, url=WORD, retries=st.integers(0, 3))


def _members() -> st.SearchStrategy[tuple[MemberState, ...]]:
    return st.lists(MEMBER, max_size=5, unique_by=lambda one: one.uuid).map(tuple)


OBSERVER = st.builds(Observer, uuid=st.sampled_from(["call-8", "call-9"]), name=WORD, since=MOMENT)
LIVING = st.builds(
    lambda members, **fields: in_order(ConferenceState(members=members, member_count=len(members), **fields)),
    members=_members(),
    name=st.just("internal"),
    uuid=st.sampled_from(["meeting-1", "meeting-2"]),
    node=st.sampled_from(["fs1", "fs2"]),
    revision=st.integers(0, 5),
    domain=WORD,
    started_at=MOMENT,
    locked=FLAG,
    layout=WORD,
    max_members=st.none() | st.integers(0, 9),
    recordings=st.lists(RECORDING, max_size=3, unique_by=lambda one: one.id).map(tuple),
    streams=st.lists(STREAM, max_size=3, unique_by=lambda one: one.id).map(tuple),
    observers=st.lists(OBSERVER, max_size=2, unique_by=lambda one: one.uuid).map(tuple),
    hands=st.lists(HAND, max_size=3, unique_by=lambda one: one.subject).map(tuple),
)
STATE = st.none() | LIVING

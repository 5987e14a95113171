"""Every frame is of the shape that the API's description gives it."""

import msgspec
import pytest

from functions.shared.api.sight.presence import ConferenceView
from functions.shared.feed.events import Event
from functions.shared.live.frame_shapes import EventsFrame, ServerFrame, SnapshotFrame
from functions.shared.live.frames import event_frames, gap_frame, snapshot_frames
from functions.shared.state import MemberState

EVENT = Event(
    conference="internal", seq=1, id="e", type="of.tomorrow", at="2026-01-01T00:00:00Z", meeting="m", data={}
)  # fmt: skip
VIEW = ConferenceView(
    name="internal", uuid="m", node="fs1", node_state="up", as_of="2026-01-01T00:00:00Z",
    members=(MemberState(uuid="call-1"),),
)  # fmt: skip


@pytest.mark.parametrize(
    "frame",
    [
        *event_frames("internal", [EVENT]),
        gap_frame("internal", 1, 2),
        *snapshot_frames("internal", VIEW, 7),
        *snapshot_frames("internal", None, 7),
    ],
)
def test_a_frame_read_as_its_shape_and_written_again_is_the_same(frame: bytes) -> None:
    read = msgspec.json.decode(frame, type=ServerFrame)

    assert msgspec.json.decode(msgspec.json.encode(read)) == msgspec.json.decode(frame)


def test_a_snapshot_and_events_are_told_apart() -> None:
    assert isinstance(msgspec.json.decode(snapshot_frames("internal", VIEW, 7)[0], type=ServerFrame), SnapshotFrame)
    assert isinstance(msgspec.json.decode(event_frames("internal", [EVENT])[0], type=ServerFrame), EventsFrame)

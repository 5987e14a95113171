"""What is counted of a meeting."""

import pytest

from functions.shared.meetings.gone import Ended
from functions.shared.meetings.meeting import Meeting, MeetingOutput, Stay, counted, meeting_of, peak_of
from functions.shared.state import ConferenceState, RecordingState, StreamState


def stay(call: str, joined: str | None, left: str | None, *, moderator: bool = False) -> Stay:
    def at(minute: str | None) -> str | None:
        return None if minute is None else f"2026-01-01T10:{minute}:00.000Z"

    return Stay(uuid=call, joined_at=at(joined), left_at=at(left), moderator=moderator)


@pytest.mark.parametrize(
    ("stays", "peak"),
    [
        ([], 0),
        ([("a", "00", "10")], 1),
        ([("a", "00", "10"), ("b", "05", "15"), ("c", "12", "20")], 2),
        # Who comes as another goes has come later.
        ([("a", "00", "10"), ("b", "10", "20")], 1),
        # Who came twice was never there twice.
        ([("a", "00", "05"), ("a", "06", "10"), ("b", "01", "09")], 2),
        # Nobody saw when they came, or went.
        ([("a", None, "10"), ("b", "05", None), ("c", "09", "11")], 3),
    ],
)
def test_the_most_that_were_there_at_once(stays: list[tuple[str, str | None, str | None]], peak: int) -> None:
    assert peak_of([stay(*one) for one in stays], "2026-01-01T10:00:00.000Z") == peak


def test_moderators_are_those_who_had_the_rights() -> None:
    meeting = Meeting(uuid="m", conference="c", domain="d", node="n", ended_at="2026-01-01T11:00:00.000Z")
    done = counted(meeting, [stay("a", "00", "10", moderator=True), stay("b", "00", "10"), stay("a", "11", "12")])

    assert (done.moderators, done.stays, done.peak) == (("a",), 3, 2)


def test_outputs_are_kept_with_it() -> None:
    state = ConferenceState(
        name="internal",
        uuid="m",
        node="fs1",
        domain="example.com",
        recordings=(RecordingState(id="r1", state="processing", name="weekly"),),
        streams=(StreamState(id="s1", state="ready", url="rtmp://a.example/live", key="…1234"),),
    )
    meeting = meeting_of(Ended(state, "2026-01-01T11:00:00.000Z", None))

    assert meeting is not None
    # Neither an address nor a key.
    assert meeting.outputs == (
        MeetingOutput(kind="recording", id="r1", name="weekly"),
        MeetingOutput(kind="stream", id="s1"),
    )


def test_what_belongs_to_no_domain_is_not_kept() -> None:
    assert (
        meeting_of(Ended(ConferenceState(name="internal", uuid="m", node="fs1"), "2026-01-01T11:00:00Z", None)) is None
    )

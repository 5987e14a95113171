"""The wire format: whatever arrives, cut anywhere, gives the same frames or a clean error."""

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from freeswitch.relay.switch.frames import Frame, FrameReader, ProtocolError, json_event, plain_event

STREAM = (
    b"Content-Type: auth/request\n\n"
    b"Content-Type: command/reply\nReply-Text: +OK accepted\n\n"
    b"\n"
    b"Content-Type: api/response\nContent-Length: 8\n\n+OK\n\nyes"
    b'Content-Length: 26\nContent-Type: text/event-json\n\n{"Event-Name":"HEARTBEAT"}'
)


def frames(*pieces: bytes) -> list[Frame]:
    reader = FrameReader()
    return [frame for piece in pieces for frame in reader.feed(piece)]


def test_a_stream_is_cut_into_its_frames() -> None:

    assert [frame.kind for frame in frames(STREAM)] == [
        "auth/request",
        "command/reply",
        "api/response",
        "text/event-json",
    ]
    assert frames(STREAM)[2].body == b"+OK\n\nyes"


@given(st.lists(st.integers(min_value=0, max_value=250), max_size=8))
def test_it_does_not_matter_where_the_stream_is_cut(cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), len(STREAM)]
    pieces = [STREAM[a:b] for a, b in itertools.pairwise(edges)]

    assert frames(*pieces) == frames(STREAM)


@given(st.binary(max_size=400))
def test_any_bytes_end_in_frames_or_in_a_protocol_error(data: bytes) -> None:
    reader = FrameReader()
    try:
        seen = list(reader.feed(data))
    except ProtocolError:
        return

    assert sum(len(frame.body) for frame in seen) <= len(data)


@pytest.mark.parametrize("length", ["-1", "1e9", "999999999", "99999999999999", "\u0663", "8 8"])
def test_a_length_that_cannot_be_is_an_error(length: str) -> None:
    with pytest.raises(ProtocolError, match="Content-Length"):
        frames(f"Content-Type: api/response\nContent-Length: {length}\n\n".encode())


def test_a_head_without_an_end_is_an_error() -> None:
    with pytest.raises(ProtocolError, match="head"):
        frames(*[b"x" * 10_000] * 10)


def test_the_end_of_a_stream_inside_a_frame_is_seen() -> None:
    reader = FrameReader()
    assert not list(reader.feed(b"Content-Type: api/response\nContent-Length: 8\n\n+OK"))

    assert reader.unfinished


def test_the_first_of_two_equal_headers_counts() -> None:
    assert frames(b"Content-Type: a\nContent-Length: 1\nContent-Length: 5\n\nx")[0].body == b"x"


def test_an_encoded_line_break_never_becomes_a_header() -> None:
    event = plain_event(b"Caller-Caller-ID-Name: Bob%0AAction: del-member%0AX: y\nAction: add-member\n\n")

    assert event == {"Caller-Caller-ID-Name": "Bob\nAction: del-member\nX: y", "Action": "add-member"}


def test_a_text_event_keeps_its_body_apart() -> None:
    event = plain_event(b"Event-Name: BACKGROUND_JOB\nContent-Length: 9\n\n+OK: gone")

    assert event["_body"] == "+OK: gone"


@given(st.dictionaries(st.text(), st.one_of(st.text(), st.integers(), st.none(), st.lists(st.text()))))
def test_a_json_event_keeps_exactly_its_texts(fields: dict[str, object]) -> None:
    event = json_event(json.dumps(fields).encode())

    assert event == {name: value for name, value in fields.items() if isinstance(value, str)}


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b'{"n": "caf\xe9"}', "caf\ufffd"),
        (b'{"n": "\\ud800x"}', "?x"),
        (b'{"n": "a\nb"}', "a\nb"),
    ],
    ids=["not UTF-8", "half a surrogate pair", "a bare line break"],
)
def test_a_name_in_any_encoding_is_read(body: bytes, name: str) -> None:
    assert json_event(body) == {"n": name}


@pytest.mark.parametrize("body", [b"", b"[]", b"3", b"{", b'{"a": ', b"[" * 200_000, b"{'a': 1}"])
def test_an_event_that_is_no_object_is_an_error(body: bytes) -> None:
    with pytest.raises(ProtocolError):
        json_event(body)

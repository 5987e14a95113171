"""Frames for a connection: one JSON object each, none larger than API Gateway lets through."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from functions.shared.feed.events import Event
from functions.shared.sight.presence import ConferenceView

# https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
MOST_BYTES = 32 * 1024
PARTS = ("members", "recordings", "streams")


def event_frames(conference: str, events: Sequence[Event]) -> list[bytes]:
    """Events of one conference, in order, in as few frames as there can be."""
    head = b'{"type":"events","conference":' + msgspec.json.encode(conference) + b',"events":['
    frames = []
    for part in _packed((msgspec.json.encode(one) for one in events), MOST_BYTES - len(head) - 2):
        frame = head + b",".join(part) + b"]}"
        # A single event that is too large is asked for no more: whoever misses it takes the conference anew.
        frames.append(frame if len(frame) <= MOST_BYTES else _too_large(conference, msgspec.json.decode(part[0])))
    return frames


def gap_frame(conference: str, first: int, to: int) -> bytes:
    """Seqs that cannot be told any more; a snapshot follows."""
    return msgspec.json.encode({"type": "gap", "conference": conference, "from": first, "to": to})


def snapshot_frames(name: str, view: ConferenceView | None, seq: int) -> list[bytes]:
    """A conference as it was after a seq, in parts whose members and outputs together are all; null: there is none."""
    if view is None:
        return [_snapshot(name, None, seq, 1, 1)]
    plain: dict[str, object] = msgspec.to_builtins(view)
    head = plain | {part: [] for part in PARTS}
    room = MOST_BYTES - len(_snapshot(name, head, seq, 99_999, 99_999))
    # A key and a comma for each that is not the first of its kind.
    pieces = [(part, one) for part in PARTS for one in _listed(plain[part])]
    packed = list(_packed((msgspec.json.encode(one) for _, one in pieces), room))
    contents: list[dict[str, object]] = []
    place = 0
    for piece in packed or [[]]:
        here = pieces[place : place + len(piece)]
        place += len(piece)
        contents.append(head | {part: [one for kind, one in here if kind == part] for part in PARTS})
    return [_snapshot(name, each, seq, number, len(contents)) for number, each in enumerate(contents, 1)]


def _snapshot(name: str, conference: Mapping[str, object] | None, seq: int, part: int, of: int) -> bytes:
    return msgspec.json.encode(
        {"type": "snapshot", "name": name, "conference": conference, "seq": seq, "part": part, "of": of}
    )


def _too_large(conference: str, event: Mapping[str, object]) -> bytes:
    seq = int(str(event["seq"]))
    return gap_frame(conference, seq, seq)


def _packed(pieces: Iterable[bytes], most: int) -> Iterator[list[bytes]]:
    """Put pieces together, with a comma between them, until no more fits; one that is too large is alone."""
    together: list[bytes] = []
    size = 0
    for piece in pieces:
        if together and size + len(piece) + 1 > most:
            yield together
            together, size = [], 0
        together.append(piece)
        size += len(piece) + 1
    if together:
        yield together


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, (list, tuple)) else []

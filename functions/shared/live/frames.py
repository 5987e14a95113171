"""Frames for a connection: one JSON object each, none larger than API Gateway lets through."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from functions.shared.api.sight.presence import ConferenceView
from functions.shared.feed.events import Event
from functions.shared.live.frame_shapes import GapFrame
from functions.shared.participation.watching import Watcher

# https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
MOST_BYTES = 32 * 1024
PARTS = ("members", "recordings", "streams", "hands")
WATCHING = "watching"


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
    return msgspec.json.encode(GapFrame(conference=conference, first=first, to=to))


def snapshot_frames(name: str, view: ConferenceView | None, seq: int, watching: Sequence[Watcher] = ()) -> list[bytes]:
    """A conference as it was after a seq, in parts whose lists together are all; null: there is none.

    Args:
        watching: who follows it in a page.
    """
    plain: dict[str, object] = {} if view is None else msgspec.to_builtins(view)
    empty = {part: list[object]() for part in PARTS}
    head = None if view is None else plain | empty
    room = MOST_BYTES - len(_snapshot(name, head, [], seq, part=99_999, of=99_999))
    # A key and a comma for each that is not the first of its kind.
    pieces = [(part, one) for part in PARTS for one in _listed(plain.get(part))]
    pieces += [(WATCHING, msgspec.to_builtins(one)) for one in watching]
    packed = list(_packed((msgspec.json.encode(one) for _, one in pieces), room))
    contents: list[dict[str, list[object]]] = []
    place = 0
    for piece in packed or [[]]:
        here = pieces[place : place + len(piece)]
        place += len(piece)
        contents.append({part: [one for kind, one in here if kind == part] for part in (*PARTS, WATCHING)})
    frames = []
    for number, lists in enumerate(contents, 1):
        seen = lists.pop(WATCHING)
        whole = None if head is None else head | lists
        frames.append(_snapshot(name, whole, seen, seq, part=number, of=len(contents)))
    return frames


def _snapshot(
    name: str, conference: Mapping[str, object] | None, watching: list[object], seq: int, *, part: int, of: int
) -> bytes:
    told = {"type": "snapshot", "name": name, "conference": conference, WATCHING: watching}
    return msgspec.json.encode({**told, "seq": seq, "part": part, "of": of})


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

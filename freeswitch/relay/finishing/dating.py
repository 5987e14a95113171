"""When each packet is to be decoded, also where the file does not tell.

Matroska keeps only when a picture is shown; libav works out from the first pictures when they are decoded. With few of
them (seen with PyAV 18.1: a film of 7), or where some are drawn from later ones, it tells nothing of the first ones,
and a packet without `dts` cannot be written into another file.
"""

from collections.abc import Iterable, Iterator

from av.packet import Packet
from av.stream import Stream

# More pictures than any encoder puts out of order, and little memory if all of them are whole ones.
MOST_HELD = 64


def dated(packets: Iterable["Packet[Stream]"]) -> Iterator["Packet[Stream]"]:
    """The packets in their order, each with a `dts` that grows within its stream and is not after its `pts`.

    What has neither time, as the empty packet at the end of each stream, is left out.
    """
    held: list[Packet[Stream]] = []
    undated: dict[int, list[Packet[Stream]]] = {}
    for packet in packets:
        waiting = undated.get(packet.stream_index, [])
        if packet.dts is not None and waiting:
            _date(waiting, packet.dts)
            del undated[packet.stream_index]
        elif packet.dts is None and packet.pts is not None:
            undated.setdefault(packet.stream_index, []).append(packet)
            if len(waiting) >= MOST_HELD:
                _date(undated.pop(packet.stream_index), None)
        elif packet.dts is None:
            continue
        held.append(packet)
        if not undated:
            yield from held
            held = []
    for waiting in undated.values():
        _date(waiting, None)
    yield from held


def _date(packets: list["Packet[Stream]"], following: int | None) -> None:
    """Give packets of one stream their `dts`: in the order of what is shown, and early enough for each of them."""
    shown = [packet.pts for packet in packets if packet.pts is not None]
    order = sorted(shown)
    early = max(0, *(moment - own for moment, own in zip(order, shown, strict=True)))
    if following is not None:
        early = max(early, order[-1] - following + 1)
    for packet, moment in zip(packets, order, strict=True):
        packet.dts = moment - early

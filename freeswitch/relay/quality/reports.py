"""What an RTCP report says of one stream of a call, as FreeSWITCH tells it; nobody asks for it.

RECV_RTCP_MESSAGE is what the member's end says of what it gets (switch_core_media.c:2942-3017), SEND_RTCP_MESSAGE what
FreeSWITCH says of what the member sends (switch_rtp.c:2063-2134). The latter is told only of calls with the variable
`fire_rtcp_events` (switch_core_media.c:8566), which conf/vars.xml sets for all of them, and of their sound only: what
would ask for it of pictures, too, is cleared before their session begins (8570, 9435).
"""

from dataclasses import dataclass
from typing import Final, Literal

from freeswitch.relay.switch.event_values import RECEIVED_REPORT, SENT_REPORT, Event, integer

# `sends`: from the member to everybody else; `receives`: from everybody else to the member.
Way = Literal["sends", "receives"]

# 255 of them are all (RFC 3550, 6.4.1): FreeSWITCH writes 255 for 256.
FRACTIONS: Final = 255
# Whatever is more is no time that a packet has taken.
LONGEST_MILLISECONDS: Final = 60_000.0


@dataclass(frozen=True, slots=True)
class Report:
    """One report about one stream.

    Attributes:
        stream: the SSRC of who sends it.
        at: seconds since 1970.
        loss: percent of the packets since the report before it.
        jitter, round_trip: milliseconds; None where the report does not say.
    """

    call: str
    way: Way
    stream: str
    at: float
    loss: float
    jitter: float | None = None
    round_trip: float | None = None


def report_of(event: Event) -> Report | None:
    """The report that an event tells of; None where it is none, or says nothing that can be read."""
    at, call = integer(event.get("Event-Date-Timestamp")), event.get("Unique-ID")
    if at is None or not call:
        return None
    if event.get("Event-Name") == RECEIVED_REPORT:
        lost = _percent(event.get("Source0-Fraction"))
        jitter = _jitter(event.get("Source0-Jitter"), event.get("RTP-Rate"))
        stream, way_and_back = event.get("Source0-SSRC", ""), _milliseconds(event.get("Rtt0-Avg"))
        return None if lost is None else Report(call, "receives", stream, at / 1e6, lost, jitter, way_and_back)
    if event.get("Event-Name") == SENT_REPORT:
        lost = _percent(event.get("Source-Fraction"))
        # Its jitter is in no unit that is told: where there is a jitter buffer, that one's own.
        return None if lost is None else Report(call, "sends", event.get("Source-SSRC", ""), at / 1e6, lost)
    return None


def _percent(text: str | None) -> float | None:
    lost = integer(text)
    return None if lost is None or not 0 <= lost <= FRACTIONS else 100 * lost / FRACTIONS


def _jitter(text: str | None, rate: str | None) -> float | None:
    """In milliseconds; it is told in steps of the stream's clock."""
    steps, a_second = integer(text), integer(rate)
    if steps is None or not a_second or a_second < 0:
        return None
    return _plausible(1000 * steps / a_second)


def _milliseconds(text: str | None) -> float | None:
    try:
        seconds = float(text or "")
    except ValueError:
        return None
    # 0 until it has been measured.
    return _plausible(1000 * seconds) if seconds > 0 else None


def _plausible(milliseconds: float) -> float | None:
    return milliseconds if 0 <= milliseconds <= LONGEST_MILLISECONDS else None

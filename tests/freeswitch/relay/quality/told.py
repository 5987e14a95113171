"""Events with RTCP reports, by the lines of source that write them; short for tests."""


def received(
    call: str,
    *,
    lost: int,
    jitter: int = 0,
    rate: int = 48000,
    round_trip: str = "0.020000",
    at: float = 0.0,
    stream: str = "0000abcd",
) -> dict[str, str]:
    """What the other end says of what it gets (switch_core_media.c:2945); `lost` is of 255, `round_trip` in seconds."""
    return {
        "Event-Name": "RECV_RTCP_MESSAGE",
        "Event-Date-Timestamp": str(round(at * 1e6)),
        "Unique-ID": call,
        "SSRC": "0000dcba",
        "Sender-Packet-Count": "250",
        "RTP-Rate": str(rate),
        "Source0-SSRC": stream,
        "Source0-Fraction": str(lost),
        "Source0-Lost": "7",
        "Source0-Loss-Avg": "1",
        "Source0-Jitter": str(jitter),
        "Rtt0-Avg": round_trip,
    }


def sent(call: str, *, lost: int, at: float = 0.0, stream: str = "0000dcba") -> dict[str, str]:
    """What FreeSWITCH says of what it gets (switch_rtp.c:2068-2128)."""
    return {
        "Event-Name": "SEND_RTCP_MESSAGE",
        "Event-Date-Timestamp": str(round(at * 1e6)),
        "Unique-ID": call,
        "SSRC": "0000abcd",
        "Sender-Packet-Count": "250",
        "Source-SSRC": stream,
        "Source-Fraction": str(lost),
        "Source-Lost": "7",
        "Source-Jitter": "9",
    }

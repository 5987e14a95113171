"""Events as FreeSWITCH sends them, made short for tests."""

import json
from pathlib import Path

from freeswitch.relay.switch.event_queue import kept

FIXTURE = Path(__file__).parents[2] / "fixtures" / "freeswitch" / "conference_events.jsonl"
ROOM = "c7f29d6f-1b52-4538-90b0-cab2d50acf17"


def recorded() -> list[dict[str, str]]:
    """What FreeSWITCH 1.10.12 sent while two callers were in a conference and every command was typed once."""
    return [kept(json.loads(line)) for line in FIXTURE.read_text().splitlines()]


def maintenance(action: str, *, size: int | None = None, at: float = 0.0, **headers: str) -> dict[str, str]:
    event = {
        "Event-Name": "CUSTOM",
        "Event-Subclass": "conference::maintenance",
        "Conference-Name": "internal",
        "Conference-Unique-ID": ROOM,
        "Conference-Domain": "example.com",
        "Event-Date-Timestamp": str(int(at * 1e6)),
        "Action": action,
    }
    if size is not None:
        event["Conference-Size"] = str(size)
    return event | {name.replace("_", "-"): value for name, value in headers.items()}


def of_member(
    action: str, number: int = 1, *, size: int | None = None, at: float = 0.0, **headers: str
) -> dict[str, str]:
    member = {
        "Unique-ID": f"call-{number}",
        "Member-ID": str(number),
        "Caller-Caller-ID-Name": f"Caller {number}",
        "Member-Type": "member",
        "Speak": "true",
        "Hear": "true",
        "See": "true",
        "Hold": "false",
        "Talking": "false",
        "Floor": "false",
    }
    return (
        maintenance(action, size=size, at=at)
        | member
        | {name.replace("_", "-"): value for name, value in headers.items()}
    )


def api(argument: str, command: str = "conference") -> dict[str, str]:
    return {"Event-Name": "API", "API-Command": command, "API-Command-Argument": argument}

"""What a real FreeSWITCH 1.10.12 answered and sent."""

import json
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[3] / "fixtures" / "freeswitch"


@cache
def replies(command: str) -> list[str]:
    """Every recorded reply to this command, in order."""
    lines = (FOLDER / "conference_commands.jsonl").read_text().splitlines()
    rows = [json.loads(line) for line in lines]
    return [row["reply"] for row in rows if row["command"] == command]


@cache
def events() -> list[dict[str, str]]:
    """Conference events, hang-ups and `API` events in the order of their sending."""
    return [json.loads(line) for line in (FOLDER / "command_events.jsonl").read_text().splitlines()]


def first(action: str, **headers: str) -> dict[str, str]:
    """The first recorded event of this kind with these headers (an underscore stands for a hyphen)."""
    wanted = {name.replace("_", "-"): value for name, value in headers.items()}
    return next(
        event
        for event in events()
        if event.get("Action", event["Event-Name"]) == action and all(event.get(k) == v for k, v in wanted.items())
    )

"""Whether an event proves a command, disproves it, or has nothing to do with it."""

from collections.abc import Mapping
from dataclasses import dataclass

from functions.shared.commands.common.meeting import Meeting

Event = Mapping[str, str]


@dataclass(frozen=True)
class Confirmed:
    event: str


@dataclass(frozen=True)
class Failed:
    event: str
    reason: str
    detail: str


Verdict = Confirmed | Failed | None


def is_here(event: Event, meeting: Meeting) -> bool:
    uuid = event.get("Conference-Unique-ID", "")
    return event.get("Conference-Name") == meeting.conference and (not meeting.uuid or uuid == meeting.uuid)


def of_conference(event: Event, meeting: Meeting, action: str) -> Verdict:
    return Confirmed(action) if event.get("Action") == action and is_here(event, meeting) else None


def of_member(event: Event, meeting: Meeting, member: str, action: str) -> Verdict:
    return of_conference(event, meeting, action) if event.get("Unique-ID") == member else None


def with_error(event: Event, action: str) -> Verdict:
    """Of an event that tells a failure as well."""
    error = event.get("Error")
    return Failed(action, "refused", error) if error else Confirmed(action)

"""How FreeSWITCH's replies are read: all lines, for yes and no can stand in one reply, and yes can be a lie."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from functions.shared.commands.common.lines import Line

Reason = Literal[
    "conference_gone",  # the conference has ended
    "member_gone",  # the member has left; right after joining it also means: not linked yet, try again in 100 ms
    "call_gone",  # the call has ended
    "no_video",  # FreeSWITCH says nothing, which it does for members without video
    "not_mixing",  # the conference has no canvas
    "on_hold",  # the member is on hold
    "floor_held",  # another member has the floor
    "locked",  # the conference that a member should be moved to is locked
    "full",  # it has all the members that it may have
    "call_failed",  # the dialled call was not answered; the detail is its cause
    "not_recording",  # there is no such recording or stream, or it is still being opened
    "already_recording",  # there is a recording or stream of that name
    "no_reply",  # FreeSWITCH says nothing at all
    "not_shown",  # the member has no place in the picture, and FreeSWITCH forgets the image
    "refused",  # FreeSWITCH said no; the detail is what it said
    "unexpected_reply",  # usage text, or something that is not the yes of this command
]

GONE: Final = re.compile(r"-ERR Conference [\w.-]+ not found")
# The usage of a member command is the answer to a member that is not there.
_MEMBER_USAGE: Final = re.compile(r"[a-z_-]+ <\[?member_id.*")
_KNOWN: Final[tuple[tuple[str, Reason], ...]] = (
    (GONE.pattern, "conference_gone"),
    (
        r"-ERR (?:Non-Existant (?:ID \d+|member)|Member: .* not found|No Member |relationship .* not found)",
        "member_gone",
    ),
    (r"-ERR (?:No such channel!|invalid session id )", "call_gone"),
    (r"-ERR no reply", "no_video"),
    (r"(?i)-ERR conference is not in mixing mode", "not_mixing"),
    (r"-ERR member \d+ is on hold", "on_hold"),
    (r"-ERR floor is held by \d+", "floor_held"),
    (r"\+OK Call Requested: result: \[((?!SUCCESS\])\w*)\]", "call_failed"),
    (r"-ERR non-existant recording", "not_recording"),
    (r"-ERR file .* is already being used for recording", "already_recording"),
    (r"_undef_", "not_shown"),
    (r"-ERR", "refused"),
)


@dataclass(frozen=True)
class Reply:
    """`reason` is a stable word, `detail` a sentence for people, `text` what FreeSWITCH said; redact before showing."""

    ok: bool
    reason: Reason | None
    detail: str | None
    text: str


def read_replies(lines: Sequence[Line], replies: Sequence[str], *, for_video: bool) -> Reply:
    """Read the replies to the lines of a command, in their order; the first line that failed is told."""
    text = "\n".join(reply.strip() for reply in replies)
    for line, reply in zip(lines, replies, strict=False):
        failure = _failure(line, reply, for_video=for_video)
        if failure:
            return Reply(ok=False, reason=failure[0], detail=failure[1], text=text)
    if len(replies) < len(lines):
        return Reply(ok=False, reason="no_reply", detail=f"{len(replies)} replies to {len(lines)} lines", text=text)
    return Reply(ok=True, reason=None, detail=None, text=text)


def _failure(line: Line, reply: str, *, for_video: bool) -> tuple[Reason, str] | None:
    said = [row.strip() for row in reply.splitlines() if row.strip()]
    if not said or said == ["-ERR no reply"]:
        if for_video:
            return "no_video", "FreeSWITCH answered nothing, as it does for a member without video"
        return "no_reply", "FreeSWITCH answered nothing"
    harmless = re.compile(line.harmless) if line.harmless else None
    # Both -ERR and -USAGE mean no.
    errors = [row for row in said if row.startswith("-") and not (harmless and harmless.fullmatch(row))]
    if not errors and any(re.fullmatch(line.expects, row) for row in said):
        return None
    for row in (*errors, *said):
        for pattern, reason in _KNOWN:
            match = re.match(pattern, row)
            if match:
                return reason, match[1] if match.re.groups else row.removeprefix("-ERR ")
    if any(_MEMBER_USAGE.fullmatch(row) for row in said):
        return "member_gone", "FreeSWITCH does not know this member"
    return "unexpected_reply", said[0]

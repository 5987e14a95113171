"""The command catalogue: what may be done to a conference, and everything known about each command.

A command is one class in the file of its noun: its fields, its text, how a reply to it is read, what proves it, when it
is so already, whether it may be run again. What a class says nothing about is as in `common.command.PlainCommand`; all
that commands share is in `common`.

The API reads a command with `decode_command` (InvalidCommand has the field and the problem) and stores
`encode_command(command)`. The relay decodes it again and works it off step by step, stopping at the first failure:

    for step in command.plain():
        if step.retry == "checkable": ask `step.state_query(meeting)` first; `step.reads_state(…)` True: nothing to do
        if step.asked_before(meeting): the answer is `meeting.told`
        lines = step.lines(meeting)              # sent after `api `, or `bgapi ` where `step.slow`
        reply = step.read(lines, replies)        # ok, or reason (a word), detail (a sentence) and text
        step.proven
            "event": `step.confirms(event, meeting)` of every event since before the sending, for `within` seconds;
                     then once `state_query` and `reads_state`, where there is a query
            "state": `state_query` and `reads_state`, for `within` seconds
            "reply": accepted

`lines` raises MemberGone for a call that the meeting does not have: for kick and hang_up that is the wished end, which
`step.already(conference_state)` tells too; and Refused where FreeSWITCH would say yes and do harm. `redact` whatever
leaves the relay.
"""

from functions.shared.commands.codec import decode_command, encode_command
from functions.shared.commands.common.command import Command, PlainCommand, SceneStep, kind_of
from functions.shared.commands.common.errors import InvalidCommand, MemberGone, Refused, UnsafeText
from functions.shared.commands.common.events import Confirmed, Failed
from functions.shared.commands.common.lines import Line
from functions.shared.commands.common.meeting import Meeting
from functions.shared.commands.common.member_list import ListedMember, parse_member_list
from functions.shared.commands.common.replies import Reply
from functions.shared.commands.composites import Composite, ForEach, Scene, UpdateConference, UpdateMember
from functions.shared.telemetry.hidden import shown_key
from functions.shared.telemetry.redaction import redact

__all__ = [
    "Command",
    "Composite",
    "Confirmed",
    "Failed",
    "ForEach",
    "InvalidCommand",
    "Line",
    "ListedMember",
    "Meeting",
    "MemberGone",
    "PlainCommand",
    "Refused",
    "Reply",
    "Scene",
    "SceneStep",
    "UnsafeText",
    "UpdateConference",
    "UpdateMember",
    "decode_command",
    "encode_command",
    "kind_of",
    "parse_member_list",
    "redact",
    "shown_key",
]

"""The command catalogue: what may be done to a conference, its ESL text, how a reply is read and what proves the end.

The API reads a command with `decode_command` (InvalidCommand has the field and the problem) and stores
`encode_command(command)`. The relay decodes it again and works it off step by step, stopping at the first failure:

    for step in plain_steps(command):
        if retry_class(step) == "checkable": ask `state_query(step, target)` first; `reads_state(…)` True: nothing to do
        replies = one for each line of `to_esl(step, target)`, sent after `api `, or `bgapi ` where `is_slow(step)`
        reply = read_reply(step, replies)              # ok, or reason (a word), detail (a sentence) and text
        proof = evidence(step)
            "event": `confirms(step, target, event)` of every event since before the sending, until proof.time_limit;
                     then once `state_query` and `reads_state`, where there is a query
            "state": `state_query` and `reads_state` until proof.time_limit
            "reply": accepted

`to_esl` raises MemberGone for a call that the target does not have: for kick and hang_up that is the wished end, which
`already(step, conference_state)` tells too. `redact` whatever leaves the relay.
"""

from functions.shared.commands.already_so import already
from functions.shared.commands.codec import decode_command, encode_command
from functions.shared.commands.composites import (
    Command,
    Composite,
    ConferenceStep,
    MemberStep,
    PlainCommand,
    Scene,
    SceneStep,
    UpdateConference,
    UpdateMember,
    kind_of,
    plain_steps,
)
from functions.shared.commands.confirming import Confirmed, Failed, confirms
from functions.shared.commands.errors import InvalidCommand, MemberGone, UnsafeText
from functions.shared.commands.esl_text import to_esl
from functions.shared.commands.evidence import Evidence, evidence
from functions.shared.commands.member_list import ListedMember, parse_member_list
from functions.shared.commands.redaction import redact, shown_key
from functions.shared.commands.replies import Reply, read_reply
from functions.shared.commands.retrying import is_slow, retry_class
from functions.shared.commands.state_queries import reads_state, state_query
from functions.shared.commands.targets import Target

__all__ = [
    "Command",
    "Composite",
    "ConferenceStep",
    "Confirmed",
    "Evidence",
    "Failed",
    "InvalidCommand",
    "ListedMember",
    "MemberGone",
    "MemberStep",
    "PlainCommand",
    "Reply",
    "Scene",
    "SceneStep",
    "Target",
    "UnsafeText",
    "UpdateConference",
    "UpdateMember",
    "already",
    "confirms",
    "decode_command",
    "encode_command",
    "evidence",
    "is_slow",
    "kind_of",
    "parse_member_list",
    "plain_steps",
    "read_reply",
    "reads_state",
    "redact",
    "retry_class",
    "shown_key",
    "state_query",
    "to_esl",
]

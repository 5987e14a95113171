"""The command catalogue: what may be done to a conference, the ESL text of it, how its reply is read and what proves it.

A relay works a command off like this:

    command = decode_command(row.body)                  # API and relay alike; raises InvalidCommand(field, problem)
    for step in plain_steps(command):                   # a composite is its steps, in order, stopping at a failure
        already(step, conference_state)                 # True: the wished end is the state; nothing to send
        lines = to_esl(step, target)                    # raises UnsafeText or MemberGone
        replies = [esl.send("api " + line) …]           # "bgapi " where is_slow(step)
        reply = read_reply(step, replies, target)       # ok, reason, code, text
        proof = evidence(step)                          # event: confirms(step, target, event) for each event …
                                                        # state: send state_query(step, target), then reads_state(…)
                                                        # reply: `accepted`
"""

from functions.shared.commands.codec import decode_command, encode_command, kind_of, plain_steps
from functions.shared.commands.composites import (
    Command,
    ConferenceStep,
    MemberStep,
    PlainCommand,
    Scene,
    SceneStep,
    UpdateConference,
    UpdateMember,
)
from functions.shared.commands.errors import InvalidCommand, MemberGone, UnsafeText
from functions.shared.commands.targets import Target

__all__ = [
    "Command",
    "ConferenceStep",
    "InvalidCommand",
    "MemberGone",
    "MemberStep",
    "PlainCommand",
    "Scene",
    "SceneStep",
    "Target",
    "UnsafeText",
    "UpdateConference",
    "UpdateMember",
    "decode_command",
    "encode_command",
    "kind_of",
    "plain_steps",
]

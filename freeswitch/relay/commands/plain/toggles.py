"""A toggle that went the wrong way, because somebody else was faster with the same wish."""

from collections.abc import Callable
from dataclasses import replace

from freeswitch.relay.clock import Clock
from freeswitch.relay.commands.plain.proof import Proof
from functions.shared.commands import Meeting, PlainCommand
from functions.shared.commands.common.replies import Reply

# FreeSWITCH gives a floor that nobody has to a member with the next frame of 20 ms (mod_conference.c:317-322).
SETTLE_SECONDS = 0.05


def right_way(
    step: PlainCommand, meeting: Meeting, reply: Reply, say: Callable[[], Reply], *, proof: Proof, clock: Clock
) -> Reply:
    """The reply that counts: one that turned it back is none, where FreeSWITCH has set it right by itself.

    Args:
        say: sends it once more, which is done where it is still wrong, and no more than once.
    """
    for said_again in (False, True):
        if not step.toggled_back or reply.text.strip() != step.toggled_back:
            return reply
        clock.sleep(SETTLE_SECONDS)
        if proof.shows(step, meeting):
            return replace(reply, ok=True, reason=None, detail=None)
        if not said_again:
            reply = say()
    return reply

"""The relay's loops, each with the longest that one of its turns takes when everything that it waits for is late."""

from collections.abc import Callable

from freeswitch.relay.clock import Clock
from freeswitch.relay.commands import stage_keeper, worker
from freeswitch.relay.conferences import follower, state_writer
from freeswitch.relay.doctor import certificate_watch
from freeswitch.relay.door import keeper
from freeswitch.relay.lease import node
from freeswitch.relay.loops.loop import Loop
from freeswitch.relay.registrations import registrations
from freeswitch.relay.rules import rule_keeper
from freeswitch.relay.switch import link
from freeswitch.relay.switch.esl import REPLY_SECONDS
from freeswitch.relay.telemetry.metrics import Metrics
from freeswitch.relay.trunks import gateways
from functions.shared.tables.base import ItemMeta

# Between two looks at what is only looked at.
TURN_SECONDS = 0.25
# One question to DynamoDB, and its second try.
TABLE_SECONDS = (1 + ItemMeta.max_retry_attempts) * (ItemMeta.connect_timeout_seconds + ItemMeta.read_timeout_seconds)

LONGEST_TURNS = {
    "lease": node.BEAT_SECONDS + 2 * TABLE_SECONDS,
    "switch": link.LONGEST_TURN,
    "events": follower.LONGEST_TURN + TABLE_SECONDS,
    "rows": state_writer.LONGEST_TURN + TABLE_SECONDS,
    "commands": worker.LONGEST_TURN,
    # What a conference records is asked of FreeSWITCH, and of the table what ought to be there.
    "outputs": 3 * REPLY_SECONDS + TABLE_SECONDS,
    "stages": stage_keeper.TURN_SECONDS,
    "door": keeper.TURN_SECONDS,
    "rules": rule_keeper.TURN_SECONDS,
    # Each of many rows whose conference is gone is a question of its own.
    "recovery": 30.0,
    "gateways": gateways.WAIT_SECONDS + gateways.SETTLE_SECONDS + gateways.PAUSES[1] + REPLY_SECONDS,
    # Many users are read, a hundred a question, when a relay begins.
    "registrations": 60.0 + registrations.MOST_WRITES * TABLE_SECONDS + registrations.PAUSES[1] + 2 * REPLY_SECONDS,
    "certificates": certificate_watch.LONGEST_TURN,
    "tending": TURN_SECONDS,
}
# Told to stop, these begin nothing any more; the others go on until what is under way has ended.
TAKING = ("commands", "outputs", "stages", "door", "rules", "recovery")


def make_loops(
    turns: dict[str, Callable[[], None]], work: Callable[[], int], clock: Clock, metrics: Metrics
) -> dict[str, Loop]:
    """A loop for each turn; `work` is a number that changes when the relay has had something to do."""
    return {
        name: Loop(name, turn, LONGEST_TURNS[name], work=work, clock=clock, metrics=metrics)
        for name, turn in turns.items()
    }

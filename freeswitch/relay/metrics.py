"""What the relay counts, written as one line in CloudWatch's embedded format; every name stands here once."""

import json
from collections.abc import Callable
from typing import Literal, get_args

Metric = Literal[
    "EventsReceived",  # count: events taken from FreeSWITCH
    "EventsUnreadable",  # count: events that were no JSON
    "EventsDropped",  # count: events lost because the queue was full; a snapshot follows
    "RowsWritten",  # count: rows of the conferences table put or deleted
    "WritesFailed",  # count: DynamoDB did not take the state; it is written again
    "Gaps",  # count: times that a snapshot had to repair the state
    "Reconnects",  # count: connections to FreeSWITCH made
    "ConnectionsLost",  # count: connections to FreeSWITCH that ended unasked
    "ConnectionsRefused",  # count: connections to FreeSWITCH that did not come about
    "CommandsConfirmed",  # count: commands by how they ended
    "CommandsAccepted",
    "CommandsFailed",
    "CommandsExpired",
    "CommandsUnknown",
    "CommandMilliseconds",  # sum: from claim to end, of all commands that ended
    "CommandsFound",  # count: commands that no message had brought, found among the open rows and carried out
    "Redeliveries",  # count: messages that came more than once
    "Poison",  # count: messages that could not be worked off
    "QueueUnavailable",  # count: SQS did not answer
    "TablesUnavailable",  # count: DynamoDB did not answer
    "RegisterFailures",  # count: sofia::register_failure, somebody with a wrong password
    "LoopsStuck",  # count: times that a loop of the relay did not come round
    "LoopsSpinning",  # count: times that a loop of the relay began to turn without doing anything
    "UnexpectedErrors",  # count: exceptions that nobody had thought of, wherever; the log has their traces
    "StageCommands",  # count: commands sent to put a picture back as its stage wishes
    "MembersLeft",  # count: members who left a conference
    "Conferences",  # gauge
    "Members",  # gauge
    "SwitchUp",  # gauge: 1 while FreeSWITCH answers
    "GatewaysDown",  # gauge: gateways that take no call
    "LeaseHeld",  # gauge: 1 while this relay serves the node
    "ClockSecondsAhead",  # gauge: by how much this machine's clock is ahead of the tables'
]
NAMES: tuple[Metric, ...] = get_args(Metric)
GAUGES: frozenset[Metric] = frozenset(
    {"Conferences", "Members", "SwitchUp", "GatewaysDown", "LeaseHeld", "ClockSecondsAhead"}
)
NAMESPACE = "freeswitch-functions"


class Metrics:
    """Adds up until `flush`."""

    def __init__(self, node: str, write: Callable[[str], None]) -> None:
        self._node = node
        self._write = write
        self._values: dict[Metric, float] = {}
        self.totals: dict[Metric, float] = {}

    def count(self, name: Metric, value: float = 1) -> None:
        self._values[name] = self._values.get(name, 0) + value
        self.totals[name] = self.totals.get(name, 0) + value

    def gauge(self, name: Metric, value: float) -> None:
        self._values[name] = self.totals[name] = value

    def flush(self, now: float) -> None:
        """Write what has come together since the last time."""
        if not self._values:
            return
        units = [{"Name": name, "Unit": "None" if name in GAUGES else "Count"} for name in self._values]
        head = {
            "Timestamp": int(now * 1000),
            "CloudWatchMetrics": [{"Namespace": NAMESPACE, "Dimensions": [["service", "node"]], "Metrics": units}],
        }
        line: dict[str, object] = {"_aws": head, "service": "relay", "node": self._node}
        line |= {str(name): value for name, value in self._values.items()}
        self._values = {}
        self._write(json.dumps(line))

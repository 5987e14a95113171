"""What functions, relay and edge count: every metric's name stands here once, by who counts it, with what it means.

docs/metrics.md tells more: what to do about each.
"""

from typing import Final, Literal, get_args

OfFunctions = Literal[
    "Refused",  # no or wrong HTTP Basic credentials, or no valid token
    "PastFront",  # a request to the API that did not come through CloudFront, where it has to
    "ServerErrors",  # by function: it answered 5xx
    "PinAccepted",  # a caller was let into a room
    "PinUnproven",  # a caller of an id that is guessed at waits at the room's door, no PIN was compared
    "PinRefused",  # a wrong conference id or PIN
    "PinTooEarlyOrLate",  # a right PIN while the room is not open
    "KeptOut",  # a right PIN of somebody whom a host keeps out
    "Elsewhere",  # somebody came on a node that has not the conference, or takes no new one
    "Crossed",  # somebody was brought to the node that has the conference
    "PinAttack",  # more guesses at an id, or at the ids of a node, than an hour has slots
    "UnknownUsers",  # by node: it asked for a user that is not there, or for one of a domain that is not its own
    "UnknownUsersUnread",  # by node: it asked for so many that are not there that this one was not looked up
    "Odd",  # an authenticated request that makes no sense: unknown section, missing field
    "Requested",  # a request to the API, whatever the answer
    "RateLimited",  # a token made too many requests
    "WaitCutShort",  # a token's holder had many long waits already
    "CallLimit",  # a call was refused because of its domain's limits
    "CommandAccepted",  # a command was written and sent to its node
    "AuditFailed",  # an entry of the audit could not be written; a change without its entry was not made
    "CommandNotSent",  # the queue did not take it: its relay finds it within seconds
    "LiveConnected",  # somebody opened a WebSocket
    "MessagesWritten",  # messages that people wrote to each other
    "MessagesDeleted",  # messages that a host deleted
    "ViewersTold",  # viewers who were told of events in one round
    "ViewersDropped",  # viewers who were slow or gone
    "WebhooksTaken",  # events that a receiver took
    "WebhooksNotTaken",  # tries that failed; they are made again
    "WebhooksDisabled",  # webhooks switched off: gone, or failing for a day
    "ObserversEnded",  # calls that watched and were ended, for the token, the room or a host lets them no more
    "ViewersEnded",  # connections that were closed, for their token has ended or was revoked
    "Swept",  # the sweep ran
    "AuditBehind",  # the sweep had no time for all ends of commands
    "MeetingsBehind",  # the sweep had no time to count all meetings that are over
    "CommandExpired",  # nobody began it in time
    "StillsLost",  # pictures that went with their node's memory before they were stored
    "NodeLost",  # by node: the sweep saw that no relay has told anything of it for 20 s
    "ConferenceLost",  # its node was lost, and did not come back within five minutes
]
OfBoth = Literal[
    "OutputsForged",  # rows of recordings and streams left alone, for they name a place, domain or meeting of others
    "WakesFailed",  # events that were told, but nobody was woken to bring them to listeners
    "TablesUnavailable",  # DynamoDB did not answer in time; a function answers 503
    "UnexpectedErrors",  # exceptions that nobody had thought of, wherever; the log has their traces
]
OfRelay = Literal[
    "WaitingAdmitted",  # the relay let somebody in who waited: with a moderator, or by a moderator's key
    "EventsTold",  # events of conferences appended to the feed
    "EventsReceived",  # events taken from FreeSWITCH
    "EventsUnreadable",  # events that were no JSON
    "EventsDropped",  # events lost because the queue was full; a snapshot follows
    "RowsWritten",  # rows of the conferences table put or deleted
    "WritesFailed",  # DynamoDB did not take the state; it is written again
    "Gaps",  # times that a snapshot had to repair the state
    "Reconnects",  # connections to FreeSWITCH made
    "ConnectionsLost",  # connections to FreeSWITCH that ended unasked
    "ConnectionsRefused",  # connections to FreeSWITCH that did not come about
    "CommandsConfirmed",  # commands by how they ended
    "CommandsAccepted",
    "CommandsFailed",
    "CommandsExpired",
    "CommandsUnknown",
    "CommandMilliseconds",  # timing: from claim to end, of each command that ended
    "CommandAgeMilliseconds",  # timing: from acceptance by the API to the end, of each command that ended
    "CommandsFound",  # commands that no message had brought, found among the open rows and carried out
    "CommandsForged",  # commands refused because neither the API nor provisioning can have written their rows
    "Redeliveries",  # messages that came more than once
    "Poison",  # messages that could not be worked off
    "QueueUnavailable",  # SQS did not answer
    "RegisterFailures",  # sofia::register_failure, somebody with a wrong password
    "LoopsStuck",  # times that a loop of the relay did not come round
    "LoopsSpinning",  # times that a loop of the relay began to turn without doing anything
    "StageCommands",  # commands sent to put a picture back as its stage wishes
    "RulesCarriedOut",  # commands that rules of rooms have made, and places given to who comes later
    "ConferencesForeign",  # conferences that began on this node although another one has them
    "MembersLeft",  # members who left a conference
    "StreamsInterrupted",  # times that a stream broke; it is begun again
    "StreamsFailed",  # streams that were given up
    "RecordingsInterrupted",  # times that a recording broke; it goes on in another part
    "RecordingsFailed",  # recordings of which nothing, or not all, could be brought to its place
    "RecordingsPutOff",  # tries to bring a recording to its place that came to nothing; it is tried again
    "Conferences",  # gauge
    "Members",  # gauge
    "MembersFair",  # gauge: members whose call is heard and seen with small faults
    "MembersPoor",  # gauge: members whose call is hard to follow
    "QualityReports",  # reports of lost packets, jitter and round trip of members' calls
    "SwitchUp",  # gauge: 1 while FreeSWITCH answers
    "GatewaysDown",  # gauge: gateways that take no call
    "LeaseHeld",  # gauge: 1 while this relay serves the node
    "ClockSecondsAhead",  # gauge: by how much this machine's clock is ahead of the tables'
    "CertificateSecondsLeft",  # gauge: until the first of the certificates ends that this node shows to callers
]
OfEdge = Literal[
    "LookupsFresh",  # answered from memory, within the answer's own time
    "LookupsAsked",  # a function was asked, and answered
    "LookupsShared",  # waited for the same question of another
    "LookupsStale",  # answered as the last time, because no function answers
    "LookupsUnanswered",  # no function answers, and nothing is kept
    "LookupsUnread",  # for an address that asked for so many users who are not there that no function was asked
    "FunctionsFailed",  # questions that a function did not answer: no connection, no answer in time, 429, 5xx
    "BreakersOpened",  # times that a function was not asked any more for a while, because it had not answered
    "UsersForgotten",  # users of whom the relay said that they were changed
    "AnswersKept",  # gauge: answers in memory
]
FunctionMetric = Literal[OfFunctions, OfBoth]
RelayMetric = Literal[OfBoth, OfRelay]
EdgeMetric = Literal["UnexpectedErrors", OfEdge]
# What is counted by a process beside FreeSWITCH.
NodeMetric = Literal[RelayMetric, EdgeMetric]
Metric = Literal[OfFunctions, OfBoth, OfRelay, OfEdge]
NAMES: Final[tuple[Metric, ...]] = get_args(Metric)
RELAY_NAMES: Final[tuple[RelayMetric, ...]] = get_args(RelayMetric)
EDGE_NAMES: Final[tuple[EdgeMetric, ...]] = get_args(EdgeMetric)
# What is so now; everything else is added up.
GAUGES: Final[frozenset[Metric]] = frozenset(
    {
        "Conferences",
        "Members",
        "MembersFair",
        "MembersPoor",
        "SwitchUp",
        "GatewaysDown",
        "LeaseHeld",
        "ClockSecondsAhead",
        "CertificateSecondsLeft",
        "AnswersKept",
    }
)
# Each value counts for itself, so that percentiles can be had.
TIMINGS: Final[frozenset[Metric]] = frozenset({"CommandMilliseconds", "CommandAgeMilliseconds"})
SECONDS: Final[frozenset[Metric]] = frozenset({"ClockSecondsAhead", "CertificateSecondsLeft"})
NAMESPACE: Final = "freeswitch-functions"

# As CloudWatch names units.
Unit = Literal["Count", "None", "Milliseconds", "Seconds"]


def unit_of(name: Metric) -> Unit:
    """In what it is measured."""
    if name in TIMINGS:
        return "Milliseconds"
    if name in SECONDS:
        return "Seconds"
    return "None" if name in GAUGES else "Count"

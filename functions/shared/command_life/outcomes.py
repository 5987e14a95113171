"""A command with its state, and how it ended: what the API, the sweep and the relay agree on."""

from typing import Annotated, Literal

import msgspec

from functions.shared.assets.asset import CHECK_ASSET
from functions.shared.command_life.reasons import WORDS
from functions.shared.commands.catalogue import SLOW_KINDS
from functions.shared.grammars.moments import Moment

CommandState = Literal["queued", "running", "confirmed", "accepted", "failed", "expired", "unknown"]
EndState = Literal["confirmed", "accepted", "failed", "expired", "unknown"]
OPEN_STATES: frozenset[CommandState] = frozenset({"queued", "running"})


class Evidence(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What shows that FreeSWITCH did it; `at` is RFC 3339 in UTC."""

    kind: Literal["event", "state", "reply"]
    event: str | None = None
    at: Moment | None = None


class Step(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One step of a composite and how it ended; `skipped` stands after the failure that stopped it."""

    kind: str
    state: Literal["confirmed", "accepted", "failed", "unknown", "skipped"]
    reason: Annotated[str | None, msgspec.Meta(description=WORDS)] = None
    detail: str | None = None
    reply: str | None = None
    evidence: Evidence | None = None

    @classmethod
    def failed(cls, kind: str, reason: str, detail: str, *, reply: str | None = None) -> "Step":
        return cls(kind=kind, state="failed", reason=reason, detail=detail or None, reply=reply)


class Outcome(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a command ended: `reason` is a stable word, `detail` a sentence, `reply` FreeSWITCH's, redacted."""

    state: EndState
    reason: str | None = None
    detail: str | None = None
    reply: str | None = None
    evidence: Evidence | None = None
    steps: tuple[Step, ...] = ()


# What the subject of a command begins with that a rule of the room has made; then the rule.
RULE = "rule "
# What it begins with of one that a moderator's key on a telephone has made; then what the key says, and whose call.
KEY = "key "
# What it begins with of one that makes a conference that was moved as it was before; then what.
MOVE = "move "


def id_at_node(node: str, name: str) -> str:
    """A command's id begins with its node's name: by that alone IAM lets a relay at its own node's rows only."""
    return f"{node}.{name}"


def is_of_node(command_id: str, node: str) -> bool:
    """Whether the id is one of a command to this node."""
    return command_id.startswith(f"{node}.")


class CommandRow(msgspec.Struct, frozen=True, kw_only=True):
    """A command as it is stored; `body` is what `decode_command` reads. Times are seconds since 1970."""

    id: str
    kind: str
    body: str
    node: str
    domain: str
    subject: str
    created_at: float
    deadline: float
    # Empty for a command to the node itself; then the uuid is empty too.
    conference: str = ""
    conference_uuid: str = ""
    # The X-Request-Id of the request that made it; empty for a command of our own.
    request: str = ""
    # How the audit names who made it, and until when it keeps how it ended (None: for ever).
    pseudonym: str = ""
    audit_until: float | None = None
    # Of an Idempotency-Key: what stands for the key, and for the request that it came with.
    key: str = ""
    fingerprint: str = ""
    # The conference's revisions at which it may be begun; none where any will do.
    if_match: tuple[int, ...] = ()
    state: CommandState = "queued"
    attempt: int = 0
    owner: str | None = None
    until: float = 0.0
    finished_at: float | None = None
    outcome: Outcome | None = None
    # A seq of the conference's feed up to which its end cannot be told; None of a row that knows no feed.
    told_after: int | None = None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def group(self) -> str:
        """What is carried out in order: the conference, or `@node` for the node itself; no conference has an @."""
        if self.kind in SLOW_KINDS or self.kind == CHECK_ASSET:
            # Neither the conference nor the node's users wait for any of these.
            return f"{self.conference}@{self.id}"
        return self.conference or f"@{self.node}"

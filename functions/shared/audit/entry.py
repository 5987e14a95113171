"""An entry of the audit. Who it was stands in it under a pseudonym, so that a person can be forgotten and it stays."""

import secrets
from datetime import UTC, datetime
from typing import Literal

import msgspec

from functions.shared.command_life.outcomes import EndState, Evidence, Step

# `accepted`: it will be done, and another entry says how it ended. `begun`: what cannot be taken back begins.
Result = Literal["accepted", "begun", "done", "refused", "failed"] | EndState


def new_id() -> str:
    return secrets.token_hex(16)


class Who(msgspec.Struct, frozen=True, kw_only=True):
    """A person as entries name them; `private` is what only this person's key opens: the token's id, the address.

    Attributes:
        days: how long entries of the domain are kept; 0 is for ever.
    """

    pseudonym: str
    private: str = ""
    days: int = 0


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Times are seconds since 1970. Names of fields stand here, what was in them does not."""

    domain: str
    at: float
    # The name of an operation of the API, `end_command`, or what a tool did.
    operation: str
    result: Result
    id: str = msgspec.field(default_factory=new_id)
    pseudonym: str = ""
    private: str = ""
    conference: str = ""
    # What of it, as `recording 5f1c…`.
    object: str = ""
    # The pseudonym of the person whom it was done to.
    about: str = ""
    fields: tuple[str, ...] = ()
    command: str = ""
    kinds: tuple[str, ...] = ()
    # What was seen before (of a command), or written (of a layout, a stage).
    revision: int | None = None
    reason: str | None = None
    detail: str | None = None
    # FreeSWITCH's word, redacted, and what was seen.
    reply: str | None = None
    evidence: Evidence | None = None
    steps: tuple[Step, ...] = ()
    request: str = ""
    expires: float | None = None

    @property
    def key(self) -> str:
        """Its place among the domain's: by time, then by id."""
        return f"{moment(self.at)}#{self.id}"


def moment(seconds: float) -> str:
    """A time as text that sorts as times do, in microseconds."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def kept_until(at: float, days: int) -> float | None:
    """When an entry goes; None is never."""
    return at + days * 24 * 3600 if days else None

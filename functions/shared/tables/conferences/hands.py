"""What a row says of a raised hand, and a conference's state with its hands."""

import hashlib
from collections.abc import Iterable

import msgspec

from functions.shared.state import ConferenceState, PageHand

HAND = "hand#"


class Hand(msgspec.Struct, frozen=True, kw_only=True):
    """A hand of a member (`uuid`), or of who is in a page only (`subject`); `raised_at` is None while it is down."""

    uuid: str | None = None
    subject: str | None = None
    name: str | None = None
    raised_at: str | None = None

    @property
    def key(self) -> str:
        if self.uuid is not None:
            return f"{HAND}uuid#{self.uuid}"
        # A subject may be longer than a key.
        return f"{HAND}subject#{hashlib.sha256((self.subject or '').encode()).hexdigest()[:32]}"


def with_hands(state: ConferenceState, hands: Iterable[Hand]) -> ConferenceState:
    """The state with the hands that are up."""
    known = list(hands)
    of_members = {one.uuid: one.raised_at for one in known if one.uuid is not None}
    pages = [
        PageHand(subject=one.subject, name=one.name, raised_at=one.raised_at)
        for one in known
        if one.subject is not None and one.raised_at is not None
    ]
    return msgspec.structs.replace(
        state,
        members=tuple(
            msgspec.structs.replace(member, hand_raised_at=of_members.get(member.uuid)) for member in state.members
        ),
        hands=tuple(sorted(pages, key=lambda one: (one.raised_at, one.subject))),
    )

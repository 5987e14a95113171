"""One guess: takes its slots, waits for its turn, is compared, and gives back what it took if it was right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from functions.pin_check.budgets import OF_A_NODE, OF_A_SOURCE, OF_AN_ID, QUIET_SLOTS
from functions.pin_check.crossing import across
from functions.pin_check.pins import Entry, entry_of, unproven
from functions.pin_check.tickets import Ticket, read_ticket, retry_after, written
from functions.shared.claims.claiming import Elsewhere, claim
from functions.shared.grammars.numbers import shown_number
from functions.shared.standings.persons import Comer
from functions.shared.tables.claims import Place
from functions.shared.tables.conferences.kept_out import is_kept_out
from functions.shared.tables.counters.attempts import (
    Guessed,
    Taken,
    give_back,
    id_key,
    kind_of,
    node_key,
    read_guess,
    source_key,
    take_slot,
)
from functions.shared.tables.known.identities import Asker
from functions.shared.tables.provisioned.rooms import DialIn, dial_in_key
from functions.shared.telemetry.observations import count, logger


@dataclass(frozen=True)
class Guess:
    """What a caller typed, and where it came from."""

    conference_id: str
    pin: str
    source: str
    asker: Asker
    call: str
    ticket: str = ""
    # The number that the caller shows; empty where it is withheld.
    shown: str = ""

    @classmethod
    def of(cls, fields: Mapping[str, str], asker: Asker) -> "Guess":
        call, shown = fields.get("call", ""), shown_number(fields.get("caller", ""))
        # Whoever hides the number is counted by the call: one row for all of them would let one make all others wait.
        source = shown or (f"call {call}" if call else f"node {asker.node}")
        return cls(
            fields.get("id", ""),
            fields.get("pin", ""),
            source,
            asker,
            call,
            fields.get("ticket", ""),
            shown,
        )

    @property
    def words(self) -> tuple[str, ...]:
        return self.conference_id, self.pin, self.call


@dataclass(frozen=True)
class Outcome:
    """An entry; or how long to wait, with a ticket if the PIN was not compared yet."""

    room: str | None = None
    entry: Entry | None = None
    retry_after: float = 0.0
    ticket: str = ""
    failures: int = 0
    # No PIN was compared: the entry only leads to where somebody is let in by hand.
    unproven: bool = False
    # A host keeps out who calls.
    kept_out: bool = False
    # Another node has the conference, or is to have it.
    elsewhere: Elsewhere | None = None
    # What brings the caller to it; empty: nothing does.
    across: str = ""


@dataclass
class _Slots:
    """The slots that a guess holds, by whose they are, and when the last of them has its turn."""

    turn: float
    keys: dict[str, str] = field(default_factory=dict)
    # The turn of the id's slot alone.
    id_turn: float = 0.0

    def take(self, key: str, now: float) -> Taken:
        kind, taken = kind_of(key), take_slot(key, now)
        self.keys[kind] = key
        turn = BUDGETS[kind].turn(taken, now)
        self.turn = max(self.turn, turn)
        if kind == "id":
            self.id_turn = turn
        if kind in ALARMING and taken.slots > BUDGETS[kind].ceiling:
            count("PinAttack")
            logger.warning("more PINs are tried than an hour has slots", extra={"budget": kind, "slots": taken.slots})
        return taken


BUDGETS = {"id": OF_AN_ID, "source": OF_A_SOURCE, "node": OF_A_NODE}
# A source that fails all the time is somebody at a telephone; the other two are somebody with many.
ALARMING = ("id", "node")


def decide(guess: Guess, keys: Sequence[str], now: float) -> Outcome:
    """Compare a PIN when it is its turn; `keys` are those of the PIN hashes.

    Two table calls for a right PIN on a quiet id, and one more for who comes first and claims the conference for the
    node; a wrong one is counted for its source and its node, two more.
    """
    ticket = read_ticket(guess.ticket, guess.words, keys)
    if ticket is not None and not ticket.is_over(now):
        if left := ticket.seconds_left(now):
            return Outcome(retry_after=retry_after(left), ticket=guess.ticket)
        return _compared(guess, keys, now, _Slots(now, {kind_of(key): key for key in ticket.taken}))
    slots = _Slots(now)
    of_id = slots.take(id_key(guess.conference_id, now), now)
    return _compared(guess, keys, now, slots, of_id)


def _compared(guess: Guess, keys: Sequence[str], now: float, slots: _Slots, of_id: Taken | None = None) -> Outcome:
    """Compare, or wait for a turn; who comes with a ticket (`of_id` is None) has waited and waits no more."""
    others = (source_key(guess.source, now), node_key(guess.asker.node, now))
    read = read_guess(guess.conference_id, others, node=guess.asker.node)
    dial_in = _of_its_domains(read.dial_in, guess.asker)
    taken = dict(zip(others, read.taken, strict=True))
    if of_id is not None:
        # As long as there are free slots only failures take them; afterwards a guess takes its own before it is made.
        for key in others:
            if taken[key].slots >= BUDGETS[kind_of(key)].free:
                taken[key] = slots.take(key, now)
    if slots.turn > now:
        return _at_the_door(guess, now, slots, dial_in, read) or _later(guess, keys, now, slots)
    room = dial_in.room if dial_in else None
    if entry := entry_of(dial_in, guess.pin, keys, now):
        for kind, key in slots.keys.items():
            if kind != "id" or of_id is None or of_id.slots > QUIET_SLOTS:
                give_back(key, now)
        return _entering(Outcome(room, entry), dial_in, read, guess, now)
    for key in others:
        if kind_of(key) not in slots.keys:
            taken[key] = slots.take(key, now)
    of_source = taken[others[0]]
    left = OF_A_SOURCE.turn_of_next(of_source, now) - now
    return Outcome(room, retry_after=retry_after(left), failures=of_source.slots)


def _entering(outcome: Outcome, dial_in: DialIn | None, read: Guessed, guess: Guess, now: float) -> Outcome:
    """What stands against an entry; who does not come in claims nothing.

    A host keeps out who has shown this PIN or calls from this number, or the conference is on another node.
    """
    entry = outcome.entry
    if dial_in is None or entry is None or entry.closed:
        return outcome
    if is_kept_out(read.kept, dial_in.conference, Comer(invitee=entry.name or "", number=guess.shown)):
        return replace(outcome, kept_out=True)
    place, claims = Place.of_dial_in(dial_in, guess.conference_id), read.claims
    seen = claims.under(dial_in_key(guess.conference_id), place.conference)
    elsewhere = claim(place, seen, guess.asker.node, claims.asking_node, now)
    if elsewhere is None or outcome.unproven:
        return replace(outcome, elsewhere=elsewhere)
    bridge = across(elsewhere, dial_in, entry, guess.asker, call=guess.call, shown=guess.shown, now=now)
    return replace(outcome, elsewhere=elsewhere, across=bridge)


def _at_the_door(guess: Guess, now: float, slots: _Slots, dial_in: DialIn | None, read: Guessed) -> Outcome | None:
    """Where somebody guesses at the id, its callers wait at the room's door, if it has one that they may wait at.

    Nothing is compared, so nothing is learnt about the PIN.
    """
    if slots.turn != slots.id_turn or dial_in is None or (entry := unproven(dial_in, now)) is None:
        return None
    return _entering(Outcome(dial_in.room, entry, unproven=True), dial_in, read, guess, now)


def _later(guess: Guess, keys: Sequence[str], now: float, slots: _Slots) -> Outcome:
    """It is not the guess's turn."""
    ticket = Ticket(slots.turn, tuple(slots.keys.values()))
    return Outcome(retry_after=retry_after(slots.turn - now), ticket=written(ticket, guess.words, keys[0]))


def _of_its_domains(found: DialIn | None, asker: Asker) -> DialIn | None:
    """What an id opens; an id of a domain that the node does not serve is as good as none."""
    return found if found is not None and asker.serves(found.domain) else None

"""`POST /pin-check`: the dial-in script asks whether a caller may enter a room."""

import re
import time
from collections.abc import Callable, Mapping

from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response

from functions.pin_check.guesses import Guess, Outcome, decide
from functions.pin_check.pins import Entry
from functions.shared.grammars.names import one_line
from functions.shared.handlers.lambda_handler import lambda_handler
from functions.shared.handlers.lookups import lookup_app
from functions.shared.rooms.windows import PROMPT
from functions.shared.settings import PinSettings, read
from functions.shared.tables.claims import ClaimsItem
from functions.shared.tables.conferences.rows import ConferencesItem
from functions.shared.tables.counters.attempts import AttemptsItem
from functions.shared.tables.known.identities import Asker
from functions.shared.tables.nodes import NodesItem
from functions.shared.tables.provisioned.rooms import RoomsItem
from functions.shared.telemetry.observations import count, logger

ID_DIGITS, PIN_DIGITS, TRIES = (6, 9), (4, 12), 3
START = {"id_digits": ID_DIGITS, "pin_digits": PIN_DIGITS, "tries": TRIES, "prompts": "en"}
# What the script is told of a right PIN of somebody who may not come in until the meeting ends.
KEPT_OUT = "kept_out"
# The conference is on another node, or this one takes no new one.
ELSEWHERE = "elsewhere"
DIGITS = re.compile("[0-9]{1,16}")


def pin_check_app(clock: Callable[[], float] = time.time) -> Starlette:
    """Make the app; tests bring a clock that they can move."""
    keys = read(PinSettings).hash_keys

    async def pin_check(fields: Mapping[str, str], asker: Asker) -> Response:
        if fields.get("step") == "start":
            return JSONResponse(START)
        guess = Guess.of(fields, asker)
        if not DIGITS.fullmatch(guess.conference_id) or not DIGITS.fullmatch(guess.pin):
            count("Odd")
            return JSONResponse({"result": "refused", "retry_after": 1})
        outcome = decide(guess, keys, clock())
        return JSONResponse(_told(outcome, {"node": asker.node, "call": guess.call, "room": outcome.room}))

    return lookup_app("/pin-check", pin_check, [RoomsItem, AttemptsItem, ConferencesItem, ClaimsItem, NodesItem])


def _told(outcome: Outcome, log: Mapping[str, object]) -> Mapping[str, object]:
    """What the script is told, once it is logged and counted."""
    if outcome.entry:
        return _told_of_room(outcome, outcome.entry, log)
    if outcome.ticket:
        logger.info("a PIN has to wait", extra={**log, "seconds": outcome.retry_after})
        return {"result": "wait", "retry_after": outcome.retry_after, "ticket": outcome.ticket}
    logger.warning("a PIN was refused", extra={**log, "failures": outcome.failures})
    count("PinRefused")
    return {"result": "refused", "retry_after": outcome.retry_after}


def _told_of_room(outcome: Outcome, entry: Entry, log: Mapping[str, object]) -> Mapping[str, object]:
    """A right PIN, or none where callers wait without one, does not open a room by itself."""
    if entry.closed:
        # No failure: whoever knows the PIN is no guesser.
        logger.info("a PIN of a room that is closed now", extra=log)
        count("PinTooEarlyOrLate")
        return {"result": PROMPT}
    if outcome.kept_out:
        logger.info("a PIN of somebody whom a host keeps out", extra=log)
        count("KeptOut")
        return {"result": KEPT_OUT}
    if outcome.elsewhere:
        if outcome.across:
            logger.info("a right PIN goes to the node that has the conference", extra=log)
            count("Crossed")
            return {"result": ELSEWHERE, "across": outcome.across}
        who = "a caller at the door" if outcome.unproven else "a right PIN"
        logger.warning(f"{who} on a node that has not the conference", extra={**log, "why": str(outcome.elsewhere)})
        count("Elsewhere")
        return {"result": ELSEWHERE}
    said = "a caller waits without a PIN" if outcome.unproven else "a PIN was accepted"
    logger.info(said, extra={**log, "role": entry.role, "waits": entry.waits})
    count("PinUnproven" if outcome.unproven else "PinAccepted")
    return entered(entry)


def entered(entry: Entry) -> dict[str, object]:
    """Say what the right PIN opens."""
    return {
        "result": "ok",
        "conference": entry.conference,
        "profile": entry.profile,
        "role": entry.role,
        "name": entry.name and one_line(entry.name),
        "slot": entry.slot,
        **({"flags": entry.flags} if entry.flags else {}),
        **(_waiting(entry) if entry.waits else {}),
    }


def _waiting(entry: Entry) -> dict[str, object]:
    """What the call carries while it waits; its name and slot are for when it is let in."""
    return {"waits": True, "waiting_flags": entry.waiting_flags, "admitted_to": entry.admitted_to or None}


app = pin_check_app()
handler = lambda_handler(app)

"""`POST /pin-check`: the dial-in script asks whether a caller may enter a room."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Mapping

from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response

from functions.pin_check.pins import delay_after, entry_of, seconds_to_wait
from functions.shared.grammars.names import one_line
from functions.shared.handlers.lambda_handler import lambda_handler
from functions.shared.handlers.lookups import lookup_app
from functions.shared.observations import count, logger
from functions.shared.settings import PinSettings, read
from functions.shared.tables.attempts import AttemptsItem, add_failure, read_failures
from functions.shared.tables.rooms import RoomsItem, find_dial_in

ID_DIGITS, PIN_DIGITS, TRIES = (6, 9), (4, 12), 3
START = {"id_digits": ID_DIGITS, "pin_digits": PIN_DIGITS, "tries": TRIES, "prompts": "en"}
DIGITS = re.compile("[0-9]{1,16}")


def pin_check_app(
    clock: Callable[[], float] = time.time, pause: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> Starlette:
    """Make the app; tests bring a clock that they can move."""
    keys = read(PinSettings).hash_keys

    async def pin_check(fields: Mapping[str, str]) -> Response:
        if fields.get("step") == "start":
            return JSONResponse(START)
        conference_id, pin = fields.get("id", ""), fields.get("pin", "")
        if not DIGITS.fullmatch(conference_id) or not DIGITS.fullmatch(pin):
            count("Odd")
            return JSONResponse({"result": "refused", "retry_after": 1})
        # Whoever hides the number is counted with the others of the node who do.
        source = fields.get("caller") or f"node {fields.get('node', '')}"
        dial_in = find_dial_in(conference_id)
        failures = read_failures(conference_id, source, clock())
        # A room under attack answers later, but it never refuses the right PIN.
        await pause(seconds_to_wait(failures, clock()))
        entry = entry_of(dial_in, pin, keys, clock())
        log = {
            "node": fields.get("node", ""),
            "call": fields.get("call", ""),
            "room": dial_in.room if dial_in else None,
        }
        if entry:
            logger.info("PIN accepted", extra={**log, "role": entry.role})
            count("PinAccepted")
            return JSONResponse(
                {
                    "result": "ok",
                    "conference": entry.conference,
                    "profile": entry.profile,
                    "role": entry.role,
                    "name": entry.name and one_line(entry.name),
                    "slot": entry.slot,
                    **({"flags": entry.flags} if entry.flags else {}),
                }
            )
        counted = add_failure(conference_id, source, clock())
        logger.warning("PIN refused", extra={**log, "failures": counted.by_anybody})
        count("PinRefused")
        return JSONResponse({"result": "refused", "retry_after": delay_after(counted)})

    return lookup_app("/pin-check", pin_check, [RoomsItem, AttemptsItem])


app = pin_check_app()
handler = lambda_handler(app)

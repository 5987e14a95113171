"""How often a still of a conference may be taken: each holds FreeSWITCH's canvas for a moment."""

import math
import time

from functions.shared.api.problems import Problem
from functions.shared.settings import StillSettings, read
from functions.shared.state import ConferenceState
from functions.shared.tables.conferences.stills import take_turn

_pause_seconds = read(StillSettings).pause_seconds


def require_turn(conference: ConferenceState, still: str) -> None:
    """Raise 429 where another still of the conference was asked for a moment ago."""
    wait = take_turn(conference.name, still, now=time.time(), seconds=_pause_seconds)
    if wait:
        seconds = math.ceil(wait)
        detail = f"a still of {conference.name} was asked for less than {_pause_seconds:g} s ago; again in {seconds} s"
        raise Problem("still_too_soon", detail, headers={"Retry-After": str(seconds)})

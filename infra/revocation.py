"""Refuses tokens before they end: `python -m infra.token revoke --domain example.com --jti ID`, or `--sub SUBJECT`."""

import argparse
import math
import sys
import time
from collections.abc import Sequence
from datetime import datetime

from msgspec import structs

from functions.shared.encoders.dial_strings import as_domain
from functions.shared.grammars.moments import trouble_with_moment
from functions.shared.grammars.names import trouble_with
from functions.shared.live.ending import wake_at_revocation
from functions.shared.observers.ending import end_observers
from functions.shared.settings import ApiSettings, SettingError, read
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.known.people import pseudonyms_of
from functions.shared.tables.known.revocations import KNOWN_SECONDS
from functions.shared.tables.revocations import LONGEST_BYTES, revoke_subject, revoke_token
from infra.operators import entry_by_operator

SWEPT = "by the sweep, within two minutes: the queue of ENDING_QUEUE_URL was not told (none is set, or see above)"


def _name(text: str) -> str:
    if len(text.encode("utf-8", "replace")) > LONGEST_BYTES:
        raise argparse.ArgumentTypeError(f"{text[:64]!r}… has more than {LONGEST_BYTES} bytes")
    if trouble := trouble_with(text):
        raise argparse.ArgumentTypeError(f"{text!r} {trouble}")
    return text


def _moment(text: str) -> float:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or trouble_with_moment(moment):
        raise argparse.ArgumentTypeError(f"{text!r}: a time with its zone, such as 2026-01-31T12:00:00Z")
    return moment.timestamp()


def main(arguments: Sequence[str], now: float | None = None) -> int:
    """Write a revocation."""
    parser = argparse.ArgumentParser(prog="python -m infra.token revoke", description="Refuse tokens before they end.")
    parser.add_argument("--domain", required=True, type=as_domain, help="the tokens' domain, such as example.com")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--jti", type=_name, help="one token, by its id")
    which.add_argument("--sub", type=_name, help="every token that a subject got before a moment")
    parser.add_argument("--before", type=_moment, help="the moment, such as 2026-01-31T12:00:00Z (now)")
    options = parser.parse_args(arguments)
    if options.jti and options.before is not None:
        parser.error("--before goes with --sub: one token is refused whenever it was issued")
    now = time.time() if now is None else now
    # A token counts its seconds whole: what was issued in this very second is refused as well.
    before = math.ceil(now) if options.before is None else options.before
    try:
        longest = read(ApiSettings).token_max_seconds
        entry = entry_by_operator(options.domain, "revoke_tokens", now=now)
        if options.jti:
            entry = structs.replace(entry, object=f"token {options.jti}")
            revoke_token(options.domain, options.jti, until=now + longest, entry=entry)
            at_once = wake_at_revocation(options.domain)
        else:
            about = pseudonyms_of(options.domain, [options.sub])[options.sub]
            entry = structs.replace(entry, object="tokens", about=about)
            revoke_subject(options.domain, options.sub, before=before, until=before + longest, entry=entry)
            at_once = wake_at_revocation(options.domain, options.sub)
    except (SettingError, TablesUnavailable) as error:
        print(f"infra.token revoke: {error}", file=sys.stderr)
        return 2
    what = f"the token {options.jti}" if options.jti else f"what {options.sub} was issued before {before:.0f}"
    print(f"revoked: {what}; every process of the API knows it within {KNOWN_SECONDS:.0f} seconds")
    print(f"open WebSockets are closed {'now' if at_once else SWEPT}")
    print(f"calls that observe are ended {_ended(options.domain, now)}")
    return 0


def _ended(domain: str, now: float) -> str:
    try:
        end_observers(now=now, domain=domain)
    except TablesUnavailable as error:
        return f"by the clock, within two minutes ({error})"
    return "now"

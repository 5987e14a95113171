"""Coming in by a link: its code, or what a browser got before, for all that a browser needs in the room."""

import math
import time
from dataclasses import dataclass

import msgspec
from msgspec import structs
from starlette.requests import Request
from starlette.responses import Response

from functions.rooms.entries.addresses import sip_address
from functions.rooms.entries.ice import ice_servers
from functions.rooms.entries.networks import MOST_TRIES, WINDOW_SECONDS, network_of
from functions.rooms.entries.standing import is_of, role_of, within
from functions.rooms.room_rows import name_in
from functions.rooms.wishes import pin_keys
from functions.shared.api.auditing import before, entry_of
from functions.shared.api.bodies import read_body, read_json
from functions.shared.api.entry_tokens import sign
from functions.shared.api.problems import Problem, invalid_field, unavailable
from functions.shared.api.tokens import Grant
from functions.shared.audit.entry import Entry as AuditEntry
from functions.shared.entries import secrets_of_entries as secrets_of
from functions.shared.entries.shapes import Entrance, Redeeming
from functions.shared.grammars.moments import rfc3339
from functions.shared.settings import ApiSettings, EntrySettings, read
from functions.shared.standings.persons import Comer
from functions.shared.tables.claims import Claim
from functions.shared.tables.conferences.kept_out import find_claimed_room, is_kept_out
from functions.shared.tables.counters.allowances import Allowance, give_back, use
from functions.shared.tables.entries import Entry, EntryTerms, find_entry, spend
from functions.shared.tables.history.audit import new_entry
from functions.shared.tables.provisioned.documents import read_documents
from functions.shared.tables.provisioned.domain_items import EnteringBy
from functions.shared.tables.provisioned.rooms import Room
from functions.shared.tables.provisioned.users import UsersItem, stored_user, user_key
from functions.shared.tables.transactions import write_together
from functions.shared.telemetry.observations import count

settings = read(EntrySettings)
token_secrets = read(ApiSettings).entry_secrets


async def redeem_entry(request: Request) -> Response:
    """Answer with all that a browser needs.

    Raises:
        Problem: 429 for an address that tries too often; 404 or 410 with words for a link that lets nobody in.
    """
    now = time.time()
    wish = read_body(await read_json(request), Redeeming)
    if bool(wish.code) == bool(wish.resume):
        raise invalid_field("code", "is missing, or there is resume beside it", expected="either code or resume")
    if wish.browser and not secrets_of.BROWSER.fullmatch(wish.browser):
        raise invalid_field("browser", "is no secret", expected="22 to 128 of 0-9 A-Z a-z _ -, at random")
    if not token_secrets:
        raise unavailable("ENTRY_TOKEN_SECRET is not set here")
    allowance = Allowance("redeem", (network_of(request),), MOST_TRIES, WINDOW_SECONDS)
    if not use(allowance, 1, now):
        count("RateLimited")
        wait = max(1, math.ceil(allowance.ends(now) - now))
        raise Problem("rate_limited", "too many links were tried from this address", headers={"Retry-After": str(wait)})
    answer = _by_code(request, wish, now) if wish.code else _again(request, wish.resume, now)
    give_back(allowance, 1, now)
    return Response(msgspec.json.encode(answer), media_type="application/json")


def _by_code(request: Request, wish: Redeeming, now: float) -> Entrance:
    entry = find_entry(secrets_of.entry_id(wish.code)) if secrets_of.CODE.fullmatch(wish.code) else None
    if entry is None:
        raise _unknown()
    browser = wish.browser or secrets_of.new_code()
    opened = _open_room(entry, now)
    if secrets_of.browser_hash(browser) in entry.browsers:
        before(_audited(request, entry.terms, now))
    else:
        _spend(request, entry.terms, secrets_of.browser_hash(browser), now)
    return _entrance(entry.terms, opened, browser, now)


def _again(request: Request, resume: str, now: float) -> Entrance:
    """The same browser once more: nothing is used up."""
    found = secrets_of.read_resume(resume)
    entry = find_entry(found[0]) if found is not None else None
    if found is None or entry is None or secrets_of.browser_hash(found[1]) not in entry.browsers:
        raise _unknown()
    opened = _open_room(entry, now)
    before(_audited(request, entry.terms, now))
    return _entrance(entry.terms, opened, found[1], now)


@dataclass(frozen=True)
class _Open:
    """A room, when it may be entered by a link, and which node has its conference."""

    room: Room
    times: EnteringBy
    claim: Claim | None


def _open_room(entry: Entry, now: float) -> _Open:
    """What the link opens; a Problem where that is nothing now."""
    if entry.revoked:
        raise _revoked()
    room, kept, claim = find_claimed_room(entry.terms.room)
    if room is None or not is_of(room, entry.terms):
        raise Problem("entry_over", "the room of this link is gone")
    times = within(room, entry.terms)
    if now >= times.not_after:
        raise Problem("entry_over", f"this link was good until {rfc3339(times.not_after)}")
    if now < times.not_before:
        raise Problem("entry_early", f"this link is good from {rfc3339(times.not_before)}")
    if is_kept_out(kept, room.conference, Comer(user=secrets_of.user_of(entry.terms.id))):
        raise Problem("entry_kept_out", "a host has removed who came by this link, until the meeting ends")
    return _Open(room, times, claim)


def _spend(request: Request, terms: EntryTerms, browser: str, now: float) -> None:
    """Use it up for this browser: one conditional write, together with its entry in the audit."""
    if not write_together([new_entry(_audited(request, terms, now)), spend(terms, browser)]):
        return
    current = find_entry(terms.id)
    # The client tries twice where an answer is lost.
    if current is not None and browser in current.browsers:
        return
    if current is None or current.revoked:
        raise _revoked()
    if current.used >= terms.uses:
        how = "once" if terms.uses == 1 else f"{terms.uses} times"
        raise Problem("entry_used_up", f"this link could be used {how} and has been; ask for a new one")
    raise unavailable("others use the same link at this moment; ask again")


def _entrance(terms: EntryTerms, opened: _Open, browser: str, now: float) -> Entrance:
    room, ends = opened.room, opened.times.not_after
    user = secrets_of.user_of(terms.id)
    stored = stored_user(read_documents(UsersItem, terms.domain, [user_key(user)], whole=True), user_key(user))
    if stored is None or not stored.document.enabled:
        raise _revoked()
    password = secrets_of.password_of(pin_keys, terms.domain, terms.id, stored.document.a1_hash)
    if password is None:
        # The key that it was made with is in PIN_HASH_KEY no more.
        raise Problem("entry_over", "this link is from before a change of keys; ask for a new one")
    token = sign(
        token_secrets[0],
        user,
        domain=terms.domain,
        conference=room.conference,
        role=role_of(terms),
        name=terms.name,
        now=now,
        ends=ends,
    )
    return Entrance(
        user=user,
        password=password,
        domain=terms.domain,
        address=sip_address(terms.domain, lambda: opened.claim, now),
        number=room.number or name_in(terms.domain, room.name),
        ice_servers=ice_servers(settings, user, now=now, until=ends),
        token=token,
        conference=room.conference,
        name=terms.name,
        role=role_of(terms),
        until=rfc3339(ends),
        resume=secrets_of.resume_of(terms.id, browser),
    )


def _audited(request: Request, terms: EntryTerms, now: float) -> AuditEntry:
    """That somebody got all this: under the pseudonym of the link's user."""
    who = Grant(sub=secrets_of.user_of(terms.id), domain=terms.domain, issued=now, ends=terms.until, by_entry=True)
    return structs.replace(entry_of(request, who, "done"), object=f"entry {terms.id}")


def _unknown() -> Problem:
    return Problem("entry_unknown", "there is no such link; perhaps a part of it is missing")


def _revoked() -> Problem:
    return Problem("entry_revoked", "this link was withdrawn by whoever made it")

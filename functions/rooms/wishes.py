"""A request that changes something: read, checked with provisioning's own rules, written with its entry, told."""

import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import TypeVar

import msgspec
from msgspec import structs
from starlette.requests import Request
from starlette.responses import Response

from functions.rooms.answers import Fields, answer
from functions.rooms.secrets_made import Maker
from functions.rooms.telling import tell_now_or_soon, telling_of, wake, wake_for_observers
from functions.shared.api.auditing import entry_of
from functions.shared.api.bodies import read_json
from functions.shared.api.field_errors import shown
from functions.shared.api.idempotency_keys import fingerprints, hash_of, idempotency_key, is_one_of
from functions.shared.api.problems import FieldError, Problem, invalid_field
from functions.shared.api.revisions import require_revision
from functions.shared.api.tokens import Grant
from functions.shared.observers.right import takes_right
from functions.shared.provisioning.applying import Overtaken, apply_together, stands
from functions.shared.provisioning.checks.texts import check_texts
from functions.shared.provisioning.conversion import Conversion
from functions.shared.provisioning.difference import Change
from functions.shared.provisioning.entries import SECRET_FIELDS
from functions.shared.provisioning.findings import Finding
from functions.shared.rooms.pin_hashes import key_id
from functions.shared.settings import PinSettings, read
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.fleet.tellings import new_telling
from functions.shared.tables.kept_answers import KeptAnswer, find_answer, new_answer
from functions.shared.tables.known.people import pseudonyms_of
from functions.shared.tables.transactions import Write

Entry = TypeVar("Entry", bound=msgspec.Struct)

MOST_ERRORS = 20
pin_keys = read(PinSettings).hash_keys


@dataclass
class Wish:
    """What is asked for; `maker` makes the secrets that it leaves to the server."""

    request: Request
    grant: Grant
    raw: Fields
    now: float
    maker: Maker
    key: str | None
    mark: str

    @property
    def domain(self) -> str:
        return self.grant.domain

    def named(self, noun: str) -> str:
        return str(self.request.path_params[noun])


def changing(change: Callable[[Wish], Response]) -> Callable[[Request, Grant], Awaitable[Response]]:
    """Make an operation of a change: a repetition of it is answered as before, and nothing is done."""

    @wraps(change)
    async def operation(request: Request, grant: Grant) -> Response:
        wish = await read_wish(request, grant)
        return earlier_answer(wish) or change(wish)

    return operation


async def read_wish(request: Request, grant: Grant) -> Wish:
    """Read a body that must be an object; none is an empty one."""
    raw = await read_json(request)
    if not isinstance(raw, dict):
        raise invalid_field("", "is not an object", value=shown(raw), expected="{…}")
    key, (mark,) = idempotency_key(request), fingerprints(request, raw, pin_keys[:1])
    once = None if key is None else hash_of([grant.domain, grant.sub, key])
    return Wish(request, grant, raw, time.time(), _maker(pin_keys[0], once, mark), once, mark)


def _maker(key: str, once: str | None, mark: str) -> Maker:
    """What makes the secrets of a request: with the same key the same of the same request."""
    return Maker(key, None if once is None else once + mark)


def earlier_answer(wish: Wish) -> Response | None:
    """What the same request with the same key was answered; 422 where the key stands for another request.

    Its secrets are made again with the key of then: they are what the tables hold proof of.
    """
    kept = None if wish.key is None else find_answer(wish.key, now=wish.now)
    if kept is None:
        return None
    key = next((one for one in pin_keys if key_id(one) == kept.key), None)
    if key is None:
        gone = "what was answered to this Idempotency-Key was made with a key of the server that is gone; use a new one"
        raise Problem("idempotency_key_reused", gone)
    (mark,) = fingerprints(wish.request, wish.raw, [key])
    if not is_one_of(kept.fingerprint, [mark]):
        raise Problem("idempotency_key_reused", "this Idempotency-Key came with another request; use a new key")
    made = _maker(key, wish.key, mark).again(kept.made)
    return answer(kept.status, msgspec.json.decode(kept.body, type=Fields), made)


def converted(plain: Mapping[str, object], kind: type[Entry]) -> tuple[Entry, Conversion[Entry]]:
    """Make an entry of plain values; the conversion knows what is wrong with their types."""
    conversion = Conversion(plain, kind, lambda _: "")
    return conversion.entry, conversion


def refuse(conversion: Conversion[Entry], findings: Iterable[Finding], plain: Mapping[str, object]) -> None:
    """Raise 422 with everything that is wrong: of the types, of the texts, and what the checks found."""
    texts = check_texts([], msgspec.to_builtins(conversion.entry))
    checked = [one for one in (*texts, *_said_twice(conversion.entry, plain), *findings) if not conversion.hides(one)]
    errors = [_error(one, plain) for one in (*conversion.findings, *checked)]
    errors += [_error(one, plain, secret=True) for one in conversion.unknown]
    if errors:
        unique = tuple(dict.fromkeys(errors))[:MOST_ERRORS]
        more = f" (and {len(unique) - 1} more)" if len(unique) > 1 else ""
        raise Problem("invalid_field", f"{unique[0].field or 'the body'}: {unique[0].problem}{more}", unique)


def commit(
    wish: Wish,
    changes: Sequence[Change],
    view: Callable[[], Fields] | None,
    *,
    status: int = 200,
    about: str = "",
    also: Sequence[Write] = (),
) -> Response:
    """Write what changes, all of it with its entry in the audit or nothing, and tell the nodes which users changed.

    Args:
        view: what is answered, without secrets; None answers nothing.
        about: the user whom it is done to.
        also: what is written with it.

    Raises:
        Problem: 412 where somebody else has just changed the same.
    """
    body = view() if view is not None else {}
    entry = entry_of(wish.request, wish.grant, "done", wish.raw)
    if about:
        entry = structs.replace(entry, about=pseudonyms_of(wish.domain, [about])[about])
    kept_answer = KeptAnswer(
        fingerprint=wish.mark,
        status=status if view is not None else 204,
        body=msgspec.Raw(msgspec.json.encode(body)),
        made=tuple(wish.maker.made),
        key=key_id(pin_keys[0]),
    )
    telling = telling_of(changes, wish.grant, entry, now=wish.now)
    kept = [] if wish.key is None else [new_answer(wish.key, kept_answer, now=wish.now)]
    if changes or kept or also:
        try:
            told = [] if telling is None else [new_telling(telling)]
            lost = apply_together(changes, entry, [*kept, *told, *also])
        except Overtaken:
            raise Problem("revision_moved", "somebody else has just changed it; read it again") from None
        except TablesUnavailable:
            # It may be written all the same, and then with what the nodes are to be told.
            if telling is not None:
                wake(telling.id)
            raise
        if lost and (earlier := earlier_answer(wish)) is not None:
            return earlier
        # The client tries twice where an answer is lost: then it is refused because it is there.
        if any(one in lost for one in also) and not stands(changes):
            raise Problem("revision_moved", "somebody else has just changed it; read it again")
    if telling is not None:
        tell_now_or_soon(telling, now=wish.now)
    if takes_right(changes):
        wake_for_observers(wish.domain)
    return answer(kept_answer.status, body, wish.maker.made)


def require_seen(wish: Wish, revision: int | None) -> None:
    """Raise 412 where the caller has seen another revision."""
    require_revision(wish.request, revision)


def merged(current: Mapping[str, object], patch: Mapping[str, object]) -> Fields:
    """RFC 7396: null takes a field away, an object is merged, anything else takes the place of what was."""
    result = dict(current)
    for name, value in patch.items():
        before = result.get(name)
        if value is None:
            result.pop(name, None)
        elif isinstance(value, dict):
            result[name] = merged(before if isinstance(before, dict) else {}, value)
        else:
            result[name] = value
    return result


def _said_twice(entry: msgspec.Struct, plain: Mapping[str, object]) -> Iterator[Finding]:
    """The path or the token says what it is called and whose it is; nobody renames or moves it by a body."""
    for field in ("id", "name", "domain"):
        right = getattr(entry, field, None)
        if right is not None and field in plain and plain[field] != right:
            yield [field], f"is {right} here, as the path and the token say: leave it out"


def _error(finding: Finding, plain: Mapping[str, object], *, secret: bool = False) -> FieldError:
    place, advice = finding
    value: object = plain
    for step in place:
        try:
            value = value[step]  # type: ignore[index]  # whatever it is, it may not have this
        except (KeyError, IndexError, TypeError):
            value = None
            break
    names = {str(step) for step in place if isinstance(step, str)}
    hidden = secret or value is None or isinstance(value, dict | list | tuple) or bool(names & SECRET_FIELDS)
    field = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place).lstrip(".")
    return FieldError(field=field, problem=advice, value=None if hidden else shown(value, field))

"""What is answered: an entry, a page of a list (one Query), what was changed with the secrets that were made for it."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from functions.shared.api.paging import Cursors
from functions.shared.api.problems import Problem, invalid_field
from functions.shared.api.tokens import Grant
from functions.shared.encoders.dial_strings import WORD
from functions.shared.settings import PinSettings, read
from functions.shared.tables.provisioned.documents import Documents, Written
from functions.shared.tables.provisioned.users import page_of_keys

Fields = dict[str, object]

_cursors = Cursors(read(PinSettings).hash_keys)


def page_of(
    request: Request,
    grant: Grant,
    below: str,
    shown: Callable[[str, Documents], Fields | None],
    *,
    but: str = "",
) -> Response:
    """Answer with a page of what stands below a key in the domain.

    Args:
        shown: what is told of a row; None leaves it out, so that a page may be shorter than its limit.
        but: rows whose keys begin so are passed over without being read.
    """
    page = _cursors.page(request, grant)
    rows, more = page_of_keys(grant.domain, below + prefix_of(request), page.after, page.limit, but=but)
    documents = Documents(rows)
    found = (shown(row["key"]["S"], documents) for row in rows)
    return listed([one for one in found if one is not None], more, grant, request)


def rooms_page(request: Request, grant: Grant) -> tuple[int, str | None]:
    page = _cursors.page(request, grant)
    return page.limit, page.after


def listed(items: list[Fields], after: str | None, grant: Grant, request: Request) -> Response:
    """A list with the cursor of its next page."""
    body: dict[str, Any] = {
        "items": items,
        "next": None if after is None else _cursors.make(after, request, grant),
    }
    return Response(msgspec.json.encode(body), media_type="application/json")


def prefix_of(request: Request) -> str:
    text = request.query_params.get("prefix", "")
    if text and not WORD.fullmatch(text):
        raise invalid_field("prefix", "is not how a name begins", value=text[:64], expected="0-9 A-Z a-z * # + _ . -")
    return text


def written_view(written: Written) -> Fields:
    return {"revision": written.revision, "made_by": "api" if written.by_api else "file"}


def not_found(noun: str, name: str) -> Problem:
    return Problem("not_found", f"there is no {noun} {name[:64]!r}")


def answer_with(body: Fields) -> Response:
    return answer(200, body, {})


def answer(status: int, body: Fields, made: Mapping[str, str]) -> Response:
    """A JSON answer, with what was made for it and the revision as its ETag; 204 has none."""
    if status == 204:
        return Response(status_code=204)
    told = _with(body, made)
    headers = {"ETag": f'"{told["revision"]}"'} if "revision" in told else {}
    return Response(msgspec.json.encode(told), status, headers, "application/json")


def _with(body: Fields, made: Mapping[str, str]) -> Fields:
    """The answer with what was made: `dial_in.pin` is a field of a field."""
    told = dict(body)
    for name, value in made.items():
        field, _, below = name.partition(".")
        inner = told.get(field)
        told[field] = {**(inner if isinstance(inner, dict) else {}), below: value} if below else value
    return told


def plain_of(entry: msgspec.Struct, *without: str) -> Fields:
    """All fields of an entry as plain values, the defaults too."""
    names = [name for name in entry.__struct_fields__ if name not in without]
    return {name: msgspec.json.decode(msgspec.json.encode(getattr(entry, name))) for name in names}

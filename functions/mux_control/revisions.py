"""`ETag`, `If-Match` and `If-None-Match`: the revision of a conference."""

from starlette.requests import Request

from functions.mux_control.problems import Problem
from functions.shared.conference_state import ConferenceState


def etag(conference: ConferenceState) -> str:
    return f'"{conference.revision}"'


def require_match(request: Request, conference: ConferenceState) -> None:
    """Raise 412 where the caller has seen another revision."""
    _require(request, conference.revision, "the conference")


def is_known(request: Request, conference: ConferenceState) -> bool:
    """Whether the caller has this revision already, so that 304 will do."""
    known = request.headers.get("if-none-match")
    return known is not None and _names(known, conference.revision)


def require_revision(request: Request, revision: int | None) -> None:
    """Raise 412 where the caller has seen another revision of what is kept; None is nothing kept yet."""
    _require(request, revision, "it")


def _require(request: Request, revision: int | None, what: str) -> None:
    wanted = request.headers.get("if-match")
    if wanted is not None and (revision is None or not _names(wanted, revision)):
        detail = f"{what} is at revision {revision or 0}, not {wanted[:64]}; read it again"
        raise Problem("revision_moved", detail, headers={"ETag": f'"{revision or 0}"'})


def _names(header: str, revision: int) -> bool:
    tags = {tag.strip().removeprefix("W/").strip('"') for tag in header.split(",")}
    return not tags.isdisjoint({"*", str(revision)})

"""`ETag`, `If-Match` and `If-None-Match`: the revision of a conference, and whether its node can still be seen."""

import re

from starlette.requests import Request

from functions.shared.api.problems import Problem
from functions.shared.state import ConferenceState
from functions.shared.tables.nodes import NodeState

REVISION = re.compile("[0-9]{1,18}")


def etag(conference: ConferenceState, node_state: NodeState = "up", hands: int = 0) -> str:
    """The revision, and what else is shown with it: the node's state while it is not up, and the last hand that moved.

    Args:
        hands: the seq of the event that moved it; hands do not move the revision, for no command is in their way.
    """
    beside = ([] if node_state == "up" else [node_state]) + ([f"hand{hands}"] if hands else [])
    return f'"{"-".join([str(conference.revision), *beside])}"'


def require_match(request: Request, conference: ConferenceState) -> tuple[int, ...]:
    """Raise 412 where the caller has seen another revision.

    Returns:
        The revisions at which the command may be carried out; none where any will do.
    """
    _require(request, conference.revision, "the conference")
    seen = _revisions(request.headers.get("if-match", ""))
    return () if "*" in seen else tuple(sorted(int(revision) for revision in seen if REVISION.fullmatch(revision)))


def is_known(request: Request, tag: str) -> bool:
    """Whether the caller has what this tag stands for already, so that 304 will do."""
    known = request.headers.get("if-none-match")
    return known is not None and not _tags(known).isdisjoint({"*", tag.strip('"')})


def require_revision(request: Request, revision: int | None) -> None:
    """Raise 412 where the caller has seen another revision of what is kept; None is nothing kept yet.

    `If-None-Match: *` is for who wants to make it, and to change nothing that is there (RFC 9110, 13.1.2).
    """
    _require(request, revision, "it")


def _require(request: Request, revision: int | None, what: str) -> None:
    wanted, unwanted = request.headers.get("if-match"), request.headers.get("if-none-match")
    if wanted is not None and (revision is None or not _names(wanted, revision)):
        raise _moved(revision, f"{what} is at revision {revision or 0}, not {wanted[:64]}; read it again")
    if unwanted is not None and revision is not None and _names(unwanted, revision):
        raise _moved(revision, f"{what} is there, at revision {revision}: If-None-Match asks for it not to be")


def _moved(revision: int | None, detail: str) -> Problem:
    return Problem("revision_moved", detail, headers={"ETag": f'"{revision or 0}"'})


def _names(header: str, revision: int) -> bool:
    return not _revisions(header).isdisjoint({"*", str(revision)})


def _revisions(header: str) -> set[str]:
    # Whoever has seen a revision while the node was away has seen that revision.
    return {tag.partition("-")[0] for tag in _tags(header)}


def _tags(header: str) -> set[str]:
    return {tag.strip().removeprefix("W/").strip('"') for tag in header.split(",")}

"""What went wrong, as RFC 9457 problem+json with a code that programs can rely on."""

from collections.abc import Mapping
from http import HTTPStatus

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from functions.shared.grammars.moments import Moment
from functions.shared.tables.base import TablesUnavailable
from functions.shared.telemetry.observations import count, logger

# Each request has an id, which also stands in its answer, the command's row, and the logs of function and relay. On AWS
# it is API Gateway's own, which stands in its access log; what a client sends as X-Request-Id counts for nothing.
REQUEST_ID = "request_id"


def request_id_of(request: HTTPConnection) -> str:
    """The request's id; empty where the request did not come through `gates.AnswerHeaders`."""
    return str(request.scope.get(REQUEST_ID, ""))


class FieldError(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One field that cannot be taken: where it is, what is wrong, what was sent and what would be right."""

    field: str
    problem: str
    value: str | None = None
    expected: str | None = None


class ProblemBody(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """RFC 9457; `code` is stable, `detail` is for people; `reason` is a stable word where a code has several."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    reason: str | None = None
    # Of `recording_retained`: when it may be erased.
    retained_until: Moment | None = None
    errors: tuple[FieldError, ...] = ()
    # As in X-Request-Id.
    request_id: str | None = None


# Every code with the status it comes with; the documentation lists them.
CODES: Mapping[str, tuple[int, str]] = {
    "invalid_json": (400, "The body is not JSON"),
    "invalid_token": (401, "A valid token is needed"),
    "missing_ability": (403, "The token does not allow this"),
    "not_through_front": (403, "The API is not reached this way"),
    "destination_refused": (403, "The domain may not call that number"),
    "not_found": (404, "There is nothing here"),
    "conference_not_found": (404, "No such conference"),
    "member_not_found": (404, "No such member"),
    "nobody_waits": (404, "Nobody waits to be let in"),
    "command_not_found": (404, "No such command"),
    "recording_not_found": (404, "No such recording"),
    "stream_not_found": (404, "No such stream"),
    "layout_not_found": (404, "No such layout"),
    "asset_not_found": (404, "No such picture, sound or font"),
    "still_not_found": (404, "No such still"),
    "message_not_found": (404, "No such message"),
    "meeting_not_found": (404, "No such meeting"),
    "webhook_not_found": (404, "No such webhook"),
    "node_not_found": (404, "No such node"),
    "delivery_not_found": (404, "No such delivery"),
    "stage_not_found": (404, "The conference has no stage"),
    "scene_not_found": (404, "No such scene"),
    "cues_not_found": (404, "The conference has no cue list"),
    "entry_unknown": (404, "There is no such link"),
    "entry_early": (404, "The link does not work yet"),
    "method_not_allowed": (405, "This path does not take that method"),
    "wrong_state": (409, "Not possible in the present state"),
    "not_inside": (409, "You are not in the meeting"),
    "not_observable": (409, "The room lets nobody watch"),
    "room_not_open": (409, "The room may not be entered now"),
    "conference_elsewhere": (409, "The conference is on another node"),
    "node_not_empty": (409, "Somebody is on the node, or may come to it"),
    "not_movable": (409, "The conference cannot be moved to that node"),
    "message_exists": (409, "Another message has this id"),
    "asset_exists": (409, "There is one of this name already"),
    "asset_limit": (409, "The domain has as many pictures, sounds and fonts as it may have"),
    "webhook_limit": (409, "The domain has as many webhooks as it may have"),
    "recording_retained": (409, "The recording may not be erased yet"),
    "layout_in_use": (409, "The layout is shown somewhere"),
    "layout_not_loaded": (409, "The running conference has not loaded this layout"),
    "conference_ended": (410, "The conference has ended"),
    "recording_gone": (410, "The recording's time is over"),
    "entry_used_up": (410, "The link has been used"),
    "entry_over": (410, "The link's time is over"),
    "entry_revoked": (410, "The link was withdrawn"),
    "entry_kept_out": (410, "Who came by the link was removed from the meeting"),
    "revision_moved": (412, "The conference has moved on"),
    "body_too_large": (413, "The body is too large"),
    "unsupported_media_type": (415, "The body must be JSON"),
    "invalid_field": (422, "A field is not valid"),
    "idempotency_key_reused": (422, "The Idempotency-Key was used for another request"),
    "rate_limited": (429, "Too many requests"),
    "call_limit": (429, "The limit of calls is reached"),
    "still_too_soon": (429, "The conference's last still was taken a moment ago"),
    "internal_error": (500, "The service failed"),
    "node_unserved": (503, "No relay serves the conference's node"),
    "switch_down": (503, "FreeSWITCH cannot be reached on the conference's node"),
    "unavailable": (503, "The service cannot answer now"),
}


class Problem(Exception):
    """Ends a request with a problem."""

    def __init__(
        self,
        code: str,
        detail: str,
        errors: tuple[FieldError, ...] = (),
        headers: Mapping[str, str] | None = None,
        *,
        reason: str | None = None,
        retained_until: str | None = None,
    ) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.errors = errors
        self.headers = dict(headers or {})
        self.reason = reason
        self.retained_until = retained_until

    def below(self, prefix: str) -> "Problem":
        """The same problem of a part: its fields are named from the whole."""
        if not prefix or not self.errors:
            return self
        errors = tuple(msgspec.structs.replace(error, field=prefix + error.field) for error in self.errors)
        return Problem(self.code, prefix + self.detail, errors, self.headers, reason=self.reason)


def invalid_field(field: str, problem: str, *, value: str | None = None, expected: str | None = None) -> Problem:
    """Return the problem of a single field."""
    error = FieldError(field=field, problem=problem, value=value, expected=expected)
    return Problem("invalid_field", f"{field or 'the body'}: {problem}", (error,))


def unavailable(detail: str, *, code: str = "unavailable", seconds: int = 1) -> Problem:
    """Return a 503 that says when to come back."""
    return Problem(code, detail, headers={"Retry-After": str(seconds)})


def problem_body(problem: Problem, request_id: str) -> ProblemBody:
    """A problem as it is told, over HTTP or over a WebSocket."""
    status, title = CODES[problem.code]
    return ProblemBody(
        type=f"/docs#{problem.code}",
        title=title,
        status=status,
        code=problem.code,
        detail=problem.detail,
        reason=problem.reason,
        retained_until=problem.retained_until,
        errors=problem.errors,
        request_id=request_id or None,
    )


def problem_response(problem: Problem, request: Request) -> Response:
    body = problem_body(problem, request_id_of(request))
    return Response(msgspec.json.encode(body), body.status, problem.headers, "application/problem+json")


async def on_error(request: Request, error: Exception) -> Response:
    """Word every error that is an answer: ours, and the paths and methods that Starlette refuses."""
    path = request.url.path
    if isinstance(error, Problem):
        return problem_response(error, request)
    if isinstance(error, TablesUnavailable):
        count("TablesUnavailable")
        logger.error("no answer from the tables", extra={"path": path, "reason": str(error)})
        return problem_response(unavailable("the tables do not answer; try again in a second"), request)
    status, headers = (error.status_code, dict(error.headers or {})) if isinstance(error, HTTPException) else (404, {})
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        detail = f"{path} takes {headers.get('Allow', 'other methods')}, not {request.method}"
        return problem_response(Problem("method_not_allowed", detail, headers=headers), request)
    return problem_response(Problem("not_found", f"nothing is at {path}; see /docs"), request)


HANDLERS = {Problem: on_error, TablesUnavailable: on_error, HTTPException: on_error}

"""The edge of whatever FreeSWITCH calls: a node that proves itself, POST only, a form in, a broken table is 503."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from functions.shared.encoders.xml_curl import FREESWITCH_DECLINES, MAX_BODY_BYTES, document, request_fields
from functions.shared.handlers.authentication import asker_of
from functions.shared.handlers.readiness import health
from functions.shared.lookups.keeping import CACHE_CONTROL, NEVER, NOBODY, Keeping
from functions.shared.tables.base import TableItem, TablesUnavailable, warm_up
from functions.shared.tables.known.identities import Asker
from functions.shared.tables.provisioned.identities import IdentitiesItem
from functions.shared.telemetry.observations import count, logger

Answer = Callable[[Mapping[str, str], Asker], Awaitable[Response]]


def lookup_app(path: str, answer: Answer, tables: Sequence[type[TableItem]]) -> Starlette:
    """Serve one path to FreeSWITCH; `answer` gets the form's fields and the node that asks.

    Below it `/healthz` says whether they answer: who chooses between two regions has no credentials.
    """

    async def endpoint(request: Request) -> Response:
        try:
            return await _answered(request, answer)
        except TablesUnavailable as error:
            count("TablesUnavailable")
            logger.error("no answer from the tables", extra={"path": path, "reason": str(error)})
            return PlainTextResponse("the tables do not answer\n", 503, {"Retry-After": "1"})

    warm_up()
    methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"]
    healthz = health(IdentitiesItem, *tables)
    return Starlette(
        routes=[Route(path, endpoint, methods=methods), Route(f"{path}/healthz", healthz, methods=["GET"])],
        max_body_size=MAX_BODY_BYTES,
    )


async def _answered(request: Request, answer: Answer) -> Response:
    asker = asker_of(request.headers.get("authorization", ""))
    if asker is None:
        count("Refused")
        return Response(status_code=401, headers={"WWW-Authenticate": 'Basic realm="freeswitch-functions"'})
    if request.method != "POST":
        # A dialplan request has 8 to 17 kB: too long for a URL, and a digest or a PIN does not belong in one.
        return PlainTextResponse(
            'POST only: in xml_curl.conf.xml set <param name="method" value="POST"/>\n', 405, {"Allow": "POST"}
        )
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return PlainTextResponse("expected a form: Content-Type: application/x-www-form-urlencoded\n", 400)
    # Not request.form(): that needs the python-multipart package, even for a urlencoded body.
    try:
        fields = request_fields(await request.body())
        return await answer(fields, asker)
    except ClientDisconnect:
        # FreeSWITCH gave up in the middle of its question; nobody reads what is answered.
        return Response(status_code=400)


def xml(section: str, content: str, keeping: Keeping = NEVER, *, nobody: bool = False) -> Response:
    """Answer with a section; `text/xml` because Mangum sends types it does not know base64-encoded.

    Args:
        keeping: for how long a node may keep the answer (`freeswitch/edge`); FreeSWITCH does not read it.
        nobody: a user was looked for who is not there, which a node counts.
    """
    said = {CACHE_CONTROL: keeping.header, **({NOBODY: "1"} if nobody else {})}
    return Response(document(section, content), media_type="text/xml", headers=said)


def decline() -> Response:
    """Answer `not found`: FreeSWITCH goes on to its static configuration, which lets nobody in."""
    return Response(FREESWITCH_DECLINES, media_type="text/xml", headers={CACHE_CONTROL: NEVER.header})

"""The edge's HTTP: FreeSWITCH's look-ups, what the relay says was changed, and how the edge is."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from freeswitch.edge.asked import PATHS
from freeswitch.edge.front import with_front
from freeswitch.edge.lookups import Lookups
from freeswitch.edge.regions import Regions
from freeswitch.relay.telemetry.exposition import CONTENT_TYPE, Exposition
from freeswitch.relay.telemetry.logs import logger
from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.encoders.xml_curl import MAX_BODY_BYTES
from functions.shared.telemetry.metric_names import EDGE_NAMES
from functions.shared.version import VERSION

METRICS_SECONDS: Final = 60.0
LAST_SECONDS: Final = 2.0
PREFIX: Final = "freeswitch_edge_"


class Forgotten(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A user, by id or alias, of whom something was changed."""

    domain: str
    user: str


def edge_app(lookups: Lookups, regions: Regions, metrics: Metrics) -> ASGIApp:
    """Make the app; when it ends, so do its connections."""
    exposition = Exposition(metrics, EDGE_NAMES, PREFIX)

    async def forget(request: Request) -> Response:
        # No page in a browser can send this without asking first.
        if request.headers.get("content-type") != "application/json":
            return PlainTextResponse("expected application/json\n", 415)
        try:
            user = msgspec.json.decode(await request.body(), type=Forgotten)
        except msgspec.MsgspecError:
            return PlainTextResponse('expected {"domain": …, "user": …}\n', 400)
        return JSONResponse({"forgotten": lookups.forget(user.domain, user.user)})

    async def healthz(_: Request) -> Response:
        """That functions are away is no illness of the edge."""
        away = [path for path in PATHS if regions.is_doubted(path)]
        return JSONResponse({"status": "ok", "version": VERSION, "kept": len(lookups.answers), "away": away})

    async def metrics_text(_: Request) -> Response:
        metrics.gauge("AnswersKept", len(lookups.answers))
        return Response(exposition.text(), headers={"Content-Type": CONTENT_TYPE})

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        telling = asyncio.create_task(_tell(lookups, metrics))
        yield
        telling.cancel()
        await lookups.flights.all_landed(LAST_SECONDS)
        await regions.close()
        metrics.flush(time.time())

    routes = [
        Route("/forget", _guarded(forget, metrics), methods=["POST"]),
        Route("/healthz", healthz, methods=["GET"]),
        Route("/metrics", metrics_text, methods=["GET"]),
    ]
    others = Starlette(routes=routes, lifespan=lifespan, max_body_size=MAX_BODY_BYTES)
    return with_front(lookups, metrics, others)


def _guarded(
    endpoint: Callable[[Request], Awaitable[Response]], metrics: Metrics
) -> Callable[[Request], Awaitable[Response]]:
    """Answer whatever happens: what nobody has thought of is logged with its trace, counted, and is 500."""

    async def answered(request: Request) -> Response:
        try:
            return await endpoint(request)
        except HTTPException:
            # A body that is too large, which Starlette answers.
            raise
        except ClientDisconnect:
            # Nobody reads what is answered.
            return Response(status_code=400)
        except Exception:  # noqa: BLE001  # the next look-up is answered all the same
            metrics.count("UnexpectedErrors")
            logger.exception("something unexpected went wrong", extra={"path": request.url.path})
            return PlainTextResponse("something unexpected went wrong\n", 500)

    return answered


async def _tell(lookups: Lookups, metrics: Metrics) -> None:
    """Write what was counted into the log, once a minute."""
    while True:
        await asyncio.sleep(METRICS_SECONDS)
        metrics.gauge("AnswersKept", len(lookups.answers))
        metrics.flush(time.time())

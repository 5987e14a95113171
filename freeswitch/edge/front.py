"""The look-ups' own way in: what FreeSWITCH waits for passes no routes and no middleware; all else goes on."""

import asyncio
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from freeswitch.edge.answers import Answer
from freeswitch.edge.asked import PATHS, Asked, asked
from freeswitch.edge.lookups import Lookups
from freeswitch.relay.telemetry.logs import logger
from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.encoders.xml_curl import MAX_BODY_BYTES

# FreeSWITCH has all of its question ready.
BODY_SECONDS: Final = 2.0
TEXT: Final = (("Content-Type", "text/plain; charset=utf-8"),)
NOT_POSTED: Final = Answer(405, b"Method Not Allowed", (*TEXT, ("Allow", "POST")))
TOO_LARGE: Final = Answer(413, b"Content Too Large", TEXT)
GAVE_UP: Final = Answer(400)
BROKEN: Final = Answer(500, b"something unexpected went wrong\n", TEXT)


class NotReceived(Exception):
    """The whole question did not come; `answer` says why."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


def with_front(lookups: Lookups, metrics: Metrics, others: ASGIApp) -> ASGIApp:
    """Answer the look-ups here, and let the other app have the rest.

    What is fresh and came whole never gets here (`at_once.py`).
    """

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] not in PATHS:
            await others(scope, receive, send)
        elif scope["method"] != "POST":
            await _send(send, NOT_POSTED)
        else:
            answer, source = await answered(scope, receive)
            await _send(send, answer, source)

    async def answered(scope: Scope, receive: Receive) -> tuple[Answer, str]:
        """Whatever happens there is an answer: what nobody has thought of is logged with its trace and counted."""
        try:
            reply = await lookups.reply(await _question(scope, receive))
        except NotReceived as problem:
            return problem.answer, ""
        except Exception:  # noqa: BLE001  # the next look-up is answered all the same
            metrics.count("UnexpectedErrors")
            logger.exception("something unexpected went wrong", extra={"path": scope["path"]})
            return BROKEN, ""
        return reply.answer, reply.source

    return app


async def _question(scope: Scope, receive: Receive) -> Asked:
    authorization = content_type = b""
    for name, value in scope["headers"]:
        if name == b"authorization":
            authorization = value
        elif name == b"content-type":
            content_type = value
    body = await _body(receive)
    return asked(scope["path"], body, authorization.decode("latin-1"), content_type.decode("latin-1"))


async def _body(receive: Receive) -> bytes:
    """Read the question.

    Raises:
        NotReceived: it is too large, or FreeSWITCH gave up in the middle of it.
    """
    body, more = b"", True
    try:
        async with asyncio.timeout(BODY_SECONDS):
            while more:
                message = await receive()
                if message["type"] != "http.request":
                    # Nobody reads what is answered.
                    raise NotReceived(GAVE_UP)
                body, more = body + message.get("body", b""), message.get("more_body", False)
                if len(body) > MAX_BODY_BYTES:
                    raise NotReceived(TOO_LARGE)
    except TimeoutError:
        raise NotReceived(GAVE_UP) from None
    return body


async def _send(send: Send, answer: Answer, source: str = "") -> None:
    headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in answer.headers]
    headers.append((b"content-length", b"%d" % len(answer.body)))
    if source:
        headers.append((b"cache-status", f"edge; {source}".encode("latin-1")))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})

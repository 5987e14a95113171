"""Where an API is reached only through what stands before it: CloudFront, or another proxy that adds two headers.

`X-Front-Secret` proves that a request came that way, and `X-Viewer-Address` says from whom it came then. Whoever stands
there sets both anew, whatever a client has sent. Without the secret, nobody's word about an address is believed.
"""

import hmac
import ipaddress
from collections.abc import Sequence

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from functions.shared.api.problems import Problem, problem_response
from functions.shared.telemetry.observations import count

SECRET_HEADER, ADDRESS_HEADER = b"x-front-secret", b"x-viewer-address"


class OnlyThroughFront:
    """An ASGI middleware: refuses what does not prove itself with one of these secrets, before anything else is read.

    Behind it nobody sees either header, and the request's client is the viewer.
    """

    def __init__(self, app: ASGIApp, secrets: Sequence[str]) -> None:
        self._app = app
        self._secrets = [secret.encode() for secret in secrets]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if not self._proves(_only(scope, SECRET_HEADER)):
            count("PastFront")
            problem = Problem("not_through_front", "ask at the address of the pages")
            await problem_response(problem, Request(scope))(scope, receive, send)
            return
        address = _address(_only(scope, ADDRESS_HEADER))
        # In the scope itself: what answers for a failure stands outside of all middleware.
        scope["headers"] = [each for each in scope["headers"] if each[0] not in (SECRET_HEADER, ADDRESS_HEADER)]
        scope["client"] = (address, 0) if address else None
        await self._app(scope, receive, send)

    def _proves(self, given: bytes) -> bool:
        # Each is compared, so that the time does not tell which one it was.
        matches = [hmac.compare_digest(given, secret) for secret in self._secrets]
        return any(matches)


def viewer_address(request: Request) -> str:
    """From where a request came, as far as that is sure; empty where nobody says it."""
    return request.client.host if request.client is not None else ""


def _only(scope: Scope, name: bytes) -> bytes:
    """A header's value; empty where it is missing, or there more than once."""
    found = [value for each, value in scope["headers"] if each == name]
    return found[0] if len(found) == 1 else b""


def _address(text: bytes) -> str:
    try:
        return str(ipaddress.ip_address(text.decode("latin-1")))
    except ValueError:
        return ""

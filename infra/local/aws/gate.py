"""Stands before the embedded AWS services: only who has this run's key is answered, and no page is."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from infra.local.aws.signatures import Asked, is_signed
from infra.local.neighbours import refusal


def _now() -> datetime:
    return datetime.now(UTC)


class AwsGate:
    """A WSGI app before moto's, which answers any origin and any key, and resets everything for whoever asks."""

    def __init__(
        self,
        app: WSGIApplication,
        *,
        key: str,
        secret: str,
        names: Sequence[str] = (),
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._app, self._key, self._secret, self._names, self._clock = app, key, secret, names, clock

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        origin = environ.get("HTTP_ORIGIN")
        # No page has business here, not even ours: a link to an object is followed, which names no origin.
        problem = refusal(environ.get("HTTP_HOST", ""), None, names=self._names) or (
            "pages may not ask the embedded services" if origin is not None else ""
        )
        if not problem and not is_signed(_asked(environ), self._key, self._secret, self._clock()):
            problem = "this was not signed with the key of this run (`make run` names the file that has it)"
        if not problem:
            return self._app(environ, start_response)
        text = f"{problem}\n".encode()
        headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(text)))]
        start_response("403 Forbidden", headers)
        return [text]


def _asked(environ: WSGIEnvironment) -> Asked:
    headers = {name[5:].lower().replace("_", "-"): value for name, value in environ.items() if name.startswith("HTTP_")}
    for name in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        if name in environ:
            headers[name.lower().replace("_", "-")] = environ[name]
    body = b""
    if "x-amz-content-sha256" not in headers and environ.get("CONTENT_LENGTH"):
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        environ["wsgi.input"] = BytesIO(body)
    path, _, query = environ["REQUEST_URI"].partition("?")
    return Asked(environ["REQUEST_METHOD"], path, query, headers, body)

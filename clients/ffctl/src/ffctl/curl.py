"""A request as a line for a shell, in which the token and every secret are variables."""

import secrets
from collections.abc import Mapping
from shlex import quote

import msgspec

from ffctl.secret_fields import secrets_in
from freeswitch_functions_client import Request
from freeswitch_functions_client.request import new_key

TOKEN = "FFCTL_TOKEN"  # noqa: S105  # the name of the variable


def curl(request: Request, url: str) -> str:
    """Return what does the same as this request; pasted twice it is done once, for its key stays.

    Args:
        url: where the API is.
    """
    options = [f'-H "Authorization: Bearer ${TOKEN}"']
    headers = {name: value for name, value in request.headers(new_key()).items() if name != "User-Agent"}
    options += [f"-H {quote(f'{name}: {value}')}" for name, value in headers.items()]
    if request.content is not None:
        options.append(f"--data-raw {_body(request.content)}")
    # A file is where its answer points to.
    how = "--location" if request.method == "GET" else f"-X {request.method}"
    return " \\\n  ".join([f"curl --fail-with-body {how} {quote(url.rstrip('/') + request.target)}", *options])


def _body(content: bytes) -> str:
    """The body between quotes; a variable holds a secret as JSON writes it (`"` as `\\"`)."""
    wish: dict[str, object] = msgspec.json.decode(content)
    marks = {}
    for path in secrets_in(wish):
        mark = secrets.token_hex(16)
        marks[mark] = "_".join(("FFCTL", *path)).upper()
        wish = _with(wish, path, mark)
    text = quote(msgspec.json.encode(wish).decode())
    for mark, name in marks.items():
        text = text.replace(mark, f"'\"${name}\"'")
    return text


def _with(wish: Mapping[str, object], path: tuple[str, ...], value: object) -> dict[str, object]:
    first, *rest = path
    inner = wish[first]
    return {**wish, first: _with(inner, tuple(rest), value) if rest and isinstance(inner, Mapping) else value}

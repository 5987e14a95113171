"""Values of the query string and of the `Prefer` header."""

import re

from starlette.requests import Request

from functions.shared.api.problems import invalid_field

MAX_WAIT_SECONDS = 20
_WAIT = re.compile(r"(?:^|[,;])\s*wait\s*=\s*\"?(\d{1,6})\"?\s*(?=$|[,;])", re.IGNORECASE)


def whole_number(request: Request, name: str, *, least: int, most: int, default: int) -> int:
    """Read a whole number of the query; 422 for anything else."""
    text = request.query_params.get(name)
    if text is None:
        return default
    # isdecimal() alone takes digits of every script, and int() any length of them.
    if text.isascii() and text.isdecimal() and len(text) <= 16 and least <= int(text) <= most:
        return int(text)
    problem = "is out of range" if re.fullmatch(r"-?[0-9]+", text) else "is no whole number"
    raise invalid_field(name, problem, value=text[:64], expected=f"a whole number from {least} to {most}")


def flag(request: Request, name: str) -> bool:
    """Read true or false of the query; false when it is not there."""
    text = request.query_params.get(name, "false")
    if text not in {"true", "false"}:
        raise invalid_field(name, "is neither true nor false", value=text[:64], expected="true or false")
    return text == "true"


def preferred_wait(request: Request) -> int:
    """Read `Prefer: wait=s`; a preference that we cannot grant in full is granted as far as we can."""
    match = _WAIT.search(request.headers.get("prefer", ""))
    return min(int(match[1]), MAX_WAIT_SECONDS) if match else 0

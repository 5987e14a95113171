"""What a newcomer reads when everything runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

# A newcomer has activated no virtual environment; `make run` has just made this one.
PYTHON = ".venv/bin/python"
# As in infra/demo.yaml.
DEMO_PASSWORD = "mypassword"  # noqa: S105


@dataclass(frozen=True, kw_only=True)
class Running:
    """Where the parts of this run are and what opens them."""

    url: str
    switch: str
    # A stand-in takes no calls.
    stand_in: bool
    xml_curl_user: str
    xml_curl_password: str
    token: str
    log: Path
    # Where the data are kept; None: they end with the run.
    data: Path | None = None
    # What the operator's page shows first; empty: the list of conferences.
    conference: str = ""
    has_pages: bool
    # For programs in other terminals.
    environment: Mapping[str, str]


def announcement(running: Running, more: Path) -> str:
    """What the terminal shows: the link first, and in which file the rest is."""
    return "\n".join(
        [
            "",
            *(_first_page(running) if running.has_pages else [f"The HTTP API is at {running.url}/docs", ""]),
            f"Addresses, passwords, an API token and lines to try:  cat {more}",
            f"Everything runs on this machine and {_the_data(running)}; Ctrl-C stops it.",
        ]
    )


def everything(running: Running) -> str:
    """Say where everything is, how to get in, and what to try; for a file that nobody else may read."""
    url = running.url
    return "\n".join(
        [
            f"  functions          {url}",
            *(_callers_page(running) if running.has_pages else []),
            f"  HTTP API           {url}/docs",
            f"  FreeSWITCH         {running.switch}",
            f"  it sends           {running.xml_curl_user} / {running.xml_curl_password}",
            f"  relay's log        {running.log}",
            f"  API token          {running.token}",
            "",
            "Try, in another terminal:",
            "",
            "  # who is user 1000? (what FreeSWITCH asks when somebody registers)",
            f"  curl -u {running.xml_curl_user}:{running.xml_curl_password} -sw '\\n' {url}/directory \\",
            "    -d section=directory -d domain=example.com -d user=1000 -d action=sip_auth",
            "",
            f"  export API={url}/v1 TOKEN={running.token}",
            "  # who is in the conference `internal`?",
            '  curl -sH "Authorization: Bearer $TOKEN" $API/conferences/internal | python3 -m json.tool',
            "  # change its picture, and be told what came of it",
            '  curl -sX PATCH -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\',
            """    -H "Prefer: wait=5" -d '{"layout": "2x2"}' $API/conferences/internal | python3 -m json.tool""",
            "  # who has changed what so far, and how it ended (within a minute)",
            """  curl -sH "Authorization: Bearer $TOKEN" -H 'Accept: text/csv' $API/audit""",
            "",
            "The programs of this repository use this run after:",
            "",
            *(f"  export {name}={quote(value)}" for name, value in running.environment.items()),
            "",
            "  # why does 999 lead where it does? who may do what? change a copy of the demo and apply it",
            f"  {PYTHON} -m infra.explain call 999 --user 1002@example.com",
            "  make token ARGS='--domain example.com --can view,control'",
            "  make provision FILE=infra/demo.yaml",
            "",
        ]
    )


def _the_data(running: Running) -> str:
    return f"the data are kept in {running.data}" if running.data else "the data end with it"


def _first_page(running: Running) -> list[str]:
    return [
        "Open this; it signs you in as the operator of example.com, for a day:",
        "",
        f"  {running.url}/#token={running.token}" + (f"&conference={running.conference}" if running.conference else ""),
        "",
    ]


def _callers_page(running: Running) -> list[str]:
    page = f"  caller's page      {running.url}/call/"
    if running.stand_in:
        return [f"{page}  (the stand-in takes no calls: start a FreeSWITCH for it)"]
    return [f"{page}#number=999&user=1000  (users 1000 to 1002, password {DEMO_PASSWORD})"]

"""What a newcomer reads when everything runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Running:
    """Where the parts of this run are and what opens them."""

    url: str
    switch: str
    xml_curl_user: str
    xml_curl_password: str
    token: str
    log: Path
    has_pages: bool
    # For programs in other terminals.
    environment: Mapping[str, str]


def announcement(running: Running) -> str:
    """Say where everything is, how to get in, and what to try first."""
    url = running.url
    pages = [f"  operator's page    {url}/", f"  caller's page      {url}/call/"] if running.has_pages else []
    return "\n".join(
        [
            "",
            "Everything runs on this machine. The data end with this process; Ctrl-C stops it.",
            "",
            f"  functions          {url}",
            *pages,
            f"  HTTP API           {url}/docs",
            f"  FreeSWITCH         {running.switch}",
            f"  it sends           {running.xml_curl_user} / {running.xml_curl_password}",
            f"  relay's log        {running.log}",
            f"  API token          {running.token}",
            "",
            "Try, in another terminal:",
            "",
            "  # who is user 1000? (what FreeSWITCH asks when somebody registers)",
            f"  curl -u {running.xml_curl_user}:{running.xml_curl_password} {url}/directory \\",
            "    -d section=directory -d domain=example.com -d user=1000 -d action=sip_auth",
            "",
            f"  export API={url}/v1 TOKEN={running.token}",
            "  # who is in the conference `internal`?",
            '  curl -H "Authorization: Bearer $TOKEN" $API/conferences/internal',
            "  # change its picture, and be told what came of it",
            '  curl -X PATCH -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\',
            """    -H "Prefer: wait=5" -d '{"layout": "2x2"}' $API/conferences/internal""",
            "",
            "For `make provision`, `make token` and `python -m infra.explain` in another terminal, first:",
            "",
            *(f"  export {name}={value}" for name, value in running.environment.items()),
            "",
        ]
    )

"""What a newcomer reads when everything runs."""

from collections.abc import Mapping

from functions.shared.settings import LocalStackSettings
from infra.local.credentials import Credentials


def announcement(
    settings: LocalStackSettings,
    credentials: Credentials,
    *,
    url: str,
    esl: str,
    token: str,
    environment: Mapping[str, str],
    has_pages: bool,
) -> str:
    """Say where everything is, how to get in, and what to try first."""
    password = f"-u freeswitch:{credentials.xml_curl_password}"
    bearer = f"-H 'Authorization: Bearer {token}'"
    # A fragment is not sent to the server, and the page takes it out of the address at once.
    operator, caller = f"{url}/#token={token}", f"{url}/call/#number=999&user=1000"
    pages = [f"  operator's page    {operator}", f"  caller's page      {caller}"] if has_pages else []
    switch = (
        f"FreeSWITCH at {esl}" if settings.esl_host else f"a stand-in at {esl}, password {credentials.esl_password}"
    )
    return "\n".join(
        [
            "",
            "Everything runs on this machine. The data end with this process; Ctrl-C stops it.",
            "",
            f"  functions          {url}",
            *pages,
            f"  HTTP API           {url}/docs",
            f"  event socket       {switch}",
            f"  FreeSWITCH sends   freeswitch / {credentials.xml_curl_password}   (XML_CURL_USER, XML_CURL_PASSWORD)",
            f"  API token          {token}",
            "",
            "Try, in another terminal:",
            "",
            "  # who is user 1000? (what FreeSWITCH asks when somebody registers)",
            f"  curl {password} {url}/directory \\",
            "    -d section=directory -d domain=example.com -d user=1000 -d action=sip_auth",
            "  # which conferences are there?",
            f"  curl {bearer} {url}/v1/conferences",
            "",
            "For `make provision`, `make token` and `python -m infra.explain` in another terminal, first:",
            "",
            *(f"  export {name}={value}" for name, value in environment.items()),
            "",
        ]
    )

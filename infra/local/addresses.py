"""Where the parts of a run are reached, as the functions tell it."""

from collections.abc import Mapping

from functions.shared.settings import LocalStackSettings
from infra.local.template import Template

# Where a FreeSWITCH of one's own takes browsers, as web/servers.ts has it.
SERVER_HERE = "ws://127.0.0.1:5066"


def addresses(environ: Mapping[str, str], settings: LocalStackSettings, template: Template, url: str) -> dict[str, str]:
    """Settings with addresses of this run; what `environ` says already counts where a terminal may say it.

    Args:
        environ: the settings so far.
        settings: what the terminal says.
        template: of the stack.
        url: of its functions.
    """
    _, stage = template.websocket()
    return {
        # Clients open a WebSocket where they asked for its ticket.
        "LIVE_URL": f"/{stage}",
        "LIVE_CONNECTIONS_URL": f"{url}/{stage}",
        # Links into rooms lead to the page of this stack, and from there to the first server that it may call.
        "CALL_PAGE_URL": environ["CALL_PAGE_URL"] or f"{url}/call/",
        "SIP_WEBSOCKET_URL": environ["SIP_WEBSOCKET_URL"] or (*settings.call_servers, SERVER_HERE)[0],
        "STILLS_BUCKET": environ.get("STILLS_BUCKET", str(template.resolve({"Ref": "Stills"}))),
    }

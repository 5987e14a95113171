"""Where a browser registers that comes into a conference, or watches it."""

from collections.abc import Callable

from functions.shared.claims.browsers import browser_address
from functions.shared.settings import EntrySettings, read
from functions.shared.tables.claims import Claim
from functions.shared.tables.known.identities import known_websockets

settings = read(EntrySettings)


def sip_address(domain: str, asking_claim: Callable[[], Claim | None], now: float) -> str:
    """The WebSocket of the node that has the conference, else of one that takes it; else that of the installation.

    No call, where it is remembered which nodes there are (30 s) and how those do that are asked for (5 s); two at most
    where not. The claim is asked for only where a node has a WebSocket of its own.

    Raises:
        TablesUnavailable: nobody can say.
    """
    websockets = known_websockets(domain)
    return (browser_address(asking_claim(), websockets, now) if websockets else "") or settings.sip_server

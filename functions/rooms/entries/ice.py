"""Which STUN and TURN servers a browser may use: TURN with coturn's credentials, which end by themselves.

The name is the moment at which they end and whose they are, the password its HMAC-SHA1 with the secret that coturn has
(`use-auth-secret`; draft-uberti-behave-turn-rest).
"""

import base64
import hmac

from functions.shared.entries.shapes import IceServer
from functions.shared.settings import EntrySettings


def ice_servers(settings: EntrySettings, user: str, *, now: float, until: float) -> tuple[IceServer, ...]:
    """Servers for one user; times are seconds since 1970.

    Args:
        until: when the user's entry ends: no credential is good for longer.
    """
    servers = [IceServer(urls=settings.stun_urls)] if settings.stun_urls else []
    if settings.turn_urls and settings.turn_secrets:
        username = f"{int(min(now + settings.turn_seconds, until))}:{user}"
        digest = hmac.digest(settings.turn_secrets[0].encode(), username.encode(), "sha1")
        credential = base64.b64encode(digest).decode()
        servers.append(IceServer(urls=settings.turn_urls, username=username, credential=credential))
    return tuple(servers)

"""Tells this node's edge of users who were changed; it keeps answers about them for an outage of the functions."""

import json
from http.client import HTTPConnection, HTTPException
from typing import Final
from urllib.parse import urlsplit

from freeswitch.relay.telemetry.logs import logger
from functions.shared.commands.node import FlushUser

# On this host it answers within a millisecond, however many answers it has.
SECONDS: Final = 1.0
OK: Final = 200


class Edge:
    """The edge of this node (`freeswitch/edge`), or none."""

    def __init__(self, url: str) -> None:
        """`url` is where it listens, such as http://127.0.0.1:3080; empty where there is none."""
        self._address = urlsplit(url)

    def forget(self, user: FlushUser) -> str:
        """Have it forget a user; returns why it may still have something of them, or nothing."""
        if not self._address.hostname:
            return ""
        connection = HTTPConnection(self._address.hostname, self._address.port, timeout=SECONDS)
        body = json.dumps({"domain": user.domain, "user": user.user})
        try:
            connection.request("POST", "/forget", body, {"Content-Type": "application/json"})
            status = connection.getresponse().status
        except ConnectionRefusedError:
            # It keeps everything in its memory: where none runs, nothing is kept.
            logger.warning("there is no edge to tell of a changed user", extra={"edge": self._address.netloc})
            return ""
        except (OSError, HTTPException) as problem:
            return f"the edge at {self._address.netloc} did not forget the user: {type(problem).__name__}"
        finally:
            connection.close()
        return "" if status == OK else f"the edge at {self._address.netloc} answered {status}"

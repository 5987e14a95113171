"""The log of the relay and of the edge: JSON lines from which secrets are cut, wherever they come from."""

import json
import logging
import sys
import traceback
from collections.abc import Iterable
from datetime import UTC, datetime

from freeswitch.relay.telemetry.log_limit import LogLimit
from functions.shared.telemetry.observations import SERVICE
from functions.shared.telemetry.redaction import Redaction

_ORDINARY = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}

logger = logging.getLogger("freeswitch.relay")


class JsonLines(logging.Formatter):
    """One JSON object a line; whatever is given as `extra` is a field."""

    def __init__(self, node: str, redact: Redaction, service: str = "relay") -> None:
        super().__init__()
        self._node = node
        self._service = service
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        fields: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "service": self._service,
            "node": self._node,
            "message": self._redact.text(record.getMessage()),
        }
        for name, value in vars(record).items():
            if name not in _ORDINARY:
                fields[name] = value if isinstance(value, (int, float, type(None))) else self._redact.text(str(value))
        if record.exc_info and record.exc_info[0] is not None:
            fields["traceback"] = self._redact.trace("".join(traceback.format_exception(*record.exc_info)))
        return json.dumps(fields)


def start_logging(node: str, secrets: Iterable[str], level: str = "INFO", *, service: str = "relay") -> None:
    """Send every log line of the process to standard output."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines(node, Redaction(secrets), service))
    handler.addFilter(LogLimit())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # What the relay has in common with the functions logs by their logger; here it is one log.
    shared = logging.getLogger(SERVICE)
    shared.handlers[:] = []
    shared.propagate = True
    shared.setLevel(logging.NOTSET)
    # These tell every retry and every connection; what matters of it is told by us.
    for chatty in ("botocore", "boto3", "urllib3", "pynamodb", "httpx2", "httpcore2"):
        logging.getLogger(chatty).setLevel("WARNING")

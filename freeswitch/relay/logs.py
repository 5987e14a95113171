"""The relay's log: JSON lines from which secrets are cut, wherever they come from."""

import json
import logging
import re
import sys
import traceback
from collections.abc import Iterable
from datetime import UTC, datetime

from freeswitch.relay.log_limit import LogLimit
from functions.shared.commands import redact

_ORDINARY = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
# Cut in its texts and not in the line, which would be no JSON any more. Of a traceback the end says what it was.
_LONGEST_TEXT, _LONGEST_TRACEBACK = 2048, 8192

logger = logging.getLogger("freeswitch.relay")


class Redaction:
    """Cuts secrets out of text."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        # Half of a secret is still a secret: the longest first.
        known = sorted((re.escape(secret) for secret in secrets if secret), key=len, reverse=True)
        self._known = re.compile("|".join(known)) if known else None

    def __call__(self, text: str) -> str:
        if self._known:
            text = self._known.sub("***", text)
        return redact(text)


class JsonLines(logging.Formatter):
    """One JSON object a line; whatever is given as `extra` is a field."""

    def __init__(self, node: str, redact: Redaction) -> None:
        super().__init__()
        self._node = node
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        fields: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "service": "relay",
            "node": self._node,
            "message": self._text(record.getMessage()),
        }
        for name, value in vars(record).items():
            if name not in _ORDINARY:
                fields[name] = value if isinstance(value, (int, float, type(None))) else self._text(str(value))
        if record.exc_info and record.exc_info[0] is not None:
            whole = self._redact("".join(traceback.format_exception(*record.exc_info)))
            fields["traceback"] = whole[-_LONGEST_TRACEBACK:]
        return json.dumps(fields)

    def _text(self, text: str) -> str:
        # Redacted first: half of a secret would not be known as one.
        text = self._redact(text)
        return text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT]}…"


def start_logging(node: str, secrets: Iterable[str], level: str = "INFO") -> None:
    """Send every log line of the process to standard output."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines(node, Redaction(secrets)))
    handler.addFilter(LogLimit())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # These tell every retry and every connection; what matters of it is told by us.
    for chatty in ("botocore", "boto3", "urllib3", "pynamodb"):
        logging.getLogger(chatty).setLevel("WARNING")

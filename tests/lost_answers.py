"""A connection that breaks after DynamoDB has done what it was asked: the client asks once more."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from botocore.exceptions import ReadTimeoutError
from moto.core.models import botocore_stubber

from functions.shared.tables.base import shared_connection


@contextmanager
def lost_answer(operation: str, *, times: int = 1) -> Iterator[list[str]]:
    """The first such calls are done and their answers lost; gives what was asked, once for each try."""
    events: Any = shared_connection().client.meta.events
    name = f"before-send.dynamodb.{operation}"
    asked: list[str] = []

    def lose(event_name: str, request: Any, **_: object) -> object:
        asked.append(request.body.decode() if isinstance(request.body, bytes) else str(request.body))
        if len(asked) > times:
            # moto answers.
            return None
        assert botocore_stubber(event_name, request) is not None
        raise ReadTimeoutError(endpoint_url=request.url)

    events.register_first(name, lose)
    try:
        # botocore's pause before it tries again.
        with patch("botocore.endpoint.time.sleep"):
            yield asked
    finally:
        events.unregister(name, lose)

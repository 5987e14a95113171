"""What the API wants of a recording, told apart from what any relay may write into its row."""

from collections.abc import Callable

import msgspec

from freeswitch.relay.telemetry.logs import logger
from functions.shared.outputs.jobs import RecordingRow
from functions.shared.tables.commands.erasures import is_erasure_wished


def as_wished(row: RecordingRow, forged: Callable[[], None]) -> RecordingRow:
    """The row, to be erased only if the API has said so where other nodes' relays cannot; `forged` is told if not.

    Raises:
        TablesUnavailable: nobody can say.
    """
    if not row.job.erase or is_erasure_wished(row):
        return row
    forged()
    told = {"output": row.id, "conference": row.conference}
    logger.error("a recording is kept: its row says that it is to be erased, and the API does not", extra=told)
    return msgspec.structs.replace(row, job=msgspec.structs.replace(row.job, erase=False))

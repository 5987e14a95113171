"""A stream's key: sealed in its row, open in memory only, and for FreeSWITCH alone."""

from collections.abc import Sequence

from freeswitch.relay.switch.event_values import output_id
from functions.shared.outputs.jobs import StreamRow
from functions.shared.outputs.sealed_keys import CannotOpen, open_key
from functions.shared.outputs.stream_targets import split_key


class StreamKey:
    """`trouble` says why it cannot be opened."""

    def __init__(self, row: StreamRow, secrets: Sequence[str], known: str | None) -> None:
        self._stream, self._url = row.id, row.job.url
        self._text, self.trouble = known or "", ""
        if known is None and row.job.sealed_key:
            try:
                self._text = open_key(row.job.sealed_key, stream=row.id, secrets=secrets)
            except CannotOpen as problem:
                self.trouble = str(problem)

    @property
    def name(self) -> str:
        """What FreeSWITCH's path is known by; no key can be read out of it."""
        return output_id(f"{self._url.rstrip('/')}/{self._text}" if self._text else self._url)[0]

    def learn(self, path: str) -> None:
        """Learn the key of a stream that somebody else began from FreeSWITCH's own list."""
        self._text = split_key(path.rpartition("}")[2], None)[1] or ""

    def given(self) -> dict[str, str]:
        """As the encoder of the event socket takes it."""
        return {self._stream: self._text} if self._text else {}

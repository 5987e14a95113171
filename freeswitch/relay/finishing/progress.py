"""How far a file has come, noted beside it: what is in it, and the upload that was begun; for the next process."""

from dataclasses import dataclass
from pathlib import Path

import msgspec

from freeswitch.relay.finishing.contents import Contents
from freeswitch.relay.finishing.probe import Probe


class _Noted(msgspec.Struct, frozen=True, kw_only=True):
    contents: Contents
    looked: Probe
    bucket: str = ""
    key: str = ""
    upload_id: str = ""


@dataclass
class Progress:
    """The note at `path` about the file at `of`."""

    path: Path
    of: Path

    def examined(self) -> tuple[Probe, Contents] | None:
        """What an earlier process read in this very file."""
        noted = self._read()
        return None if noted is None else (noted.looked, noted.contents)

    def note_examined(self, looked: Probe, contents: Contents) -> None:
        self._write(_Noted(looked=looked, contents=contents))

    def upload_id(self, bucket: str, key: str) -> str:
        """The upload that was begun there, of this very file."""
        noted = self._read()
        return noted.upload_id if noted is not None and (noted.bucket, noted.key) == (bucket, key) else ""

    def note_upload(self, bucket: str, key: str, upload_id: str) -> None:
        noted = self._read()
        if noted is not None:
            self._write(msgspec.structs.replace(noted, bucket=bucket, key=key, upload_id=upload_id))

    def forget(self) -> None:
        self.path.unlink(missing_ok=True)

    def _read(self) -> _Noted | None:
        try:
            noted = msgspec.json.decode(self.path.read_bytes(), type=_Noted)
        except (OSError, ValueError):
            # None yet, or of an older release: it is made anew.
            return None
        return noted if noted.contents.still_of(self.of) else None

    def _write(self, noted: _Noted) -> None:
        fresh = self.path.with_suffix(".new")
        fresh.write_bytes(msgspec.json.encode(noted))
        fresh.replace(self.path)

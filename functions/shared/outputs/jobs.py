"""What the relay remembers of a recording or a stream beside what everybody may see."""

from typing import Literal

import msgspec

from functions.shared.state import OutputState, RecordingState, StreamState

Noun = Literal["recording", "stream"]
RecordingFormat = Literal["mp4", "mkv", "wav"]
# The reasons of one whose row could not be read, of one that somebody wants gone and whose files cannot be deleted, and
# of one that is stored elsewhere and still lies on the node.
UNREADABLE, NOT_ERASED, NOT_DELETED = "unreadable", "not_erased", "not_deleted"


class RecordingJob(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A recording's parts and where its file goes."""

    node: str
    domain: str
    # Of a meeting that was moved here: the uuid of the one as which it began.
    began_as: str = ""
    width: int | None = None
    height: int | None = None
    fps: int | None = None
    video_kbit: int | None = None
    audio_kbit: int | None = None
    # The number of the newest part; each part is a file.
    part: int = 1
    # FreeSWITCH has the newest part open, as far as is known.
    open: bool = False
    # A file that FreeSWITCH began on its own: the text it was started with, and its path.
    adopted_text: str = ""
    adopted_path: str = ""
    # FreeSWITCH was gone before it closed the file.
    cut_off: bool = False
    stop_wanted: bool = False
    restarts: tuple[float, ...] = ()
    # The finished file: below the recordings' root, or in S3.
    file: str = ""
    bucket: str = ""
    key: str = ""
    # What still lies on the node's disk and may go.
    leftovers: tuple[str, ...] = ()
    erase: bool = False


class StreamJob(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A stream's key, sealed, and its restarts."""

    node: str
    domain: str
    url: str
    # As of a recording.
    began_as: str = ""
    sealed_key: str = ""
    stop_wanted: bool = False
    # When the restarts were that count against the budget.
    restarts: tuple[float, ...] = ()
    # A stream that FreeSWITCH began on its own: seen, stopped when asked, never restarted.
    adopted: bool = False


class StoredOutput(msgspec.Struct, frozen=True, kw_only=True):
    """What the rows of recordings and streams have in common."""

    conference: str
    conference_uuid: str
    state: OutputState
    # How often it was written when it was read.
    version: int = 0
    # A seq of the feed up to which this version of it cannot be told; None of a row that knows no feed.
    told_after: int | None = None

    @property
    def id(self) -> str:
        return self.state.id

    @property
    def is_open(self) -> bool:
        """Whether the relay still has something to do about it."""
        return self.state.state not in ("ready", "failed")

    @property
    def is_hidden(self) -> bool:
        """Whether it is as good as gone, though its row is there."""
        return False


class RecordingRow(StoredOutput, frozen=True, kw_only=True):
    """A recording as it is stored."""

    state: RecordingState
    job: RecordingJob

    @property
    def is_open(self) -> bool:
        return super().is_open or bool(self.job.leftovers) or self.job.erase

    @property
    def is_hidden(self) -> bool:
        """Whether it is as good as gone; one whose files cannot be deleted is shown with that reason."""
        return self.job.erase and self.state.reason != NOT_ERASED


class StreamRow(StoredOutput, frozen=True, kw_only=True):
    """A stream as it is stored."""

    state: StreamState
    job: StreamJob


OutputRow = RecordingRow | StreamRow

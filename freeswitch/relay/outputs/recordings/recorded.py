"""A recording as a thing with files: what they are called, how the work on them ended, what of them may go."""

from collections.abc import Mapping

from freeswitch.relay.outputs.live_row import LiveRow
from freeswitch.relay.outputs.recordings import parts, whose
from functions.shared.outputs.jobs import NOT_DELETED, NOT_ERASED, RecordingRow
from functions.shared.state import OutputLife


class Recorded(LiveRow[RecordingRow]):
    """What needs no FreeSWITCH; see `Recording` for what does."""

    @property
    def name(self) -> str:
        """What FreeSWITCH's path is known by."""
        return parts.part_name(self.row)

    def part_files(self) -> list[str]:
        return parts.part_files(self.row)

    def belongs_to(self, domain: str) -> None:
        """Learn whose it is, where the relay came to the conference too late to know."""
        if domain and not self.row.job.domain:
            self._job(domain=domain)
            whose.note(self.row, self._means.root)

    def finished(self, *, state: OutputLife, job: Mapping[str, object], **changes: object) -> None:
        """The work on the files has ended: `ready` or `failed`."""
        self._job(**job)
        self._become(state, **changes)

    def note(self, reason: str | None) -> None:
        """Say why it is not finished yet."""
        self._state(reason=reason)

    def cleaned(self, left: tuple[str, ...]) -> None:
        """What may go is gone from the disk, but for these files."""
        self._job(leftovers=left)
        if left:
            self._state(reason=NOT_DELETED)
        elif self.row.state.reason == NOT_DELETED:
            self._state(reason=None)

    def to_erase(self) -> None:
        """Somebody wants it gone."""
        self._job(erase=True)

    def not_erased(self) -> None:
        """Its files cannot be deleted."""
        self._state(reason=NOT_ERASED)

"""Everything that a run leaves behind for the oracle and the report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from functions.shared.command_life.outcomes import CommandRow
from infra.fake_freeswitch.state.diary import Entry
from tests.soak.faults import Recovery
from tests.soak.history import History
from tests.soak.recordings import Recording
from tests.soak.sizes import Sizes
from tests.soak.told import Told


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """`entries` is the stand-in's own account; times are in seconds since 1970."""

    began: float
    history: History
    rows: Mapping[str, CommandRow]
    entries: Sequence[Entry]
    # Entries that went before they were read.
    lost_entries: int
    stills_root: str
    recoveries: Sequence[Recovery]
    # What ended by itself.
    deaths: Sequence[str]
    # Between the API and the switch, when all was quiet; in words.
    differences: Sequence[str]
    # Left in each queue.
    messages: Mapping[str, int]
    recordings: Sequence[Recording]
    # What the API tells of each conference, from its beginning.
    feeds: Mapping[str, Told]
    # When that was asked for.
    feeds_read_at: float
    sizes: Sizes
    calls: int
    refused_calls: int
    disk_is_real: bool
    remarks: Sequence[str]

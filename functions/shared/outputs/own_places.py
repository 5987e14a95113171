"""Whether a row names only the files that are its own: every relay may write rows, and who reads one acts for itself.

The API's role reads every node's films, and a relay every conference's files on its disk. So what a row says of where a
file lies is held against whose row it is: domain, conference and id, of which the server makes all places.
"""

import re
from pathlib import PurePosixPath

from functions.shared.outputs.jobs import RecordingRow
from functions.shared.outputs.stills import StillRow

_KIND = re.compile(r"[a-z0-9]{2,5}")
_TAKEN = re.compile(r"-[0-9a-f]{16}")


def is_own_recording(row: RecordingRow) -> bool:
    """Whether bucket's key and file are those of this very recording, if it has any.

    Of what somebody recorded by hand elsewhere on the node the whole path stands in the row; nobody is given that file.
    """
    file = row.job.file
    return _is_own_object(row) and (not file or file.startswith("/") or is_own_path(file, row.conference))


def is_own_still(row: StillRow, conference: str) -> bool:
    """Whether the key is that of this very still of the conference."""
    stem, _, kind = _below(row.key, row.domain, conference).rpartition(".")
    return kind == "png" and stem.startswith(row.id) and bool(_TAKEN.fullmatch(stem.removeprefix(row.id)))


def is_own_path(path: str, conference: str) -> bool:
    """Whether a path below the recordings' root lies in the conference's folder, or in no conference's."""
    parts = PurePosixPath(path).parts
    return ".." not in parts and (len(parts) == 1 or parts[:1] == (conference,))


def _is_own_object(row: RecordingRow) -> bool:
    if not row.job.key:
        return True
    stem, _, kind = _below(row.job.key, row.job.domain, row.conference).rpartition(".")
    return stem == row.id and bool(_KIND.fullmatch(kind))


def _below(key: str, domain: str, conference: str) -> str:
    """What of a key comes after domain and conference, before which node and prefix may stand; empty for others'."""
    before, found, name = f"/{key}".rpartition(f"/{domain}/{conference}/")
    return name if found and domain and ".." not in before.split("/") else ""

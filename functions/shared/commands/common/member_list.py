"""Rows of `conference NAME list`, where alone FreeSWITCH shows reservation ids, role ids and the video floor."""

from dataclasses import dataclass
from typing import Final

# number;channel;uuid;caller id name;caller id number;flags;volume in;volume out;energy
_FIELDS_AFTER_NAMES: Final = 4
_FIELDS_BEFORE_NAMES: Final = 3


@dataclass(frozen=True)
class ListedMember:
    number: int
    uuid: str
    flags: frozenset[str]
    slot: str | None
    role: str | None
    volume_in: int
    volume_out: int


def parse_member_list(text: str) -> tuple[ListedMember, ...]:
    """The rows that can be read; FreeSWITCH escapes nothing, so a caller's name can look like a row of its own.

    Hence: take a row only for a number and uuid that are known from elsewhere, and only if it is the one row for them.
    """
    return tuple(member for row in text.splitlines() if (member := _listed(row)))


def listed_member(text: str, uuid: str, number: int) -> ListedMember | None:
    """The row of a known member; None if there is none, or more than one."""
    rows = [row for row in parse_member_list(text) if row.uuid == uuid or row.number == number]
    return rows[0] if len(rows) == 1 and (rows[0].uuid, rows[0].number) == (uuid, number) else None


def _listed(row: str) -> ListedMember | None:
    # From both ends: a caller's name may hold semicolons.
    left = row.split(";", _FIELDS_BEFORE_NAMES)
    right = row.rsplit(";", _FIELDS_AFTER_NAMES)
    if len(left) <= _FIELDS_BEFORE_NAMES or len(right) <= _FIELDS_AFTER_NAMES or not left[0].isascii():
        return None
    try:
        number, volume_in, volume_out = int(left[0]), int(right[2]), int(right[3])
    except ValueError:
        return None
    flags = right[1].split("|")
    return ListedMember(
        number=number,
        uuid=left[2],
        flags=frozenset(flags),
        slot=_after("res-id:", flags),
        role=_after("role-id:", flags),
        volume_in=volume_in,
        volume_out=volume_out,
    )


def _after(prefix: str, flags: list[str]) -> str | None:
    return next((flag.removeprefix(prefix) for flag in flags if flag.startswith(prefix)), None)

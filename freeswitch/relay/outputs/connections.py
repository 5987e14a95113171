"""Whether what FreeSWITCH sends is taken: the kernel's list of connections, for streams that nobody complains about.

A server that reads nothing more blocks FreeSWITCH in its write for ever, without an event: mod_av opens the connection
with no time-out. One that hangs up is noticed after a thousand writes that fail, 20 to 75 s later (seen).
"""

import ipaddress
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

LISTS = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
ESTABLISHED = "01"
# The kernel asks now and then whether the other side has room again.
ASKING_FOR_ROOM = 4
# So often sent again without an answer: the other side is gone without a word.
SENT_AGAIN = 4
LOOK_SECONDS = 1.0

Remote = tuple[str, int]


@dataclass(frozen=True)
class Connection:
    """One connection of this machine, seen from here."""

    remote: Remote
    stuck: bool


def read_lists() -> str:
    """What the kernel lists; nothing where there is no such list."""
    return "".join(path.read_text() for path in LISTS if path.exists())


def parsed(text: str) -> Iterator[Connection]:
    """The established connections."""
    for line in text.splitlines():
        fields = line.split()
        if len(fields) < 7 or fields[3] != ESTABLISHED:
            continue
        address, _, port = fields[2].partition(":")
        try:
            timer, again = int(fields[5].partition(":")[0], 16), int(fields[6], 16)
            remote = (_address(address), int(port, 16))
        except ValueError:
            # A line that we do not understand hides no other.
            continue
        yield Connection(remote, stuck=timer == ASKING_FOR_ROOM or again >= SENT_AGAIN)


def _address(text: str) -> str:
    """Words of four bytes, each in the machine's order."""
    data = bytes.fromhex(text)
    found = ipaddress.ip_address(b"".join(data[at : at + 4][::-1] for at in range(0, len(data), 4)))
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return str(mapped or found)


class Connections:
    """For how long connections have been stuck; looked at once a second, and only if somebody asks."""

    def __init__(self, read: Callable[[], str] = read_lists) -> None:
        self._read = read
        self._looked_at = -LOOK_SECONDS
        self._stuck_since: dict[Remote, float] = {}
        self._there: frozenset[Remote] = frozenset()

    def stuck_for(self, addresses: Collection[str], port: int, now: float) -> float:
        """For how many seconds every connection to this place has been stuck; 0 if one moves, or there is none."""
        self._look(now)
        found = [self._stuck_since[address, port] for address in addresses if (address, port) in self._stuck_since]
        return now - max(found) if found else 0.0

    def there(self, addresses: Collection[str], port: int, now: float) -> bool:
        """Whether there is an open connection to this place."""
        self._look(now)
        return any((address, port) in self._there for address in addresses)

    def _look(self, now: float) -> None:
        if now - self._looked_at < LOOK_SECONDS:
            return
        self._looked_at = now
        moves: dict[Remote, bool] = {}
        for connection in parsed(self._read()):
            moves[connection.remote] = moves.get(connection.remote, False) or not connection.stuck
        self._there = frozenset(moves)
        self._stuck_since = {
            remote: self._stuck_since.get(remote, now) for remote, moving in moves.items() if not moving
        }

"""How many users that are not there an address and a node may ask for; beyond that, whoever is not known is not read.

All of it is this process's own memory, of bounded size: a look-up asks the tables no oftener for it.
"""

import random
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from threading import Lock
from typing import Final, NamedTuple

# Users that are not there, in a minute; so many for who asks for the first time, and as many for who asks again.
OF_AN_ADDRESS: Final = 30
OF_A_NODE: Final = 600
MINUTE: Final = 60.0
# Whoever was there is read for so long, whatever the budgets say: telephones register again within an hour.
KNOWN_SECONDS: Final = 3600.0
MOST_KNOWN: Final = 16_384
# An address that is forgotten has its whole budget again; the node's budget binds all of them.
MOST_ADDRESSES: Final = 4_096
MOST_NODES: Final = 1_024
# In a minute; at 5 ms for a look-up a process answers 12,000.
MOST_ASKED: Final = 32_768
# Answers without a look at the table take as long as one of the last looks did, and never longer than this.
LOOKS_KEPT: Final = 32
LONGEST_LOOK: Final = 0.5


class Question(NamedTuple):
    """Who asks for whom; `address` is where a telephone is, empty where no telephone is behind the question."""

    node: str
    address: str
    domain: str
    user: str


class Budgets:
    """Buckets that hold `size` and refill in a minute, one for each key; the `most` that were used last are kept."""

    def __init__(self, size: int, most: int) -> None:
        self._size, self._most = size, most
        self._left: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def has(self, key: Hashable, now: float) -> bool:
        return self._of(key, now) >= 1

    def spend(self, key: Hashable, now: float) -> None:
        self._left[key] = (self._of(key, now) - 1, now)
        self._left.move_to_end(key)
        if len(self._left) > self._most:
            self._left.popitem(last=False)

    def is_whole(self, key: Hashable, now: float) -> bool:
        return self._of(key, now) >= self._size

    def _of(self, key: Hashable, now: float) -> float:
        left, at = self._left.get(key, (float(self._size), now))
        return min(float(self._size), left + (now - at) * self._size / MINUTE)


class Purse:
    """What an address and a node may still ask for; a question without an address has only its node's."""

    def __init__(self) -> None:
        self._addresses, self._nodes = Budgets(OF_AN_ADDRESS, MOST_ADDRESSES), Budgets(OF_A_NODE, MOST_NODES)

    def has(self, asked: Question, now: float) -> bool:
        of_address = not asked.address or self._addresses.has((asked.node, asked.address), now)
        return of_address and self._nodes.has(asked.node, now)

    def is_whole(self, asked: Question, now: float) -> bool:
        """Whether the address has spent nothing that it does not have again."""
        return self._addresses.is_whole((asked.node, asked.address), now)

    def spend(self, asked: Question, now: float) -> None:
        if asked.address:
            self._addresses.spend((asked.node, asked.address), now)
        self._nodes.spend(asked.node, now)


class Strangers:
    """Decides whether a user is looked up, and is told what was found."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self._first, self._again = Purse(), Purse()
        self._known: OrderedDict[tuple[str, str], float] = OrderedDict()
        # Who was not read: those of this minute, and of the one before it.
        self._asked: set[int] = set()
        self._asked_before: set[int] = set()
        self._minute = 0
        self._looks: deque[float] = deque(maxlen=LOOKS_KEPT)

    def purse_for(self, asked: Question) -> Purse | None:
        """Return what a look at this user is paid from if nobody is found; None where there is to be no look.

        Who was turned away and asks again within a minute has a budget apart: telephones do that, a list of names not.
        """
        with self._lock:
            now = self._clock()
            if self._first.has(asked, now) or now - self._known.get(asked[2:], -KNOWN_SECONDS) < KNOWN_SECONDS:
                return self._first
            self._turn_the_page(now)
            mark = hash(asked)
            if (mark in self._asked or mark in self._asked_before) and self._again.has(asked, now):
                self._asked.discard(mark)
                self._asked_before.discard(mark)
                return self._again
            if len(self._asked) < MOST_ASKED:
                self._asked.add(mark)
            return None

    def found(self, asked: Question) -> None:
        with self._lock:
            self._known[asked[2:]] = self._clock()
            self._known.move_to_end(asked[2:])
            if len(self._known) > MOST_KNOWN:
                self._known.popitem(last=False)

    def missed(self, asked: Question, purse: Purse) -> None:
        with self._lock:
            self._known.pop(asked[2:], None)
            purse.spend(asked, self._clock())

    def doubts(self, asked: Question) -> bool:
        """Whether this address has asked within a minute for somebody who is not there."""
        with self._lock:
            return not self._first.is_whole(asked, self._clock())

    def looked(self, seconds: float) -> None:
        """Remember how long a look at the table took."""
        self._looks.append(min(seconds, LONGEST_LOOK))

    def as_long_as_a_look(self) -> float:
        """For how many seconds to wait with an answer, so that its time does not tell who is known, so looked up."""
        looks = tuple(self._looks)
        return random.choice(looks) if looks else 0.0  # noqa: S311  # nothing secret

    def _turn_the_page(self, now: float) -> None:
        minute = int(now // MINUTE)
        if minute != self._minute:
            self._asked_before = self._asked if minute == self._minute + 1 else set()
            self._asked, self._minute = set(), minute


# Telephones ask from the same places again and again.
@lru_cache(maxsize=MOST_ADDRESSES)
def address_of(text: str) -> str:
    """Return the address that a budget is for: of IPv6 the network of 64 bits, which is one customer's."""
    try:
        address = ip_address(text)
    except ValueError:
        return "?"
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or IPv6Address(int(address) >> 64 << 64))
    return str(address)

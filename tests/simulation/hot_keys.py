"""Which keys are asked for most in a second, against what DynamoDB promises for one partition."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from tests.simulation.day import Day
from tests.simulation.store import Touched

# "Each partition can deliver 3,000 read units or 1,000 write units a second": Amazon DynamoDB Developer Guide, "Best
# practices for designing and using partition keys effectively". One key is never on more than one partition for long.
READ_UNITS, WRITE_UNITS = 3000.0, 1000.0
KEPT = 10

Place = tuple[str, str, bool]  # table, key, whether it was written


@dataclass(frozen=True)
class Hot:
    """A key's busiest second."""

    table: str
    key: str
    writes: bool
    units: float
    second: int

    @property
    def share(self) -> float:
        """Of what a partition can do."""
        return self.units / (WRITE_UNITS if self.writes else READ_UNITS)


class HotKeys:
    """Adds up each second; of each table and way the busiest key is kept, and its busiest second."""

    def __init__(self, day: Day) -> None:
        self._day = day
        self._second = 0
        self._units: defaultdict[Place, float] = defaultdict(float)
        self._most: dict[tuple[str, bool], Hot] = {}
        self.total: defaultdict[tuple[str, bool], float] = defaultdict(float)
        # The busiest second of all keys of a table together.
        self._table_units: defaultdict[tuple[str, bool], float] = defaultdict(float)
        self.peak: defaultdict[tuple[str, bool], float] = defaultdict(float)

    def take(self, touched: Iterable[Touched]) -> None:
        """Count what was done."""
        if int(self._day.now) != self._second:
            self._turn()
        for one in touched:
            self._units[one.table, one.hash_key, one.writes] += one.units
            self.total[one.table, one.writes] += one.units
            self._table_units[one.table, one.writes] += one.units

    def is_spent(self, table: str, key: str, *, writes: bool) -> bool:
        """Whether a key has had all that a partition can do in this second."""
        units = self._units.get((table, key, writes), 0.0) if int(self._day.now) == self._second else 0.0
        return units >= (WRITE_UNITS if writes else READ_UNITS)

    def _turn(self) -> None:
        for (table, key, writes), units in self._units.items():
            before = self._most.get((table, writes))
            # What is scanned is no key.
            if key != "(scanned)" and (before is None or units > before.units):
                self._most[table, writes] = Hot(table, key, writes, units, self._second)
        for of, units in self._table_units.items():
            self.peak[of] = max(self.peak[of], units)
        self._units.clear()
        self._table_units.clear()
        self._second = int(self._day.now)

    def hottest(self) -> list[Hot]:
        """The busiest key of each table, those nearest to their partition's end first."""
        self._turn()
        return sorted(self._most.values(), key=lambda hot: -hot.share)[:KEPT]

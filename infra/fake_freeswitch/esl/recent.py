"""A list that forgets: the latest things, for whoever looks at them later."""

from typing import TypeVar

Thing = TypeVar("Thing")


class Recent(list[Thing]):
    """At most so many things; when it is full, the older half goes."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def append(self, thing: Thing) -> None:
        """Add the newest."""
        super().append(thing)
        if len(self) > self._most:
            del self[: len(self) // 2]

    def offer(self, thing: Thing) -> None:
        """The same, as those who listen for events are told of them."""
        self.append(thing)

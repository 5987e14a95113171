"""Works off many things beside each other: what concerns one name in its order, so many names at once."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from gevent.pool import Pool

from freeswitch.relay.loops.beside import spawn


class Named(Protocol):
    """Something that concerns what has this name."""

    @property
    def name(self) -> str: ...


Item = TypeVar("Item", bound=Named)


def side_by_side(items: Sequence[Item], act: Callable[[Item], bool], *, where: str, at_once: int) -> None:
    """Do `act` with each; returns when nobody is at it any more.

    After one for which it says False nothing more is begun: what was in its way may be in everybody's.

    Args:
        where: the name of this in the log.
        at_once: for how many names at a time.

    Raises:
        BaseException: what ended one of them and is no error, such as the end of the process. An error is logged.
    """
    by_name: dict[str, list[Item]] = {}
    for item in items:
        by_name.setdefault(item.name, []).append(item)
    failed = False

    def in_order(name: str) -> None:
        nonlocal failed
        try:
            for item in by_name[name]:
                failed = failed or not act(item)
        except BaseException:
            failed = True
            raise

    pool = Pool(at_once)
    doing = [spawn(where, in_order, name, pool=pool) for name in by_name]
    pool.join()
    for one in doing:
        one.get()

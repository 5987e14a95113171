"""The request of a call, to be shown or sent by somebody else."""

from collections.abc import Callable, Iterator
from typing import NoReturn

import httpx2

from freeswitch_functions_client.operations import Operations
from freeswitch_functions_client.request import Request
from freeswitch_functions_client.transport import Answer


class _Made(Exception):
    def __init__(self, request: Request) -> None:
        self.request = request
        super().__init__()


class _Unsent(Operations):
    """Every operation, up to the moment at which its request would be sent."""

    def __init__(self) -> None:
        # No address and no client: there is nothing to send with.
        pass

    def _sent(self, request: Request, parse: Callable[[httpx2.Response], Answer]) -> NoReturn:
        del parse  # Nobody answers.
        raise _Made(request)


def request_of(call: Callable[[Operations], object]) -> Request:
    """Return the request that a call sends first; nothing is sent.

    Args:
        call: makes one call, such as `lambda api: api.get_room("internal")`; a list's is that of its first page.

    Raises:
        ValueError: it makes none.
    """
    try:
        told = call(_Unsent())
        if isinstance(told, Iterator):
            # It asks when the first item is wanted.
            next(told, None)
    except _Made as made:
        return made.request
    raise ValueError("the call makes no request")

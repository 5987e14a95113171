"""Lists that come page by page."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from freeswitch_functions_client.problem import Problem
from freeswitch_functions_client.request import Request


class Page(Protocol):
    """A page of a list; `next` is the cursor of the page after it, null on the last one."""

    @property
    def next(self) -> str | None: ...

    @property
    def items(self) -> Sequence[object]: ...


PageOf = TypeVar("PageOf", bound=Page)


def after(request: Request, page: Page) -> Request:
    """Return the request for the page after this one.

    Raises:
        Problem: the cursor leads to the same page again, so there would be no end; its status is 0.
    """
    if request.query.get("cursor") == page.next:
        raise Problem(0)
    return replace(request, query={**request.query, "cursor": page.next})

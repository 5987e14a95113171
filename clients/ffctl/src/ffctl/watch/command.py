"""`ffctl watch`: follows a conference until Ctrl-C, or for a while."""

import asyncio
import sys
from typing import Annotated

import typer

from ffctl.arguments import Conference
from ffctl.desk import Desk, desk_of
from ffctl.endings import UNSURE, Unable
from ffctl.place import token_for
from ffctl.shown import console_for
from ffctl.watch.lines import JsonLines, TextLines
from ffctl.watch.live_table import LiveTable
from ffctl.watch.teller import Teller
from freeswitch_functions_client import Live

# As the client asks.
POLL_SECONDS = 20


def watch(
    context: typer.Context,
    conference: Conference,
    polling: Annotated[bool, typer.Option("--polling", help="Ask, where no WebSocket gets through.")] = False,
    seconds: Annotated[
        float | None, typer.Option("--for", metavar="SECONDS", min=0.1, help="End after so long.")
    ] = None,
) -> None:
    """Follow a conference: a table on a terminal, else a line for each event; with --json each line is JSON."""
    desk = desk_of(context)
    if desk.as_curl:
        desk.print_curl(lambda api: api.get_events(conference, wait=POLL_SECONDS))
        return
    console = console_for(sys.stdout)
    if desk.as_json:
        teller: Teller = JsonLines()
    elif console.is_terminal:
        teller = LiveTable(conference, console)
    else:
        teller = TextLines()
    with teller:
        asyncio.run(follow(desk, conference, teller, polling=polling, seconds=seconds))


async def follow(desk: Desk, conference: str, teller: Teller, *, polling: bool, seconds: float | None) -> None:
    """Tell what is and what happens.

    Args:
        seconds: after so long it ends; None: never.

    Raises:
        Problem: it may not be followed.
        Unable: nothing was told in that time.
    """
    has_told = False
    end = asyncio.timeout(seconds)
    try:
        async with (
            end,
            desk.surroundings.connect_async(desk.place.url, token_for(desk.surroundings, desk.place)) as api,
        ):
            if polling:
                async for watched in api.watch(conference):
                    teller.take(watched)
                    has_told = True
                return
            async with Live(api, on_status=teller.status) as live:
                async for watched in live.watch(conference):
                    teller.take(watched)
                    has_told = True
    except TimeoutError:
        if not end.expired():
            raise
        if not has_told:
            raise Unable(f"nobody has told anything of {conference!r} in {seconds} s", UNSURE) from None

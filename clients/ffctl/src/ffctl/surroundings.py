"""What ffctl needs of the machine it runs on; tests bring their own."""

import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from getpass import getpass
from pathlib import Path

import typer

from ffctl.endings import USAGE, Unable
from ffctl.keys import Keys, KeysWhenNeeded
from freeswitch_functions_client import Api, AsyncApi


def asked(name: str) -> str:
    """Ask who sits at the terminal for a secret, without showing it.

    Raises:
        Unable: nobody does.
    """
    if not sys.stdin.isatty():
        raise Unable(f"{name}: nobody is at this terminal to be asked; give it as a file or over standard input", USAGE)
    return getpass(f"{name}: ")


@dataclass(frozen=True)
class Surroundings:
    """What commands are given.

    Attributes:
        environ: `FFCTL_URL`, `FFCTL_TOKEN` and `FFCTL_PROFILE` are read.
        folder: where the file of profiles lies.
        keys: where tokens are kept.
        connect, connect_async: a client of the API, by address and token.
        ask: for a secret, without showing it.
        sleep, clock: in seconds.
    """

    environ: Mapping[str, str]
    folder: Path
    keys: Keys
    connect: Callable[[str, str], Api] = Api
    connect_async: Callable[[str, str], AsyncApi] = AsyncApi
    ask: Callable[[str], str] = asked
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic


def of_this_machine() -> Surroundings:
    return Surroundings(os.environ, Path(typer.get_app_dir("ffctl")), KeysWhenNeeded())

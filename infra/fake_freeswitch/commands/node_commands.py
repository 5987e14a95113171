"""API commands about the node: status, version and global variables."""

import time
from pathlib import Path

from infra.fake_freeswitch.state.switch import VERSION, Switch

FONTS = frozenset({"FreeMono.ttf", "FreeSans.ttf", "FreeSansBold.ttf", "FreeSerif.ttf"})


def status(switch: Switch, _argument: str) -> str:
    seconds = int(time.time() - switch.started)
    days, rest = divmod(seconds, 86400)
    hours, rest = divmod(rest, 3600)
    minutes, left = divmod(rest, 60)
    parts = [(0, "year"), (days, "day"), (hours, "hour"), (minutes, "minute"), (left, "second")]
    up = ", ".join(f"{number} {unit}{'' if number == 1 else 's'}" for number, unit in parts)
    return (
        f"UP {up}, 0 milliseconds, 0 microseconds\n"
        f"FreeSWITCH (Version 1.10.12-release git a88d069 2024-08-02 21:02:27Z 64bit) is ready\n"
        f"{switch.sessions} session(s) since startup\n"
        f"{len(switch.channels)} session(s) - peak {len(switch.channels)}, last 5min {len(switch.channels)} \n"
        "0 session(s) per Sec out of max 30, peak 1, last 5min 1 \n"
        "1000 session(s) max\n"
        "min idle cpu 0.00/98.00\n"
        "Current Stack Size/Max 240K/8192K\n"
    )


def version(_switch: Switch, argument: str) -> str:
    if argument == "short":
        return "1.10.12-release\n"
    return f"FreeSWITCH Version {VERSION} (git a88d069 2024-08-02 21:02:27Z 64bit)\n"


def global_getvar(switch: Switch, argument: str) -> str:
    if not argument:
        return "".join(f"{name}={value}\n" for name, value in switch.globals.items())
    return switch.globals.get(argument, "")


def file_exists(switch: Switch, argument: str) -> str:
    """Neither a line break nor ``+OK``. The fonts of Debian's package are there, and what is on this machine."""
    folder, _, name = argument.rpartition("/")
    there = folder == switch.globals["fonts_dir"] and name in FONTS
    return "true" if there or Path(argument).exists() else "false"


def global_setvar(switch: Switch, argument: str) -> str:
    name, _, value = argument.partition("=")
    switch.globals[name] = value
    return "+OK"


def expand(_switch: Switch, _argument: str) -> str:
    """A node of this project expands nothing (``api-expansion=false``)."""
    return "INVALID COMMAND!\n-ERR Cannot execute command\n"

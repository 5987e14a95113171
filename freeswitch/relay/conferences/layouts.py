"""Which layouts a running conference has loaded."""

from collections.abc import Callable


def known_layouts(conference: str, ask: Callable[[str], str]) -> frozenset[str]:
    """Ask for the names; FreeSWITCH reads a conference's layouts once, when it begins."""
    reply = ask(f"conference {conference} vid-layout list")
    return frozenset() if reply.startswith("-ERR") else frozenset(line.strip() for line in reply.splitlines())

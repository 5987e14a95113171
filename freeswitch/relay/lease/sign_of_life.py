"""A sign that a relay's process lives, which the kernel takes away with it: whoever follows it here need not wait.

The sign is a name in the abstract namespace of Unix sockets (unix(7)). It is its process's until the last thread is
gone, however that ended, and a process that merely stands still keeps it: no clock tells, and no number of a process
that another one may have by now. Such names belong to a network namespace, so two containers with the host's network
see each other's. Who is elsewhere, or on a system without such names, cannot tell and says so.
"""

import hashlib
import os
import socket
import uuid
import weakref
from pathlib import Path

BOOT = Path("/proc/sys/kernel/random/boot_id")
NETWORK = Path("/proc/self/ns/net")
# Before it stands who it is, behind it where a sign of that one can be looked for.
AT = "@"


class SignOfLife:
    """Of this process, from now on; `owner` is the name under which others look for it."""

    def __init__(self, node: str) -> None:
        name, place = f"{node}-{uuid.uuid4()}", this_place()
        self.owner = f"{name}{AT}{place}"
        number = _bound(self.owner) if place else None
        if number is None:
            # Nobody may look for a sign that was never given.
            self.owner = name
        else:
            weakref.finalize(self, os.close, number)


def is_gone(owner: str) -> bool:
    """Whether the process of that owner has ended; False as well where nobody here can tell."""
    _, at, place = owner.rpartition(AT)
    if not at or not place or place != this_place():
        return False
    number = _bound(owner)
    if number is None:
        return False
    os.close(number)
    return True


def this_place() -> str:
    """This host since its start, and this network namespace of it; empty where that is not to be known."""
    try:
        space = NETWORK.stat()
        words = f"{BOOT.read_text(encoding='ascii').strip()} {space.st_dev} {space.st_ino}"
    except (OSError, ValueError):
        return ""
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def _bound(owner: str) -> int | None:
    """The number of a socket that has the owner's name; None where another has it, or nobody can."""
    name = f"\0freeswitch-relay {hashlib.sha256(owner.encode()).hexdigest()}"
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sign:
            sign.bind(name)
            return sign.detach()
    except OSError:
        return None

"""What the doctor sees of the host itself: who listens, what is free, what time others have."""

import ipaddress
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterable
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from urllib.parse import urlsplit

from functions.shared.version import USER_AGENT

LISTENING = "0A"
ANSWER_SECONDS = 3.0
TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))


def listeners(port: int, tables: Iterable[Path] = TABLES) -> frozenset[str]:
    """The addresses on which somebody on this host listens at a TCP port."""
    found = set()
    for table in tables:
        for line in table.read_text(encoding="ascii").splitlines()[1:] if table.exists() else ():
            local, state = line.split()[1], line.split()[3]
            address, _, number = local.partition(":")
            if state == LISTENING and int(number, 16) == port:
                found.add(_address(address))
    return frozenset(found)


def _address(text: str) -> str:
    """The kernel writes each 32-bit word of an address in the machine's own order."""
    words = [bytes.fromhex(text[start : start + 8])[::-1] for start in range(0, len(text), 8)]
    return str(ipaddress.ip_address(b"".join(words)))


def free_share(folder: str) -> float | None:
    """How much of the disk under a folder is free; None if the folder is not here."""
    if not Path(folder).is_dir():
        return None
    usage = shutil.disk_usage(folder)
    return usage.free / usage.total


def file_system(folder: str, mounts: Path = Path("/proc/mounts")) -> str | None:
    """The kind of file system on which a folder lies or would lie; None where nobody can tell."""
    if not mounts.exists():
        return None
    wanted = Path(folder)
    found = [line.split()[1:3] for line in mounts.read_text(encoding="utf-8").splitlines() if line.count(" ") >= 3]
    over = [(Path(point.replace("\\040", " ")), kind) for point, kind in found]
    # Of two on the same place the later one is seen.
    best = max(
        ((len(point.parts), number, kind) for number, (point, kind) in enumerate(over) if wanted.is_relative_to(point)),
        default=None,
    )
    return best[2] if best else None


def speech(program: str = "espeak-ng") -> str:
    """What espeak-ng says of its version; empty where it is not installed or does not run."""
    found = shutil.which(program)
    if found is None:
        return ""
    try:
        told = subprocess.run([found, "--version"], capture_output=True, timeout=ANSWER_SECONDS, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return ""
    version = re.search(r"\d+(\.\d+)+", told.stdout.decode("utf-8", "replace"))
    return version[0] if version else ""


def seconds_ahead(url: str) -> tuple[float | None, str]:
    """By how much the clock behind an address is ahead of ours, or why nobody knows."""
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", "/healthz", headers={"User-Agent": USER_AGENT})
        date = connection.getresponse().headers.get("Date")
        return (parsedate_to_datetime(date).timestamp() - time.time(), "") if date else (None, "")
    except (OSError, HTTPException, socket.gaierror, ValueError) as problem:
        return None, str(problem) or type(problem).__name__
    finally:
        connection.close()

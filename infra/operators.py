"""Who runs a tool on this machine, as the audit names them."""

import os
import pwd
import socket

from functions.shared.audit.entry import Entry, Result, kept_until
from functions.shared.tables.known.people import who_is


def operator() -> str:
    """The account that runs this, and the machine; what an environment says of either counts for nothing."""
    try:
        name = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        name = f"uid {os.getuid()}"
    return f"{name}@{socket.gethostname()}"


def entry_by_operator(domain: str, operation: str, *, now: float, result: Result = "done") -> Entry:
    """Begin an entry about what a tool does to a domain.

    Raises:
        TablesUnavailable: who runs it cannot be noted now.
    """
    who = who_is(domain, operator())
    return Entry(
        domain=domain,
        at=now,
        operation=operation,
        result=result,
        pseudonym=who.pseudonym,
        expires=kept_until(now, who.days),
    )

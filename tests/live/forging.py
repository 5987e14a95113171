"""Writes commands' rows as somebody who has the tables' key could, and tells how they ended.

A program, for it needs the stack's settings. Reads rows as JSON lines; the first word of a line says whether the node's
relay is woken (`sent`) or finds the row (`found`).
"""

import sys
import time

import msgspec

from functions.shared.command_life.command_queue import send_command
from functions.shared.command_life.outcomes import CommandRow
from functions.shared.tables.commands.rows import create_command, find_command
from functions.shared.tables.nodes import find_node

# Longer than a relay looks away from its open rows.
WITHIN_SECONDS = 20.0


def main() -> int:
    node = find_node("fs1")
    assert node is not None
    for line in sys.stdin:
        how, _, text = line.partition(" ")
        row = msgspec.json.decode(text, type=CommandRow)
        assert create_command(row)
        if how == "sent":
            send_command(node.queue_url, row)
        sys.stdout.write(told(row) + "\n")
    return 0


def told(row: CommandRow) -> str:
    """How it stands when it has ended, or at the end of our patience."""
    give_up = time.monotonic() + WITHIN_SECONDS
    while (found := find_command(row.id)) is not None and found.is_open and time.monotonic() < give_up:
        time.sleep(0.2)
    assert found is not None
    return f"{found.state} {found.outcome.reason if found.outcome else None}"


if __name__ == "__main__":
    sys.exit(main())

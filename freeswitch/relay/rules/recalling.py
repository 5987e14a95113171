"""What an earlier relay did by the rules of one meeting: read from the rows of its commands."""

from typing import Final

from freeswitch.relay.rules.memory import Asked, Memory, OutputKind, numbered
from functions.shared.command_life.outcomes import CommandRow, CommandState
from functions.shared.tables.commands.rows import find_command

# Of one meeting; a rule that has recorded and been left more often is told from here on as if it had not been before.
MOST_TURNS: Final = 1000
# What was asked for came about, as far as FreeSWITCH shows it.
GOOD: Final[frozenset[CommandState]] = frozenset({"confirmed", "accepted"})


def recall_output(kind: OutputKind, memory: Memory) -> None:
    """How often it has begun and ended, and what was asked for last; what came of that is learnt from its row.

    Raises:
        TablesUnavailable: nobody can say.
    """
    kept = memory.outputs[kind]
    while (stop := _last(kind, f"{kept.turn}.stop", memory)) is not None and kept.turn < MOST_TURNS:
        times, row = stop
        if row.state not in GOOD and not is_given(kind, f"{kept.turn + 1}.start", memory):
            kept.stops, kept.asked = times, Asked("stop", row.id, 0.0)
            break
        kept.turn += 1
    start = _last(kind, f"{kept.turn}.start", memory)
    if start is not None:
        kept.starts, kept.runs = start[0], True
        kept.asked = kept.asked or Asked("start", start[1].id, 0.0)


def times_given(rule: str, what: str, memory: Memory) -> int:
    """How many turns of it there were."""
    found = (turn for turn in range(MOST_TURNS) if not is_given(rule, f"{turn}.{what}", memory))
    return next(found, MOST_TURNS)


def is_given(rule: str, occasion: str, memory: Memory) -> bool:
    """Whether the command of that occasion was given, whatever came of it."""
    return find_command(memory.id(rule, occasion)) is not None


def _last(rule: str, occasion: str, memory: Memory) -> tuple[int, CommandRow] | None:
    """The last command that was given for it, and how many came to nothing before."""
    last = None
    for times in range(MOST_TURNS):
        row = find_command(memory.id(rule, numbered(occasion, times)))
        if row is None:
            break
        last = times, row
        if row.state in GOOD:
            # After that there is none.
            break
    return last

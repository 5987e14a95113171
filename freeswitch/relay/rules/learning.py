"""What came of what the rules asked for: from the rows of its commands, and of starts and stops from what runs now."""

from freeswitch.relay.outputs.all_outputs import Outputs
from freeswitch.relay.rules.memory import Memory, OutputMemory
from freeswitch.relay.rules.played import LOOK_SECONDS
from freeswitch.relay.rules.recalling import GOOD
from freeswitch.relay.telemetry.logs import logger
from functions.shared.tables.commands.rows import find_command


def learn(memory: Memory, outputs: Outputs, now: float) -> None:
    """Look at every start, stop and prompt that is due to be looked at.

    Args:
        now: seconds since 1970.

    Raises:
        TablesUnavailable: it is looked at again later.
    """
    _learn_plays(memory, now)
    for kind, kept in memory.outputs.items():
        if kept.asked is not None and now >= kept.asked.look_at:
            asked, before = kept.asked, kept.failures
            kept.asked.look_at = now + LOOK_SECONDS
            _learn(kept, memory.id(kind, kept.start), outputs, now)
            if kept.failures > before:
                _tell(memory, kind, asked.what, asked.id)


def _learn_plays(memory: Memory, now: float) -> None:
    for (rule, occasion), played in list(memory.plays.items()):
        if not played.command or now < played.look_at:
            continue
        row = find_command(played.command)
        if row is not None and row.is_open:
            played.look_at = now + LOOK_SECONDS
        elif row is None or row.state in GOOD:
            memory.heard(rule, occasion)
        else:
            _tell(memory, rule, "play", played.command)
            memory.not_heard(rule, occasion)


def _tell(memory: Memory, rule: str, what: str, command: str) -> None:
    told = {"rule": rule, "what": what, "meeting": memory.meeting, "command": command}
    logger.warning("what a rule asked for came to nothing and is asked for again", extra=told)


def _learn(kept: OutputMemory, output: str, outputs: Outputs, now: float) -> None:
    asked = kept.asked
    row = None if asked is None else find_command(asked.id)
    if asked is None or (row is not None and row.is_open):
        return
    asked.ended = True
    if row is not None and row.state in GOOD:
        kept.came_about()
        return
    if not outputs.knows():
        return
    life = outputs.roll.life_of(output)
    if asked.what == "stop":
        # It may have ended by itself, or end as soon as FreeSWITCH answers.
        if life in ("starting", "live", "interrupted"):
            kept.came_to_nothing(now)
        else:
            kept.came_about()
    elif life in (None, "failed"):
        kept.came_to_nothing(now)
    elif life != "starting":
        # The answer was lost, or it began later: from here on it is tended as every other.
        kept.came_about()

"""What recordings and streams ask of FreeSWITCH."""

from freeswitch.relay.clock import Clock
from freeswitch.relay.commands.plain.plain_runs import PlainRuns
from freeswitch.relay.commands.plain.tries import NOTHING, Extra
from freeswitch.relay.conferences.listing import Listed, read_named_json_list
from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.switch.errors import EslError
from freeswitch.relay.switch.link import Link
from functions.shared.command_life.outcomes import Step
from functions.shared.commands import PlainCommand


class Switchboard:
    """Plain commands and questions, on the relay's command connection."""

    def __init__(self, plain: PlainRuns, link: Link, clock: Clock) -> None:
        self._plain = plain
        self._link = link
        self._clock = clock

    def run(self, step: PlainCommand, conference_uuid: str, seconds: float, extra: Extra = NOTHING) -> Step:
        """Run one plain command to its end."""
        return self._plain.run(step, conference_uuid, self._clock.time() + seconds, extra)

    def listed(self, room: Room) -> dict[str, bool] | None:
        """What FreeSWITCH records and streams, by path with options, and whether it pauses; None if it does not say."""
        found = self._ask(room)
        return None if found is None else {one.record_path: one.status == "paused" for one in found if one.record_path}

    def has_video(self, room: Room) -> bool | None:
        """Whether a member has video; None if FreeSWITCH does not say."""
        found = self._ask(room)
        return None if found is None else any(one.flags.has_video for one in found)

    def _ask(self, room: Room) -> tuple[Listed, ...] | None:
        generation = self._link.generation
        try:
            answer = self._link.commands.api(f"conference {room.name} json_list")
            if self._link.generation != generation:
                # What an earlier FreeSWITCH said is not true of this one.
                return None
            found = read_named_json_list(answer)
        except (EslError, ValueError):
            return None
        return next((one.members for one in found if one.conference_uuid == room.uuid), None)

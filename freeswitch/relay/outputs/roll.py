"""The recordings and streams that the relay knows, by id, by meeting and by what FreeSWITCH calls them."""

from collections.abc import Callable, Iterator

from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.outputs.adoption import adopted_recording, adopted_stream
from freeswitch.relay.outputs.means import Means
from freeswitch.relay.outputs.orders import Output
from freeswitch.relay.outputs.streams.stream import Stream
from freeswitch.relay.switch.event_values import output_id
from freeswitch.relay.telemetry.logs import logger
from functions.shared.outputs.jobs import OutputRow
from functions.shared.outputs.life import OVER
from functions.shared.state import OutputLife


class Roll:
    """`added` is told of each new one."""

    def __init__(self, means: Means, added: Callable[[OutputRow], None]) -> None:
        self._means = means
        self._added = added
        self._outputs: dict[str, Output] = {}

    def __len__(self) -> int:
        return len(self._outputs)

    def __iter__(self) -> Iterator[Output]:
        # A copy: whoever goes through it may wait in between, and others come and go.
        return iter(list(self._outputs.values()))

    def find(self, output_id: str) -> Output | None:
        return self._outputs.get(output_id)

    def add(self, output: Output) -> None:
        self._outputs[output.row.id] = output

    def clear(self) -> None:
        self._outputs.clear()

    def holds(self, row: OutputRow) -> bool:
        """Whether this is the row of one that is here; one that was here once is nobody's any more."""
        known = self._outputs.get(row.id)
        return known is not None and known.row is row

    def drop(self, output_id: str) -> None:
        self._outputs.pop(output_id, None)

    def of(self, meeting: str) -> list[Output]:
        return [output for output in self if output.row.conference_uuid == meeting]

    def live_streams(self, meeting: str) -> set[str]:
        """Ids of the streams that arrive somewhere now."""
        return {one.row.id for one in self.of(meeting) if isinstance(one, Stream) and one.row.state.state == "live"}

    def life_of(self, output_id: str) -> OutputLife | None:
        """Where one is in its life; None of one that there is not, or with which nothing is left to do."""
        found = self.find(output_id)
        return None if found is None else found.row.state.state

    def about(self, meeting: str, name: str, *, is_stream: bool) -> Output | None:
        """The running one that FreeSWITCH's path means."""
        for output in self.of(meeting):
            is_one = isinstance(output, Stream) is is_stream and output.name == name
            if is_one and output.row.state.state not in OVER:
                return output
        return None

    def adopt(self, path: str, room: Room) -> Output | None:
        """Take in what FreeSWITCH, or somebody by hand, began without us; None for what is known or not ours."""
        name, is_stream = output_id(path)
        for known in self.of(room.uuid):
            if name == known.row.id and isinstance(known, Stream) and known.row.job.adopted:
                known.learn(path)
            if name in (known.row.id, known.name):
                return None
        output: Output | None
        if is_stream:
            output = adopted_stream(path, name, room, self._means)
        else:
            output = adopted_recording(path, name, room, self._means)
        if output is not None:
            logger.info("adopted", extra={"output": name, "conference": room.name, "stream": is_stream})
            self.add(output)
            self._added(output.row)
        return output

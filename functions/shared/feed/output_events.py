"""What is told of a recording or a stream: all of it as it is now, for a server that saw nothing before."""

import msgspec

from functions.shared.feed.events import Happening, RecordingChanged, StreamChanged
from functions.shared.state import RecordingState, StreamState

Output = RecordingState | StreamState


def output_happening(output: Output, *, forgotten: bool = False) -> Happening:
    """The recording or stream has another state, or is forgotten."""
    now = None if forgotten else msgspec.to_builtins(output)
    if isinstance(output, RecordingState):
        return RecordingChanged(id=output.id, recording=now)
    return StreamChanged(id=output.id, stream=now)

"""Recordings and streams: started, refused, paused and ended the way FreeSWITCH does it."""

import contextlib
import logging
from pathlib import Path

from functions.shared.layouts.pixels import Size
from infra.fake_freeswitch.conferences.maintenance import tell
from infra.fake_freeswitch.conferences.still import painted
from infra.fake_freeswitch.picture.film import Film
from infra.fake_freeswitch.state.conference import Conference, Recording
from infra.fake_freeswitch.state.switch import Switch

# How long opening the target takes: only then does the recording exist.
OPENING = 0.02
TURN = 0.1
# So many pictures are made up for in one turn, and so many at the end; the others can do nothing meanwhile.
MOST_AT_ONCE, MOST_AT_END = 5, 50
log = logging.getLogger(__name__)


def start(switch: Switch, conference: Conference, path: str, *, automatic: bool = False) -> None:
    """Begin to open a target; the answer ``+OK`` has long been given when it turns out to be refused."""
    options = ""
    if conference.mux:
        profile = conference.profile
        size = f"vw={conference.width},vh={conference.height},fps={conference.fps}"
        options = f"{{video_time_audio=false,channels={profile.channels},samplerate={profile.rate},{size}}}"
    recording = Recording(path, options, switch.next_member_id(), automatic)
    switch.later(OPENING, lambda: _open(switch, conference, recording))


def _open(switch: Switch, conference: Conference, recording: Recording) -> None:
    if conference.destroying:
        return
    if refused(switch, recording.path):
        message = "File could not be opened for recording"
        tell(switch, conference, "start-recording", Path=recording.full_path, Error=message)
        conference.recording_members -= 1
        _tell_stop(switch, conference, recording)
        return
    recording.live = True
    conference.recordings.insert(0, recording)
    conference.recording_members += 1
    tell(switch, conference, "start-recording", Path=recording.full_path)
    if switch.recording_content is not None and "://" not in recording.path:
        path = Path(target(recording.path))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(switch.recording_content)
    elif switch.write_recordings and "://" not in recording.path:
        with contextlib.suppress(OSError):
            recording.film = Film(Path(target(recording.path)), Size(conference.width, conference.height))
        _grow(switch, conference, recording)


def target(path: str) -> str:
    """A path without the options in braces before it."""
    return path.rpartition("}")[2]


def refused(switch: Switch, path: str) -> bool:
    return any(target(path).startswith(prefix) for prefix in switch.recording_errors)


def stop(switch: Switch, conference: Conference, recording: Recording) -> None:
    """End a recording in a moment; until then it still counts."""
    switch.later(OPENING, lambda: end(switch, conference, recording))


def end(switch: Switch, conference: Conference, recording: Recording) -> None:
    """A recording is over; nobody is told why."""
    if recording in conference.recordings:
        # A busy machine paints too late; the film is as long as the recording all the same.
        _make_up(switch, conference, recording, MOST_AT_END)
        conference.recordings.remove(recording)
        conference.recording_members -= 1
        if recording.film is not None:
            film, recording.film = recording.film, None
            # On a full disk the file stays as short as it is, and nobody is told.
            with contextlib.suppress(OSError):
                film.close()
            with contextlib.suppress(FileNotFoundError):
                recording.bytes_written = film.path.stat().st_size
        _tell_stop(switch, conference, recording)
        recording.live = False


def stop_all(switch: Switch, conference: Conference) -> None:
    for recording in list(conference.recordings):
        end(switch, conference, recording)


def _tell_stop(switch: Switch, conference: Conference, recording: Recording) -> None:
    milliseconds = recording.milliseconds
    rate = conference.profile.rate
    sized = recording.live and recording.path.endswith((".mp4", ".m4a", ".mov"))
    size = {"Record_File_Size": str(recording.bytes_written or 48)} if sized else {}
    tell(
        switch,
        conference,
        "stop-recording",
        Path=recording.full_path,
        Other_Recordings="true" if conference.recordings else "false",
        Samples_Out=str(rate * milliseconds // 1000),
        Samplerate=str(rate),
        Milliseconds_Elapsed=str(milliseconds),
        **size,
    )


def _grow(switch: Switch, conference: Conference, recording: Recording) -> None:
    if recording.film is None or not _make_up(switch, conference, recording, MOST_AT_ONCE):
        return
    switch.later(TURN, lambda: _grow(switch, conference, recording))


def _make_up(switch: Switch, conference: Conference, recording: Recording, most: int) -> bool:
    """Add the pictures that are due, all of them as it looks now; False when the file takes no more."""
    film = recording.film
    if film is None or switch.recordings_stall or not conference.recording_members:
        return True
    if film.size != Size(conference.width, conference.height):
        return True
    picture = None
    try:
        for _ in range(most):
            if film.due > recording.milliseconds / 1000:
                break
            picture = picture or painted(conference)
            film.add(picture)
    except OSError as problem:
        log.warning("a recording grows no more: %s", problem)
        return False
    return True

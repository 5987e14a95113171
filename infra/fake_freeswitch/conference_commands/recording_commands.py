"""Recording and streaming commands; ``+OK`` comes before anything has been opened."""

from infra.fake_freeswitch import recorder
from infra.fake_freeswitch.conference import Conference, Recording
from infra.fake_freeswitch.conference_commands.usage import Usage
from infra.fake_freeswitch.maintenance import tell
from infra.fake_freeswitch.switch import Switch


def record(switch: Switch, conference: Conference, words: list[str]) -> str:
    if not words:
        raise Usage
    path = words[0]
    if any(_target(recording.path) == _target(path) for recording in conference.recordings):
        return f"-ERR file [{path}] is already being used for recording.\n"
    complaint = ""
    if conference.mux and len(words) > 1 and words[1] != "1":
        complaint = "-ERR Invalid canvas\n"
    recorder.start(switch, conference, path)
    return complaint + (f"+OK Record file {path} canvas 1\n" if conference.mux else f"+OK Record file {path}\n")


def _target(path: str) -> str:
    return path.rpartition("}")[2]


def norecord(switch: Switch, conference: Conference, words: list[str]) -> str:
    if not words:
        raise Usage
    chosen = [found for found in conference.recordings if words[0] == "all" or found.path == words[0]]
    lines = []
    for found in chosen:
        lines.append(f"Stopped recording file {found.path}\n")
        recorder.stop(switch, conference, found)
    if not chosen and words[0] != "all":
        lines.append(f"-ERR non-existant recording '{words[0]}'\n")
    return "".join(lines) + "+OK Stopped recording 0 files\n"


def chkrecord(switch: Switch, conference: Conference, words: list[str]) -> str:
    if not conference.recordings:
        return "-ERR Conference is not being recorded.\n"
    return "".join(
        f"+OK Record file {found.full_path}{' (Auto)' if found.automatic else ''}\n" for found in conference.recordings
    )


def pause(switch: Switch, conference: Conference, words: list[str]) -> str:
    return _pause(switch, conference, words, paused=True)


def resume(switch: Switch, conference: Conference, words: list[str]) -> str:
    return _pause(switch, conference, words, paused=False)


def _pause(switch: Switch, conference: Conference, words: list[str], *, paused: bool) -> str:
    if not words:
        raise Usage
    word, action = ("Pause", "pause-recording") if paused else ("Resume", "resume-recording")
    found = next((recording for recording in conference.recordings if recording.path == words[0]), None)
    tell(switch, conference, action, Path=words[0], Other_Recordings="true" if conference.recordings else "false")
    line = f"+OK {word} recording file {words[0]}\n"
    if not found:
        return line + f"-ERR non-existant recording '{words[0]}'\n"
    _hold_or_go_on(found, paused)
    return line


def _hold_or_go_on(recording: Recording, paused: bool) -> None:
    recording.pause(paused)


def recording(switch: Switch, conference: Conference, words: list[str]) -> str:
    """``recording start`` without a path takes its own word for the file name."""
    if not words:
        raise Usage
    verbs = {"start": record, "stop": norecord, "check": chkrecord, "pause": pause, "resume": resume}
    verb = verbs.get(words[0])
    if not verb:
        return record(switch, conference, words)
    if verb is norecord and len(words) == 1:
        return norecord(switch, conference, ["all"])
    if verb is chkrecord:
        return chkrecord(switch, conference, [])
    return verb(switch, conference, words[1:] or words)

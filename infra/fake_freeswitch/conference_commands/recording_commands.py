"""Recording and streaming commands; ``+OK`` comes before anything has been opened."""

from infra.fake_freeswitch.conference_commands.order import Order
from infra.fake_freeswitch.conference_commands.usage import Usage
from infra.fake_freeswitch.conferences import recorder


def record(order: Order) -> str:
    if not order.words:
        raise Usage
    path = order.words[0]
    for found in order.conference.recordings:
        if recorder.target(found.path) == recorder.target(path):
            return f"-ERR file [{found.full_path}] is already being used for recording.\n"
    complaint = ""
    if order.conference.mux and len(order.words) > 1 and order.words[1] != "1":
        complaint = "-ERR Invalid canvas\n"
    recorder.start(order.switch, order.conference, path)
    return complaint + (f"+OK Record file {path} canvas 1\n" if order.conference.mux else f"+OK Record file {path}\n")


def norecord(order: Order) -> str:
    if not order.words:
        raise Usage
    chosen = [found for found in order.conference.recordings if order.words[0] == "all" or found.path == order.words[0]]
    lines = []
    for found in chosen:
        lines.append(f"Stopped recording file {found.path}\n")
        recorder.stop(order.switch, order.conference, found)
    if not chosen and order.words[0] != "all":
        lines.append(f"-ERR non-existant recording '{order.words[0]}'\n")
    return "".join(lines) + "+OK Stopped recording 0 files\n"


def chkrecord(order: Order) -> str:
    if not order.conference.recordings:
        return "-ERR Conference is not being recorded.\n"
    return "".join(
        f"+OK Record file {found.full_path}{' (Auto)' if found.automatic else ''}\n"
        for found in order.conference.recordings
    )


def pause(order: Order) -> str:
    return _pause(order, paused=True)


def resume(order: Order) -> str:
    return _pause(order, paused=False)


def _pause(order: Order, *, paused: bool) -> str:
    if not order.words:
        raise Usage
    word, action = ("Pause", "pause-recording") if paused else ("Resume", "resume-recording")
    found = next((recording for recording in order.conference.recordings if recording.path == order.words[0]), None)
    line = f"+OK {word} recording file {order.words[0]}\n"
    if not found:
        return line + f"-ERR non-existant recording '{order.words[0]}'\n"
    found.pause(paused)
    order.tell(action, Path=order.words[0], Other_Recordings="true")
    return line


def recording(order: Order) -> str:
    """``recording start`` without a path takes its own word for the file name."""
    if not order.words:
        raise Usage
    verbs = {"start": record, "stop": norecord, "check": chkrecord, "pause": pause, "resume": resume}
    verb = verbs.get(order.words[0])
    if not verb and len(order.words) > 1:
        raise Usage
    if not verb:
        return record(order)
    rest = order.words[1:] or (["all"] if verb is norecord else order.words)
    return verb(Order(order.switch, order.conference, rest))

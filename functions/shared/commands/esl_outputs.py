"""ESL text of recordings, streams and stills, and of the commands to a node."""

from functools import singledispatch

from functions.shared.commands import node, outputs, stills
from functions.shared.commands.errors import UnsafeText
from functions.shared.commands.lines import (
    BEGUN_TEXT,
    DIALABLE,
    DOMAIN,
    NAME,
    PATH,
    STREAM_KEY,
    STREAM_URL,
    UUID,
    Line,
    conference_word,
    in_conference,
    word,
)
from functions.shared.commands.targets import Target

# mod_av builds the address in 1,024 bytes and cuts what is longer.
LONGEST_ADDRESS = 900


def output_path(command: outputs.RecordingFile | outputs.StreamTarget, target: Target) -> str:
    """What FreeSWITCH calls the recording or stream, without options."""
    if isinstance(command, outputs.RecordingFile):
        if command.recording in target.begun_texts:
            return word("path", target.begun_texts[command.recording].rpartition("}")[2], PATH)
        root = word("recordings_root", target.recordings_root.rstrip("/"), PATH)
        name = f"{word('recording', command.recording, UUID)}.{word('format', command.format, NAME)}"
        # As a whole: a conference called `..` would lead out of the root.
        return word("conference", f"{root}/{conference_word(target.conference)}/{name}", PATH)
    url = word("url", command.url, STREAM_URL, "must be rtmp://host/app or rtmps://host/app")
    key = target.stream_keys.get(word("stream", command.stream, UUID), "")
    # The key's value stays out of the error.
    if key and not STREAM_KEY.fullmatch(key):
        raise UnsafeText("key", "…", "has characters that may not be sent to FreeSWITCH")
    address = f"{url.rstrip('/')}/{key}" if key else url
    if len(address) > LONGEST_ADDRESS:
        raise UnsafeText("url", "…", f"with its key is longer than {LONGEST_ADDRESS} characters")
    return address


def recorded_text(command: outputs.RecordingFile | outputs.StreamTarget, target: Target) -> str:
    """The very text that starts, stops and pauses it; FreeSWITCH compares it byte by byte, options included."""
    path = output_path(command, target)
    if isinstance(command, outputs.StreamTarget):
        return path
    if command.recording in target.begun_texts:
        return word("text", target.begun_texts[command.recording], BEGUN_TEXT)
    # FreeSWITCH would write Vorbis into Matroska, which few players take out of an mp4 later.
    options: dict[str, int | str | None] = {
        "av_audio_codec": "aac" if command.format == "mkv" else None,
        "vw": command.width,
        "vh": command.height,
        "fps": command.fps,
        "vb": command.video_kbit,
        "ab": command.audio_kbit,
    }
    given = ",".join(f"{name}={value}" for name, value in options.items() if value is not None)
    return f"{{{given}}}{path}" if given else path


@singledispatch
def output_line(command: object, target: Target) -> Line:
    raise TypeError(f"not a recording, a stream or a node's command: {command!r} for {target.conference}")


def _output(command: outputs.RecordingFile | outputs.StreamTarget, target: Target, verb: str, said: str) -> Line:
    return in_conference(target.conference, f"{verb} {recorded_text(command, target)}", expects=said)


@output_line.register(outputs.StartRecording)
@output_line.register(outputs.StartStream)
def _(command: outputs.StartRecording | outputs.StartStream, target: Target) -> Line:
    return _output(command, target, "record", r"\+OK Record file \S+( canvas \d+)?")


@output_line.register(outputs.StopRecording)
@output_line.register(outputs.StopStream)
def _(command: outputs.StopRecording | outputs.StopStream, target: Target) -> Line:
    # "+OK Stopped recording 0 files" follows in any case; only the file's own line tells.
    return _output(command, target, "norecord", r"Stopped (AUTO )?recording file \S+( \(.*\))?")


@output_line.register
def _(command: outputs.PauseRecording, target: Target) -> Line:
    return _output(command, target, "recording pause", r"\+OK Pause recording file \S+")


@output_line.register
def _(command: outputs.ResumeRecording, target: Target) -> Line:
    return _output(command, target, "recording resume", r"\+OK Resume recording file \S+")


def still_path(command: stills.TakeStill, target: Target) -> str:
    """Where FreeSWITCH writes a still: the ids are all that comes from outside."""
    root = word("stills_root", target.stills_root.rstrip("/"), PATH)
    return word("still", f"{root}/still-{word('still', command.still, UUID)}.png", PATH)


@output_line.register
def _(command: stills.TakeStill, target: Target) -> Line:
    return in_conference(target.conference, f"vid-write-png {still_path(command, target)}", expects=r"\+OK")


@output_line.register
def _(command: node.FlushUser, target: Target) -> Line:  # noqa: ARG001  # a node's command needs no conference
    user = f"{word('user', command.user, DIALABLE)} {word('domain', command.domain, DOMAIN)}"
    return Line(f"xml_flush_cache id {user}", expects=r"\+OK cleared \d+ entr(y|ies)")


@output_line.register
def _(command: node.DropRegistration, target: Target) -> Line:  # noqa: ARG001  # a node's command needs no conference
    user = f"{word('user', command.user, DIALABLE)}@{word('domain', command.domain, DOMAIN)}"
    profile = word("profile", command.profile, DIALABLE)
    expects = r"\+OK flushing all registrations matching specified call_id"
    return Line(f"sofia profile {profile} flush_inbound_reg {user}", expects=expects)


@output_line.register
def _(command: node.EndUserCalls, target: Target) -> Line:  # noqa: ARG001  # a node's command needs no conference
    # Both variables are what FreeSWITCH authenticated; one alone would end calls of the same name elsewhere.
    user = f"user_name {word('user', command.user, DIALABLE)} domain_name {word('domain', command.domain, DOMAIN)}"
    return Line(f"hupall NORMAL_CLEARING {user}", expects=r"\+OK hangup all channels matching .*")

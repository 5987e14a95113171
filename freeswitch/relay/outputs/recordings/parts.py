"""The parts of a recording: what their files are called, and how FreeSWITCH is told about the newest one."""

from typing import Literal

from functions.shared.commands.outputs.recordings import PauseRecording, ResumeRecording, StartRecording, StopRecording
from functions.shared.outputs.jobs import RecordingRow

FileCommand = type[StartRecording] | type[StopRecording] | type[PauseRecording] | type[ResumeRecording]


def part_name(row: RecordingRow) -> str:
    """What FreeSWITCH's path is known by: the stem of the newest part's file."""
    if row.job.adopted_text or row.job.part == 1:
        return row.id
    return f"{row.id}-{row.job.part}"


def raw_format(row: RecordingRow) -> Literal["mkv", "wav"]:
    """What FreeSWITCH writes: an mp4 that is cut off has no index, so it is made afterwards."""
    return "wav" if row.state.format == "wav" else "mkv"


def part_files(row: RecordingRow) -> list[str]:
    """The parts below the root, in their order; those of FreeSWITCH's own making by their whole path."""
    if row.job.adopted_path:
        return [row.job.adopted_path]
    names = [row.id, *(f"{row.id}-{number}" for number in range(2, row.job.part + 1))]
    return [f"{row.conference}/{name}.{raw_format(row)}" for name in names]


def command(row: RecordingRow, kind: FileCommand) -> StartRecording | StopRecording | PauseRecording | ResumeRecording:
    """The command about the newest part; FreeSWITCH compares its text byte by byte, so all of them say all of it."""
    job, seen = row.job, raw_format(row) != "wav"
    return kind(
        recording=part_name(row),
        format=raw_format(row),
        width=job.width if seen else None,
        height=job.height if seen else None,
        fps=job.fps if seen else None,
        video_kbit=job.video_kbit if seen else None,
        audio_kbit=job.audio_kbit,
    )


def begun_texts(row: RecordingRow) -> dict[str, str]:
    """The text that somebody else began it with."""
    return {part_name(row): row.job.adopted_text} if row.job.adopted_text else {}

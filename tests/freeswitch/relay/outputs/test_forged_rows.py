"""Every relay may write rows of recordings and streams; one acts only on what its own node could have written."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from freeswitch.relay.outputs import rows
from freeswitch.relay.outputs.recordings import whose
from freeswitch.relay.outputs.rightful import forged_output
from functions.shared.outputs.jobs import OutputRow, RecordingJob, RecordingRow, StreamJob, StreamRow
from functions.shared.state import OutputLife, RecordingState, StreamState
from functions.shared.tables.commands.erasures import wish_erasure
from functions.shared.tables.conferences.outputs import find_output, open_outputs, write_output
from tests.freeswitch.relay.outputs.house import House, house
from tests.freeswitch.relay.outputs.switch import new_room
from tests.outputs import put

ROOT = Path("/var/lib/recordings")
URL = "rtmp://93.184.215.14/app"


def recording(state: OutputLife = "processing", *, conference: str = "internal", **job: object) -> RecordingRow:
    return RecordingRow(
        conference=conference,
        conference_uuid="meeting-1",
        state=RecordingState(id="r1", state=state, format="mp4"),
        job=RecordingJob(**{"node": "fs1", "domain": "example.com", **job}),  # type: ignore[arg-type]  # the test names them
    )


def stream(domain: str = "example.com", *, conference: str = "internal") -> StreamRow:
    return StreamRow(
        conference=conference,
        conference_uuid="meeting-1",
        state=StreamState(id="s1", state="interrupted", url=URL),
        job=StreamJob(node="fs1", domain=domain, url=URL),
    )


@pytest.fixture
def home(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as here:
        yield here


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (recording(node="fs2"), "it is for the node fs2"),
        (recording(domain="other.example"), "its meeting is none of other.example"),
        (recording(conference="external"), "its meeting is none of external"),
        (recording(conference="../other"), "its id or its conference is no name of a file"),
        (recording(conference=".."), "its id or its conference is no name of a file"),
        (recording(adopted_path="/etc/shadow"), "/etc/shadow is no file of this recording"),
        (recording(adopted_path="/a/../b.mkv"), "/a/../b.mkv is no file of this recording"),
        (
            recording(adopted_path="/var/lib/recordings/other/r2.mkv"),
            "/var/lib/recordings/other/r2.mkv is no file of this recording",
        ),
        (recording("ready", file="other/r2.mp4", erase=True), "other/r2.mp4 is no file of this recording"),
        (
            recording("ready", leftovers=("/var/lib/recordings/other/r2.mkv",)),
            "/var/lib/recordings/other/r2.mkv is no file of this recording",
        ),
        (
            recording("ready", leftovers=("/var/lib/recordings/internal/../other/r2.mkv",)),
            "/var/lib/recordings/internal/../other/r2.mkv is no file of this recording",
        ),
        (
            recording("ready", leftovers=("/var/lib/recordings/internal/r2.mkv",)),
            "/var/lib/recordings/internal/r2.mkv is no file of this recording",
        ),
        (recording("ready", file="internal/r2.mp4", erase=True), "internal/r2.mp4 is no file of this recording"),
        (
            recording(adopted_path="/var/lib/recordings/internal/r2.mkv"),
            "/var/lib/recordings/internal/r2.mkv is no file of this recording",
        ),
        (recording(adopted_path="/home/somebody/r1.mkv"), "no relay of this node has noted its files"),
        (
            recording("ready", leftovers=("/var/lib/recordings/internal/r1.mkv",)),
            "no relay of this node has noted its files",
        ),
        (stream("other.example"), "its meeting is none of other.example"),
        (stream(conference="external"), "its meeting is none of external"),
    ],
)
def test_a_row_of_another_node_domain_meeting_or_file_is_forged(row: OutputRow, problem: str) -> None:
    assert forged_output(row, "fs1", ROOT, new_room()) == problem


def noted_by_its_relay(row: OutputRow, root: Path) -> OutputRow:
    """The row with paths below this root, and a note as the relay of the node has left it beside the film's parts."""
    if not isinstance(row, RecordingRow):
        return row
    text = msgspec.json.encode(row).decode().replace(str(ROOT), str(root))
    row = msgspec.json.decode(text, type=RecordingRow)
    whose.note(row, root, row.job.leftovers)
    return row


@pytest.mark.parametrize(
    "row",
    [
        recording(),
        recording(domain=""),
        recording("ready", file="internal/r1.out.mp4", erase=True),
        recording("ready", leftovers=("/var/lib/recordings/internal/r1.mkv", "/var/lib/recordings/internal/r1-2.mkv")),
        recording(adopted_path="/var/lib/recordings/internal/r1.mkv"),
        recording(adopted_path="/var/lib/recordings/r1.mkv"),
        recording(adopted_path="/home/somebody/r1.mkv", adopted_text="/home/somebody/r1.mkv"),
        recording("ready", file="/home/somebody/r1.mkv", adopted_path="/home/somebody/r1.mkv"),
        stream(),
    ],
)
def test_what_a_relay_of_the_node_writes_is_not(row: OutputRow, tmp_path: Path) -> None:
    row = noted_by_its_relay(row, tmp_path)

    assert forged_output(row, "fs1", tmp_path, new_room()) == ""
    assert forged_output(row, "fs1", tmp_path, None) == ""


@pytest.mark.parametrize(
    ("forged", "problem"),
    [
        (recording(domain="other.example"), "its film is none of other.example"),
        (
            recording("ready", leftovers=("/var/lib/recordings/internal/r1.mkv",)),
            "its film is not finished, so nothing of it may go",
        ),
        (
            msgspec.structs.replace(recording(), conference_uuid="another-meeting"),
            "its film is of the meeting meeting-1",
        ),
    ],
)
def test_of_an_ended_meeting_the_note_beside_the_film_counts_and_no_row(
    forged: RecordingRow, problem: str, tmp_path: Path
) -> None:
    whose.note(recording(), tmp_path)
    text = msgspec.json.encode(forged).decode().replace(str(ROOT), str(tmp_path))

    assert forged_output(msgspec.json.decode(text, type=RecordingRow), "fs1", tmp_path, None) == problem


def test_no_meeting_is_streamed_on_the_word_of_a_row_of_another_domain(home: House) -> None:
    put(stream("other.example"))
    home.turn(120)

    assert home.world.switch.said == []
    assert len(home.outputs) == 0
    row = find_output("internal", "stream", "s1")
    assert row is not None
    assert row.state.state == "interrupted"


def test_the_row_that_this_node_wrote_is_gone_on_with(home: House) -> None:
    """Without this the one above could not fail."""
    put(stream())
    home.turn(120)

    assert "start_stream" in home.world.switch.said


def test_no_file_of_another_conference_is_uploaded_or_deleted(home: House) -> None:
    others = home.world.root / "other" / "r2.mkv"
    others.parent.mkdir()
    others.write_bytes(b"a film")
    put(msgspec.structs.replace(recording(adopted_path=str(others)), conference_uuid="an-earlier-meeting"))
    put(
        msgspec.structs.replace(
            recording("ready", leftovers=(str(others),), erase=True),
            conference_uuid="an-earlier-meeting",
            state=RecordingState(id="r2", state="ready", format="mp4"),
        )
    )
    forged: list[str] = []
    home.outputs._means.forged = lambda: forged.append("one")
    home.turn(60)

    assert others.read_bytes() == b"a film"
    assert home.row("r1").state.state == "processing"
    assert {*forged} == {"one"}


def forged_rows(home: House) -> list[str]:
    """Filled with a word for each row that was found to be forged."""
    told: list[str] = []
    home.outputs._means.forged = lambda: told.append("one")
    return told


def finished(home: House, **job: object) -> RecordingRow:
    """A finished film on the node's disk, of a meeting that is over, as its relay has left it."""
    film = home.file("r1.out.mp4")
    home.put("r1", "ready", meeting="an-earlier-meeting", file="internal/r1.out.mp4", **job)
    assert Path(film).exists()
    return home.row("r1")


def says_erase(row: RecordingRow) -> RecordingRow:
    return msgspec.structs.replace(row, job=msgspec.structs.replace(row.job, erase=True))


def test_no_row_of_another_relay_erases_a_film(home: House) -> None:
    told = forged_rows(home)
    put(says_erase(finished(home)))
    home.turn(60)

    assert (home.world.root / "internal" / "r1.out.mp4").exists()
    # It is shown again to whom it belongs, and looked at no more.
    assert (home.row("r1").job.erase, home.row("r1").is_hidden) == (False, False)
    assert open_outputs("fs1").rows == []
    assert told == ["one"]


def test_what_the_api_wants_erased_is(home: House) -> None:
    """Without this the one above could not fail."""
    told = forged_rows(home)
    row = finished(home)
    wish_erasure(row, now=home.world.clock.time())
    put(says_erase(row))
    home.turn(60)

    assert find_output("internal", "recording", "r1") is None
    assert list((home.world.root / "internal").iterdir()) == []
    assert told == []


def test_a_wish_to_erase_one_film_erases_no_other(home: House) -> None:
    row = finished(home)
    for other in (
        msgspec.structs.replace(row, conference_uuid="another-meeting"),
        msgspec.structs.replace(row, conference="external"),
        msgspec.structs.replace(row, state=msgspec.structs.replace(row.state, id="r2")),
        msgspec.structs.replace(row, job=msgspec.structs.replace(row.job, node="fs2")),
    ):
        wish_erasure(other, now=home.world.clock.time())
    put(says_erase(row))
    home.turn(60)

    assert (home.world.root / "internal" / "r1.out.mp4").exists()


def test_a_film_that_is_being_worked_on_is_not_erased_by_another_relay_s_row(home: House) -> None:
    stuck = home.stuck_file("r1.mkv")
    finished(home, leftovers=(stuck,))
    home.turn(5)
    assert home.outputs.find("r1") is not None

    put(says_erase(home.row("r1")))
    home.turn(60)
    Path(stuck).rmdir()
    home.turn(300)

    assert (home.world.root / "internal" / "r1.out.mp4").exists()
    assert (home.row("r1").job.erase, home.row("r1").job.leftovers) == (False, ())


def test_a_row_written_while_its_relay_writes_erases_nothing(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    finished(home, leftovers=(home.file("r1.mkv"),))
    honest, forged = write_output, [False]

    def write(row: OutputRow, *, over: int, expires: float | None = None, untold: bool = False) -> bool:
        if not forged[0]:
            there = home.row("r1")
            forged[0] = honest(says_erase(there), over=there.version)
        return honest(row, over=over, expires=expires, untold=untold)

    monkeypatch.setattr(rows, "write_output", write)
    home.turn(20)

    assert forged == [True]
    assert (home.world.root / "internal" / "r1.out.mp4").exists()
    assert home.row("r1").job.erase is False


def test_no_unfinished_film_goes_to_another_domain_or_is_deleted_on_a_row_s_word(home: House) -> None:
    told = forged_rows(home)
    film = Path(home.file("r1.mkv"))
    home.put("r1", "processing", meeting="an-earlier-meeting")
    row = home.row("r1")
    job = msgspec.structs.replace(row.job, domain="other.example")
    put(msgspec.structs.replace(row, job=job))
    home.turn(60)
    assert (home.row("r1").state.state, film.exists()) == ("processing", True)

    job = msgspec.structs.replace(row.job, leftovers=(str(film),), bucket="films", key="k")
    put(msgspec.structs.replace(row, job=job, state=msgspec.structs.replace(row.state, state="ready")))
    home.turn(60)

    assert film.exists()
    assert {*told} == {"one"}


def test_a_film_of_an_ended_meeting_is_finished_and_its_note_goes(home: House) -> None:
    """Without this the one above could not fail."""
    home.file("r1.mkv")
    home.put("r1", "processing", meeting="an-earlier-meeting")
    home.turn(60)

    assert home.row("r1").state.state == "ready"
    assert not whose.place_of(home.row("r1"), home.world.root).exists()


def test_no_row_of_another_relay_stops_a_recording_while_the_relay_of_the_node_lives(home: House) -> None:
    home.put("r1", "live", open=True)
    home.file("r1.mkv")
    home.world.switch.paths = {f"{home.world.root}/internal/r1.mkv": False}
    home.turn(5)
    row = home.row("r1")
    stopping = msgspec.structs.replace(row.state, state="stopping")
    put(msgspec.structs.replace(row, state=stopping, job=msgspec.structs.replace(row.job, stop_wanted=True)))
    home.turn(60)

    assert home.said("r1") == []
    recording = home.outputs.find("r1")
    assert recording is not None
    assert recording.row.state.state == "live"

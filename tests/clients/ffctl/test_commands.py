"""What is asked for is done, or ffctl says that it is not, in words and by its exit code."""

from pathlib import Path

import httpx2
import msgspec
import pytest

from functions.mux_control.submission import submitting
from functions.shared.command_life.outcomes import EndState, Outcome
from tests.clients.ffctl.terminals import Terminal
from tests.clients.python.both import command, json
from tests.functions.control import ADA, BOB, relay_that_ends_with


def test_a_list_is_a_table_for_people_and_what_the_api_says_for_programs(terminal: Terminal) -> None:
    table = terminal.run("members", "list", "internal").stdout.splitlines()
    items = terminal.json("members", "list", "internal")

    assert table[0].split()[:3] == ["number", "name", "user"]
    assert table[1].split()[:4] == ["3", "Ada", "1001", "no"]
    assert ADA in table[1]
    assert items["more"] is False
    found = items["items"]
    assert isinstance(found, list)
    assert [(one["uuid"], one["muted"], one["video"]) for one in found] == [(ADA, False, None), (BOB, True, None)]


@pytest.mark.parametrize("name", [ADA, "Ada", "1001", "3"], ids=["uuid", "name", "user", "number"])
def test_a_member_is_found_by_whatever_only_one_has(name: str, terminal: Terminal) -> None:
    done = terminal.run("members", "mute", "internal", name)

    assert (done.exit_code, done.stdout) == (0, "mute: confirmed (seen: mute-member)\n")
    assert terminal.requests[-1].url.path.endswith(f"/members/{ADA}")


def test_nobody_is_guessed_at(terminal: Terminal) -> None:
    done = terminal.run("members", "mute", "internal", "A")

    assert done.exit_code == 2
    assert "nobody in 'internal'" in done.stderr
    assert [request.method for request in terminal.requests] == ["GET"]


@pytest.mark.parametrize(
    ("state", "code"), [("confirmed", 0), ("accepted", 0), ("failed", 1), ("expired", 1), ("unknown", 4)]
)
def test_the_exit_code_says_how_a_command_ended(
    state: EndState, code: int, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends = relay_that_ends_with(Outcome(state=state, reason=None if code == 0 else "member_not_found"))
    monkeypatch.setattr(submitting, "send_command", ends)

    done = terminal.run("members", "mute", "internal", "Ada")

    assert done.exit_code == code
    assert f"mute: {state}" in (done.stderr if code else done.stdout)
    assert ("member_not_found" in done.stderr) == bool(code)


def test_a_command_that_failed_is_whole_for_programs_too(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    ends = relay_that_ends_with(Outcome(state="failed", reason="member_not_found"))
    monkeypatch.setattr(submitting, "send_command", ends)

    done = terminal.run("members", "mute", "internal", "Ada", "--json")

    assert done.exit_code == 1
    assert msgspec.json.decode(done.stdout)["state"] == "failed"


def test_a_command_that_never_ends_is_given_up_and_named(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, lambda _: _after(terminal, 10.0, json(command("running"))))
    done = terminal.run("members", "mute-all", "internal")

    assert done.exit_code == 4
    assert "mute: running" in done.stderr
    assert "ffctl command c1" in done.stderr


def test_every_field_that_is_wrong_is_told_at_once_as_the_api_words_it(terminal: Terminal) -> None:
    wish = ("members", "patch", "internal", "Ada", "banner.text=", "banner.fg=red", "colour=blue")
    done = terminal.run(*wish)
    problem = msgspec.json.decode(terminal.run(*wish, "--json").stderr)

    assert done.exit_code == 3
    assert done.stdout == ""
    for field in ("banner.text", "banner.fg", "colour"):
        assert done.stderr.count(f"{field}: ") == 1
    assert "#rrggbb" in done.stderr
    assert {error["field"] for error in problem["errors"]} == {"banner.text", "banner.fg", "colour"}
    assert problem["status"] == 422


def test_what_is_not_there_is_refused_in_words(terminal: Terminal) -> None:
    done = terminal.run("rooms", "get", "nowhere")

    assert done.exit_code == 3
    assert "nowhere" in done.stderr


def test_without_an_answer_nobody_knows(tmp_path: Path) -> None:
    def lost(_: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("the line is down")

    terminal = Terminal(tmp_path, lost)
    done = terminal.run("members", "mute-all", "internal", "--json")

    assert done.exit_code == 4
    assert msgspec.json.decode(done.stderr)["status"] == 0
    # Under one key, so that it is done once.
    assert len({request.headers["Idempotency-Key"] for request in terminal.requests}) == 1
    assert len(terminal.requests) == 3
    assert terminal.run("conferences", "list").stderr == "ffctl: no answer from https://api.example.com\n"


def test_what_is_made_once_is_shown_once(terminal: Terminal) -> None:
    made = terminal.json("rooms", "put", "weekly", "number=7001", "dial_in:={}")
    dial_in = made["dial_in"]
    assert isinstance(dial_in, dict)
    pin = dial_in["pin"]

    assert (made["number"], dial_in["has_pin"]) == ("7001", True)
    assert isinstance(pin, str)
    assert pin not in terminal.run("rooms", "get", "weekly").stdout
    assert pin not in terminal.run("rooms", "list", "--json").stdout


def test_a_link_is_made_listed_and_revoked(terminal: Terminal) -> None:
    made = terminal.json("entries", "create", "internal", "name=Grace", "uses=2")
    entry = str(made["id"])
    listed = terminal.run("entries", "list", "internal").stdout

    assert str(made["url"]).startswith("https://meet.example.com/call/#entry=")
    assert entry in listed
    assert str(made["code"]) not in listed
    assert terminal.run("entries", "revoke", "internal", entry).exit_code == 0
    assert "revoked" in terminal.run("entries", "list", "internal").stdout


def test_a_change_that_somebody_else_has_overtaken_is_refused(terminal: Terminal) -> None:
    revision = terminal.json("users", "patch", "1000", "name=Ada")["revision"]
    terminal.run("users", "patch", "1000", "name=Grace")

    assert terminal.run("users", "patch", "1000", "name=Ada", "--if-match", str(revision)).exit_code == 3


def test_a_list_that_is_cut_says_so(terminal: Terminal) -> None:
    for number in range(3):
        terminal.run("users", "patch", "1000", f"name=Ada {number}")
    cut = terminal.run("audit", "list", "--most", "2")

    assert len(cut.stdout.splitlines()) == 1 + 2
    assert "there are more" in cut.stderr
    assert msgspec.json.decode(terminal.run("audit", "list", "--most", "2", "--json").stdout)["more"] is True
    assert "more" not in terminal.run("audit", "list").stderr


def test_a_picture_and_a_drawing_are_files(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "layout.svg"
    done = terminal.run("layouts", "draw", "2x2", "-o", str(file))

    assert done.exit_code == 0
    assert file.read_text().startswith("<svg")
    assert terminal.run("layouts", "draw", "2x2").stdout == file.read_text()


def test_a_scene_is_saved_and_shown(terminal: Terminal) -> None:
    saved = terminal.json("scenes", "put", "internal", "opening", "stage.layout=1x1")
    shown = terminal.run("scenes", "show", "internal", "opening", "--json")

    stage = saved["stage"]
    assert isinstance(stage, dict)
    assert stage["layout"] == "1x1"
    assert shown.exit_code == 0, shown.stderr
    told = msgspec.json.decode(shown.stdout)
    assert (told["stage"]["stage"]["layout"], told["command"]["kind"], told["command"]["state"]) == (
        "1x1", "apply_stage", "confirmed",
    )  # fmt: skip


def test_a_picture_that_the_relay_could_not_make_is_told(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    ends = relay_that_ends_with(Outcome(state="failed", reason="layout_not_found"))
    monkeypatch.setattr(submitting, "send_command", ends)
    done = terminal.run("stage", "put", "internal", "layout=1x1")

    assert done.exit_code == 1
    assert "apply_stage: failed, layout_not_found" in done.stderr


def _after(terminal: Terminal, seconds: float, answer: httpx2.Response) -> httpx2.Response:
    terminal.now += seconds
    return httpx2.Response(answer.status_code, content=answer.content)

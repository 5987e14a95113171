"""Each command makes the request that it is for; `--curl` prints it, sends nothing and shows no secret."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx2
import msgspec
import pytest
import typer.main

from ffctl.app import app
from freeswitch_functions_client import Operations
from tests.clients.ffctl.terminals import URL, Terminal
from tests.functions.control import ADA

FOLDER = Path(__file__).parents[3] / "clients" / "ffctl" / "src"
C = "/v1/conferences/internal"
# What is typed, and the request that it is.
REQUESTS = {
    "conferences list": "GET /v1/conferences",
    "conferences get internal": f"GET {C}",
    "conferences patch internal locked=true": f"PATCH {C}",
    "conferences end internal": f"POST {C}/end",
    "conferences move internal fs2": f"POST {C}/move",
    "conferences hang-up-all internal": f"DELETE {C}/members",
    "conferences clear-slots internal": f"POST {C}/slots/clear",
    "conferences resume-rules internal": f"POST {C}/rules/resume",
    "conferences play internal hello": f"POST {C}/play",
    "conferences stop-playing internal": f"DELETE {C}/play",
    "conferences say internal Hello": f"POST {C}/say",
    "conferences run internal lock locked=true": f"POST {C}/commands",
    "conferences run-scene internal steps:=[]": f"POST {C}/scenes",
    "command fs1.c1": "GET /v1/commands/fs1.c1?wait=10",
    "members list internal": f"GET {C}/members",
    f"members get internal {ADA}": f"GET {C}/members/{ADA}",
    f"members patch internal {ADA} name=Ada": f"PATCH {C}/members/{ADA}",
    f"members mute internal {ADA}": f"PATCH {C}/members/{ADA}",
    f"members unmute internal {ADA}": f"PATCH {C}/members/{ADA}",
    "members mute-all internal": f"POST {C}/mute-all",
    f"members ask-to-unmute internal {ADA}": f"POST {C}/members/{ADA}/ask-to-unmute",
    f"members remove internal {ADA} --keep-out": f"DELETE {C}/members/{ADA}?keep_out=true",
    "members let-in internal 1001": f"DELETE {C}/kept-out/1001",
    "members call internal user=1002": f"POST {C}/calls",
    "waiting list internal": f"GET {C}/waiting",
    "waiting admit internal": f"POST {C}/waiting/admit",
    "waiting refuse internal --words Later": f"POST {C}/waiting/refuse",
    "layouts list": "GET /v1/layouts",
    "layouts get 2x2": "GET /v1/layouts/2x2",
    "layouts draw 2x2 --theme dark": "GET /v1/layouts/2x2.svg?theme=dark",
    "layouts put own border=1": "PUT /v1/layouts/own",
    "layouts delete own": "DELETE /v1/layouts/own",
    "layouts groups": "GET /v1/layout-groups",
    "layouts put-group grid 1x1 2x2": "PUT /v1/layout-groups/grid",
    "layouts delete-group grid": "DELETE /v1/layout-groups/grid",
    "stage get internal": f"GET {C}/stage",
    "stage put internal layout=2x2": f"PUT {C}/stage",
    "stage patch internal newcomers=leave": f"PATCH {C}/stage",
    "stage delete internal": f"DELETE {C}/stage",
    "stage undo internal": f"POST {C}/stage/undo",
    "stage canvas internal": f"GET {C}/canvas",
    "stage draw internal": f"GET {C}/canvas.svg",
    "stage still internal -o still.png": f"POST {C}/stills",
    "scenes list internal": f"GET {C}/scenes",
    "scenes get internal opening": f"GET {C}/scenes/opening",
    "scenes put internal opening": f"PUT {C}/scenes/opening",
    "scenes delete internal opening": f"DELETE {C}/scenes/opening",
    "scenes show internal opening": f"POST {C}/scenes/opening/show",
    "scenes cues internal": f"GET {C}/cues",
    "scenes put-cues internal opening panel": f"PUT {C}/cues",
    "scenes delete-cues internal": f"DELETE {C}/cues",
    "scenes next internal": f"POST {C}/cues/next",
    "scenes back internal": f"POST {C}/cues/back",
    "record list internal": f"GET {C}/recordings",
    "record start internal name=board": f"POST {C}/recordings",
    "record get internal fs1.r1": f"GET {C}/recordings/fs1.r1",
    "record pause internal fs1.r1": f"PATCH {C}/recordings/fs1.r1",
    "record resume internal fs1.r1": f"PATCH {C}/recordings/fs1.r1",
    "record stop internal fs1.r1": f"PATCH {C}/recordings/fs1.r1",
    "record delete internal fs1.r1": f"DELETE {C}/recordings/fs1.r1",
    "record file internal fs1.r1 -o film.mp4": f"GET {C}/recordings/fs1.r1/file",
    "stream list internal": f"GET {C}/streams",
    "stream start internal preset=youtube key=?": f"POST {C}/streams",
    "stream get internal fs1.s1": f"GET {C}/streams/fs1.s1",
    "stream stop internal fs1.s1": f"DELETE {C}/streams/fs1.s1",
    "rooms dial-in-numbers": "GET /v1/dial-in-numbers",
    "rooms invitees board": "GET /v1/rooms/board/invitees",
    "rooms put-invitee board ada pin=?": "PUT /v1/rooms/board/invitees/ada",
    "rooms delete-invitee board ada": "DELETE /v1/rooms/board/invitees/ada",
    "gateways list": "GET /v1/gateways",
    "entries list board": "GET /v1/rooms/board/entries",
    "entries create board name=Grace": "POST /v1/rooms/board/entries",
    "entries revoke board e1": "DELETE /v1/rooms/board/entries/e1",
    "nodes list": "GET /v1/nodes",
    "nodes get fs1": "GET /v1/nodes/fs1",
    "nodes drain fs1": "PATCH /v1/nodes/fs1",
    "nodes undrain fs1": "PATCH /v1/nodes/fs1",
    "nodes remove fs1": "DELETE /v1/nodes/fs1",
    "meetings list --conference internal": "GET /v1/meetings?conference=internal",
    "meetings get m1": "GET /v1/meetings/m1",
    "meetings messages m1": "GET /v1/meetings/m1/messages",
    "audit list --subject ada": "GET /v1/audit?subject=ada",
    "webhooks list": "GET /v1/webhooks",
    "webhooks get crm": "GET /v1/webhooks/crm",
    "webhooks put crm url=https://crm.example.com/": "PUT /v1/webhooks/crm",
    "webhooks delete crm": "DELETE /v1/webhooks/crm",
    "webhooks rotate-secret crm": "POST /v1/webhooks/crm/secret",
    "webhooks deliveries crm": "GET /v1/webhooks/crm/deliveries",
    "webhooks test crm": "POST /v1/webhooks/crm/test",
    "webhooks redeliver crm d1": "POST /v1/webhooks/crm/deliveries/d1/redeliver",
    "tokens list": "GET /v1/tokens/revocations",
    "tokens revoke --jti lost": "POST /v1/tokens/revocations",
    "tokens allow --sub ada": "DELETE /v1/tokens/revocations?sub=ada",
    "watch internal": f"GET {C}/events?wait=20",
    "doctor": "GET /v1/openapi.json",
    **{
        f"{noun} {verb} {one}".strip(): f"{method} /v1/{noun}{f'/{one}' if one else ''}"
        for noun in ("rooms", "users", "groups", "gateways")
        for verb, method, one in (
            ("list", "GET", ""), ("get", "GET", "a"), ("put", "PUT", "a"), ("patch", "PATCH", "a"),
            ("delete", "DELETE", "a"),
        )
    },
}  # fmt: skip
ASK_NOTHING = {
    "explain call", "explain user", "explain request", "record requests", "tokens mint", "tokens show",
    "profiles list", "profiles add", "profiles choose", "profiles remove",
}  # fmt: skip
# What has no command: pages and browsers do it, or it is the same as one that has.
WITHOUT = {
    "redeem_entry", "observe", "open_live", "get_presence", "list_messages", "post_message", "delete_message",
    "list_assets", "get_asset", "put_asset", "delete_asset", "check_asset", "get_domain_events", "get_meeting_table",
    "get_meeting_messages_table", "get_audit_csv", "get_layout_group", "get_invitee", "patch_invitee",
}  # fmt: skip


def leaves(command: object, above: tuple[str, ...] = ()) -> Iterator[str]:
    below = getattr(command, "commands", None)
    if below is None:
        yield " ".join(above)
    else:
        for name, one in below.items():
            yield from leaves(one, (*above, name))


def test_every_command_is_here() -> None:
    every = set(leaves(typer.main.get_command(app)))

    assert every - {leaf for leaf in every for words in REQUESTS if f"{words} ".startswith(f"{leaf} ")} == ASK_NOTHING


@pytest.mark.parametrize("words", REQUESTS)
def test_a_command_shows_its_request_and_sends_nothing(words: str, tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, _nobody)
    done = terminal.run(*words.split(), "--curl")

    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith("curl --fail-with-body ")
    method, target = REQUESTS[words].split()
    first = done.stdout.splitlines()[0].removesuffix(" \\")
    assert first.split()[2:-1] == (["--location"] if method == "GET" else ["-X", method])
    assert first.split()[-1].strip("'") == URL + target
    assert terminal.environ["FFCTL_TOKEN"] not in done.stdout
    assert "secret-that-was-asked-for" not in done.stdout
    assert terminal.requests == []


def test_every_operation_has_a_command_or_is_named() -> None:
    operations = {name for name in vars(Operations) if not name.startswith(("_", "all_"))}
    written = "".join(path.read_text() for path in FOLDER.rglob("*.py"))
    used = {name for name in operations if f"api.{name}(" in written or f"Operations.{name}," in written}
    by_pages = {name for name in operations if f".all_{name.removeprefix('list_').removeprefix('get_')}" in written}

    assert operations - used - by_pages == WITHOUT


def test_what_is_printed_does_in_a_shell_what_the_command_does(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, _nobody)
    wish = ("rooms", "put", "o'hara", "number=7001", 'profile=it\'s "ours"', "dial_in.pin=?", "rules.stream.key=?")
    printed = terminal.run(*wish, "--curl").stdout
    told = subprocess.run(
        ["bash", "-c", "curl() { printf '%s\\0' \"$@\"; }\n" + printed],
        env={"FFCTL_TOKEN": "t", "FFCTL_DIAL_IN_PIN": "482915", "FFCTL_RULES_STREAM_KEY": "k"},
        capture_output=True, text=True, check=True, timeout=30,
    ).stdout.split("\0")  # fmt: skip

    assert f"{URL}/v1/rooms/o%27hara" in told
    assert "Authorization: Bearer t" in told
    assert msgspec.json.decode(told[told.index("--data-raw") + 1]) == {
        "number": "7001",
        "profile": 'it\'s "ours"',
        "dial_in": {"pin": "482915"},
        "rules": {"stream": {"key": "k"}},
    }


def test_with_curl_nobody_is_looked_up(tmp_path: Path) -> None:
    done = Terminal(tmp_path, _nobody).run("members", "mute", "internal", "Ada", "--curl")

    assert done.exit_code == 2
    assert "give the uuid" in done.stderr


def _nobody(request: httpx2.Request) -> httpx2.Response:
    raise AssertionError(f"{request.method} {request.url} was sent")

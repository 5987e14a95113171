"""What ffctl sees of an installation, and whom it names for what it does not."""

import msgspec
import pytest

from functions.shared.tables.nodes import NodesItem
from tests.clients.ffctl.terminals import Terminal
from tests.functions.control import node, start_conference, token


def test_a_node_is_drained_until_it_is_empty_and_then_removed(terminal: Terminal) -> None:
    items = terminal.json("nodes", "list")["items"]
    drained = terminal.json("nodes", "drain", "fs1")
    refused = terminal.run("nodes", "remove", "fs1")
    not_yet = terminal.run("nodes", "drain", "fs1", "--wait", "1")
    NodesItem("fs1").update(actions=[NodesItem.draining_since.set(1)])
    empty = terminal.json("nodes", "drain", "fs1", "--wait", "1")
    removed = terminal.run("nodes", "remove", "fs1")

    assert isinstance(items, list)
    assert [(one["name"], one["draining"]) for one in items] == [("fs1", False)]
    assert (drained["draining"], drained["empty"], empty["empty"]) == (True, False, True)
    assert (refused.exit_code, not_yet.exit_code) == (3, 4), (refused.stderr, not_yet.stderr)
    assert "may still come" in refused.stderr
    assert removed.exit_code == 0, removed.stderr
    assert terminal.json("nodes", "get", "fs1")["removing"] is True
    assert terminal.json("nodes", "undrain", "fs1")["removing"] is False


def test_a_token_is_revoked_and_allowed_again(terminal: Terminal) -> None:
    assert terminal.run("tokens", "revoke", "--jti", "lost").exit_code == 0
    assert "lost" in terminal.run("tokens", "list").stdout
    assert terminal.run("tokens", "allow", "--jti", "lost").exit_code == 0
    assert "lost" not in terminal.run("tokens", "list").stdout
    assert terminal.run("tokens", "revoke").exit_code == 2


def test_what_a_token_says_is_shown_without_it(terminal: Terminal) -> None:
    done = terminal.run("tokens", "show")

    assert "example.com" in done.stdout
    assert terminal.environ["FFCTL_TOKEN"] not in done.stdout
    assert terminal.requests == []


@pytest.mark.parametrize(
    ("words", "command"),
    [
        (("explain", "call", "999", "--profile", "internal"), "python -m infra.explain call 999 --profile internal"),
        (("explain", "user", "1000@example.com"), "python -m infra.explain user 1000@example.com"),
        (("record", "requests"), "python -m infra.record"),
        (("tokens", "mint"), "python -m infra.token --domain example.com --can view,control --ttl 1h"),
    ],
)
def test_what_is_done_elsewhere_is_named_and_not_done(words: tuple[str, ...], command: str, terminal: Terminal) -> None:
    done = terminal.run(*words)

    assert (done.exit_code, done.stdout) == (6, f"{command}\n")
    assert "not over the API" in done.stderr
    assert terminal.requests == []


def test_the_doctor_finds_a_node_that_is_lost_and_names_who_sees_the_rest(terminal: Terminal) -> None:
    well = terminal.run("doctor")
    node("fs2", beat=60.0)
    start_conference("far", node="fs2", revision=1)
    found = terminal.run("doctor", "--json")

    assert well.exit_code == 0, well.stdout + well.stderr
    assert "python -m freeswitch.relay.doctor" in well.stdout
    assert found.exit_code == 1
    bad = [one for one in msgspec.json.decode(found.stdout)["items"] if one["state"] == "bad"]
    assert [one["what"] for one in bad] == ["node fs2"]


def test_the_doctor_says_what_it_may_not_see(terminal: Terminal) -> None:
    terminal.environ = {**terminal.environ, "FFCTL_TOKEN": token("view")}
    done = terminal.run("doctor")

    assert done.exit_code == 0
    assert [line.split()[0] for line in done.stdout.splitlines()].count("not_seen") == 3

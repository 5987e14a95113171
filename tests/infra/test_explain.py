"""`infra.explain` says which rule matched, which did not and why, and shows the XML."""

import json
from pathlib import Path
from urllib.parse import urlencode

import pytest

from infra.explain import main
from tests.functions.lookups import provision

pytestmark = pytest.mark.usefixtures("lookup_tables")


CALENDAR = """
holidays: [{name: hessen, dates: ["12-24..12-26", "2027-05-06"]}]
contexts:
  - name: public
    routes:
      - name: desk
        number: "1"
        target: {kind: prompt, prompt: welcome}
        when: {hours: [{days: [mon-fri], start: "09:00", end: "24:00", timezone: Europe/Berlin, not_dates: [hessen]}]}
"""


def explain(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(list(arguments)) == 0
    return capsys.readouterr().out


def test_a_call_is_explained_route_by_route(capsys: pytest.CaptureFixture[str]) -> None:
    provision()

    told = explain(capsys, "call", "999", "--user", "1002@example.com")

    assert (
        "no  team-meeting (priority 10): for 1000@example.com, 1001@example.com only, not for 1002@example.com" in told
    )
    assert "yes visitors (priority 20)" in told
    assert "conference external@video" in told
    assert '<extension name="visitors">' in told


def test_a_call_that_goes_nowhere_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    provision()

    told = explain(capsys, "call", "555")

    assert "the pattern 10\\d\\d does not match the whole number" in told
    assert "→ refused: no route takes 555 in public" in told


def test_a_closed_window_says_which_list_of_holidays_closes_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    provision(CALENDAR)

    told = explain(capsys, "call", "1", "--at", "2026-12-25T12:00:00+01:00")
    open_then = explain(capsys, "call", "1", "--at", "2026-12-28T12:00:00+01:00")

    closed = "outside its opening hours: closed on 2026-12-25 (hessen), and it is fri 2026-12-25 12:00 in Europe/Berlin"
    assert f"no  desk (priority 100): {closed}" in told
    assert "yes desk (priority 100)" in open_then


def test_a_room_that_is_closed_is_explained_with_when_it_opens(capsys: pytest.CaptureFixture[str]) -> None:
    provision(
        "rooms: [{name: board, domain: example.com, open: true, not_before: 2026-12-01T09:00:00+01:00}]\n"
        "contexts: [{name: public, routes: [{name: b, number: '1', target: {kind: room, room: board}}]}]\n"
    )

    told = explain(capsys, "call", "1", "--at", "2026-12-01T08:59:00+01:00")

    assert "→ refused: room board is not open before 2026-12-01T08:00:00Z" in told
    assert "not_open.wav" in told
    assert "conference board@video" in explain(capsys, "call", "1", "--at", "2026-12-01T09:00:00+01:00")


def test_a_number_that_is_none_is_explained_without_a_look_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert "refused before any look-up" in explain(capsys, "call", "9/9")


def test_a_number_is_explained_as_it_was_dialled_and_as_it_is_meant(capsys: pytest.CaptureFixture[str]) -> None:
    provision()

    told = explain(capsys, "call", "0049 (6131) 123456789", "--context", "trunk")

    assert "calls '0049 (6131) 123456789' in context 'trunk'" in told
    assert "which is '+496131123456789' here" in told
    assert "route dial-in" in told


def test_a_user_is_explained_without_the_hash(capsys: pytest.CaptureFixture[str]) -> None:
    provision()

    told = explain(capsys, "user", "1000@example.com")

    assert "may register" in told
    assert 'name="a1-hash" value="(hidden)"' in told


def test_where_a_user_forwards_calls_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    provision("domains: [{name: a.example, users: [{id: '1', password: x, forward: {busy: '2', seconds: 30}}]}]")

    assert "forwards calls: busy 2, seconds 30" in explain(capsys, "user", "1@a.example")


@pytest.mark.parametrize(
    ("user", "expected"),
    [("9@example.com", "the domain without the user"), ("1000@other.example", "not provisioned")],
)
def test_a_user_who_is_not_there_is_explained(user: str, expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    provision()

    assert expected in explain(capsys, "user", user)


def test_a_recorded_request_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    provision()
    body = urlencode({"section": "dialplan", "Hunt-Context": "public", "Hunt-Destination-Number": "999"})
    (tmp_path / "requests.jsonl").write_text("{}\n" + json.dumps({"body": body}) + "\n")

    assert "conference external@video" in explain(capsys, "request", str(tmp_path / "requests.jsonl"), "2")

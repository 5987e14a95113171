"""`make provision` shows what changes, then changes it, and only that."""

import json
from collections.abc import Sequence
from hashlib import md5
from pathlib import Path

import pytest

from functions.shared.provisioning import applying
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.commands.rows import CommandsItem
from functions.shared.tables.nodes import NodesItem
from functions.shared.tables.provisioned.rooms import RoomsItem, find_dial_in, find_room_of
from functions.shared.tables.provisioned.routes import RoutesItem, ToUser, find_routes
from functions.shared.tables.provisioned.users import (
    UsersItem,
    find_addresses,
    find_group,
    find_registrant,
    find_user,
    user_key,
)
from functions.shared.tables.transactions import Write, write_together
from infra import provision
from infra.provision import main
from tests.lost_answers import lost_answer
from tests.nodes import serve

pytestmark = pytest.mark.usefixtures("lookup_tables")

FILE = """
domains:
  - name: example.com
    users:
      - {id: "1000", password: x8K2-pQw9-Zr4t-A, name: Ada, alias: "77"}
      - {id: "1001", password: Lm6u-x8K2-pQw9-B}
    groups: [{name: team, members: ["1000"]}]
rooms:
  - {name: board, domain: example.com, dial_in: {id: "123456", pin: "654321"}}
contexts:
  - name: public
    routes:
      - {name: board, number: "1", target: {kind: room, room: board}}
"""

CHANGED_ROUTE = '      - {name: more, number: "2", target: {kind: hang_up}}\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "site.yaml"
    path.write_text(FILE)
    return path


def run(path: Path, *options: str) -> int:
    return main([str(path), *options])


def test_everything_of_the_file_is_in_the_tables_afterwards(file: Path) -> None:
    assert run(file, "--yes") == 0

    _, user = find_user("example.com", "1000")
    _, group = find_group("example.com", "team")
    dial_in = find_dial_in("123456")
    assert user is not None
    assert (user.name, user.alias) == ("Ada", "77")
    assert group is not None
    assert group.members == ("1000",)
    assert dial_in is not None
    assert dial_in.conference == "board"


def test_a_domain_is_the_same_in_capitals_wherever_the_file_names_it(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAIN_DOMAIN", "EXAMPLE.com")
    file.write_text(
        """
domains: [{name: Example.COM, users: [{id: "1000", password: x8K2-pQw9-Zr4t-A}]}]
rooms: [{name: board, domain: eXample.com, seats: {1000@Example.com: {slot: a}}}]
contexts:
  - name: public
    routes:
      - {name: board, number: "1", when: {users: [1000@EXAMPLE.com], domains: [Example.com]},
         target: {kind: room, room: board}}
      - {name: colleague, number: "2", target: {kind: user, domain: Example.com}}
"""
    )
    assert run(file, "--yes") == 0

    _, user = find_registrant("example.com", "1000")
    room, (exact, _, _), (other, _, _) = find_room_of("board"), find_routes("public", "1"), find_routes("public", "2")
    assert user is not None
    # The hash is of the small letters, too.
    assert user.a1_hash == md5(b"1000:example.com:x8K2-pQw9-Zr4t-A", usedforsecurity=False).hexdigest()
    assert room is not None
    assert (room.name, room.domain, list(room.seats)) == ("board", "example.com", ["1000@example.com"])
    assert exact is not None
    assert (exact.routes[0].when.users, exact.routes[0].when.domains) == (("1000@example.com",), ("example.com",))
    assert other is not None
    assert other.routes[0].target == ToUser(domain="example.com")


def test_a_user_kept_as_it_was_before_the_hash_stood_apart_is_written_anew(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(file, "--yes")
    item = UsersItem.get("example.com", user_key("1000"))
    whole = item.text()
    UsersItem("example.com", user_key("1000"), body=whole).save()
    capsys.readouterr()

    assert run(file, "--yes") == 0

    assert "~ users example.com user#1000\n" in capsys.readouterr().out
    moved = UsersItem.get("example.com", user_key("1000"))
    assert (moved.a1_hash, moved.body, moved.text()) == (item.a1_hash, item.body, whole)
    assert run(file) == 0
    assert capsys.readouterr().out == "nothing to change\n"


def test_no_password_and_no_pin_is_kept(file: Path) -> None:
    run(file, "--yes")

    bodies = "".join(item.body for item in UsersItem.scan())
    assert "x8K2-pQw9-Zr4t-A" not in bodies
    assert "654321" not in str(find_dial_in("123456"))


def test_a_second_run_changes_nothing(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(file, "--yes")
    capsys.readouterr()

    assert run(file) == 0
    assert capsys.readouterr().out == "nothing to change\n"


def test_without_yes_and_without_a_terminal_nothing_is_changed(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(file) == 1

    assert "+ users example.com user#1000" in capsys.readouterr().out
    assert find_user("example.com", "1000") == (None, None)


def test_a_change_is_shown_by_field_and_secrets_are_not(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(file, "--yes")
    capsys.readouterr()
    file.write_text(FILE.replace("name: Ada", "name: Augusta").replace("x8K2-pQw9-Zr4t-A", "Nm5t-Qw8e-Lk2j-E"))

    assert run(file, "--yes") == 0

    shown = capsys.readouterr().out
    assert 'name: "Ada" → "Augusta"' in shown
    assert "a1_hash changed" in shown
    assert "Nm5t-Qw8e-Lk2j-E" not in shown
    _, user = find_user("example.com", "77")
    assert user is not None
    assert user.name == "Augusta"


def test_what_the_file_no_longer_names_stays_until_pruned(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(file, "--yes")
    file.write_text(FILE.replace('      - {id: "1001", password: Lm6u-x8K2-pQw9-B}\n', ""))

    run(file, "--yes")
    assert find_user("example.com", "1001")[1] is not None

    run(file, "--yes", "--prune")
    assert find_user("example.com", "1001")[1] is None
    assert find_user("example.com", "1000")[1] is not None


@pytest.mark.parametrize("alias", ["", ', alias: "78"'])
def test_an_alias_that_was_changed_or_taken_away_is_gone_at_once(file: Path, alias: str) -> None:
    run(file, "--yes")
    file.write_text(FILE.replace(', alias: "77"', alias))

    run(file, "--yes")

    assert find_user("example.com", "77")[1] is None
    assert find_user("example.com", "1000")[1] is not None


@pytest.mark.parametrize("dial_in", ["", ', dial_in: {id: "999999", pin: "654321"}'])
def test_a_dial_in_id_that_was_changed_or_taken_away_opens_nothing_any_more(file: Path, dial_in: str) -> None:
    run(file, "--yes")
    file.write_text(FILE.replace(', dial_in: {id: "123456", pin: "654321"}', dial_in))

    run(file, "--yes")

    assert find_dial_in("123456") is None
    assert (find_dial_in("999999") is not None) == bool(dial_in)


def test_a_room_whose_conference_was_renamed_is_not_found_by_the_old_name(file: Path) -> None:
    file.write_text(FILE.replace("dial_in:", "conference: meeting, dial_in:"))
    run(file, "--yes")
    file.write_text(FILE.replace("dial_in:", "conference: session, dial_in:"))

    run(file, "--yes")

    assert find_room_of("meeting") is None
    assert find_room_of("session") is not None


def test_an_old_alias_that_is_somebody_elses_by_now_stays_theirs(file: Path) -> None:
    run(file, "--yes")
    other = file.with_name("other.yaml")
    other.write_text('domains: [{name: example.com, users: [{id: "77", password: Vb3n-Lm6u-x8K2-C}]}]\n')
    run(other, "--yes")
    file.write_text(FILE.replace(', alias: "77"', ""))

    run(file, "--yes")

    found = find_user("example.com", "77")[1]
    assert found is not None
    assert found.id == "77"


def test_pruning_takes_a_rooms_dial_in_along(file: Path) -> None:
    run(file, "--yes")
    file.write_text("domains: [{name: example.com}]\n")

    run(file, "--yes", "--prune")

    assert find_dial_in("123456") is None


def test_a_refused_file_changes_nothing(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(FILE.replace("name: board, number", "name: bo ard, number"))

    assert run(file, "--yes") == 2
    assert find_user("example.com", "1000") == (None, None)
    assert "contexts[0].routes[0].name 'bo ard'" in capsys.readouterr().err


def test_what_a_file_hardly_means_is_told_and_applied(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(
        FILE.replace("dial_in:", "flags: [endconf, mute], dial_in:").replace(
            "room: board}", "room: board, flags: [ghost]}"
        )
    )

    assert run(file, "--yes") == 0

    warnings = [line for line in capsys.readouterr().err.splitlines() if line.startswith("warning: ")]
    assert [line.partition("site.yaml:")[2].partition(";")[0] for line in warnings] == [
        "9: rooms[0].flags[0] 'endconf': hangs up everybody as soon as one of them leaves",
        "13: contexts[0].routes[0].target.flags[0] 'ghost': keeps the conference open, and nobody sees or counts them",
    ]


@pytest.mark.parametrize("number", [", outbound_caller_number: '4961'", ""])
def test_an_extension_that_a_telephone_company_is_told_is_warned_about(
    file: Path, capsys: pytest.CaptureFixture[str], number: str
) -> None:
    file.write_text(
        f"""
domains: [{{name: example.com, gateways: [{{name: g, proxy: a.example{number}}}]}}]
contexts:
  - name: public
    may_call_out: true
    routes: [{{name: o, pattern: "0.*", target: {{kind: gateway, domain: example.com, gateway: g}}}}]
"""
    )

    assert run(file, "--yes") == 0
    assert ("is told the extension" in capsys.readouterr().err) == (not number)


def test_flags_for_moderators_are_no_trap(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(FILE.replace("dial_in:", "flags: {all: [mute], moderators: [endconf]}, dial_in:"))

    assert run(file, "--yes") == 0
    assert "warning" not in capsys.readouterr().err


def test_a_missing_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / "nowhere.yaml", "--yes") == 2
    assert "nowhere.yaml" in capsys.readouterr().err


def commands_of_nodes() -> list[tuple[str, dict[str, str]]]:
    """Every command in the table: its node and what it says."""
    requests = [json.loads(item.request) for item in CommandsItem.scan()]
    return [(request["node"], json.loads(request["body"])) for request in requests]


def test_a_changed_user_is_flushed_from_every_node_by_every_name(file: Path) -> None:
    run(file, "--yes")
    NodesItem("fs1").save()
    NodesItem("fs2").save()
    serve("example.com", node="fs2")
    file.write_text(FILE.replace("name: Ada", "name: Augusta").replace('"77"', '"78"'))

    run(file, "--yes")

    flushed = sorted((node, command["user"]) for node, command in commands_of_nodes())
    assert {command["kind"] for _, command in commands_of_nodes()} == {"flush_user"}
    assert flushed == sorted((node, name) for node in ("fs1", "fs2") for name in ("1000", "77", "78"))


@pytest.mark.parametrize(
    ("old", "new", "options"),
    [
        ('{id: "1001", password: Lm6u-x8K2-pQw9-B}', '{id: "1001", password: Lm6u-x8K2-pQw9-B, enabled: false}', ()),
        ('      - {id: "1001", password: Lm6u-x8K2-pQw9-B}\n', "", ("--prune",)),
    ],
    ids=["disabled", "removed"],
)
def test_a_user_who_may_no_longer_call_is_thrown_out(file: Path, old: str, new: str, options: tuple[str, ...]) -> None:
    run(file, "--yes")
    NodesItem("fs1").save()
    file.write_text(FILE.replace(old, new))

    run(file, "--yes", *options)

    kinds = sorted(command["kind"] for _, command in commands_of_nodes())
    assert kinds == ["drop_registration", "end_user_calls", "flush_user"]


FIXED = '{id: "door", cidr: ["198.51.100.7/32"]}'


@pytest.mark.parametrize("after", [FIXED.replace("100.7", "100.8"), '{id: "door", password: Lm6u-x8K2-pQw9-C}', ""])
def test_every_node_reads_addresses_again_and_nobody_calls_from_an_old_one(file: Path, after: str) -> None:
    user = f"      - {FIXED}\n"
    first = FILE.replace("    users:\n", f"    users:\n{user}", 1)
    assert first != FILE
    file.write_text(first)
    run(file, "--yes")
    NodesItem("fs1").save()
    file.write_text(first.replace(user, f"      - {after}\n" if after else ""))

    run(file, "--yes")

    assert "reload_addresses" in {command["kind"] for _, command in commands_of_nodes()}
    _, addresses = find_addresses("example.com")
    assert [one.cidr for one in addresses] == ([("198.51.100.8/32",)] if "100.8" in after else [])


def test_a_changed_domain_flushes_all_its_users(file: Path) -> None:
    run(file, "--yes")
    NodesItem("fs1").save()
    file.write_text(FILE.replace("  - name: example.com\n", "  - name: example.com\n    cacheable: 60000\n"))

    run(file, "--yes")

    assert sorted(command["user"] for _, command in commands_of_nodes()) == ["1000", "1001", "77"]


def test_a_disabled_user_is_thrown_out_even_if_the_writing_breaks_off(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(file, "--yes")
    NodesItem("fs1").save()
    file.write_text(
        FILE.replace("password: Lm6u-x8K2-pQw9-B", "password: Lm6u-x8K2-pQw9-B, enabled: false") + CHANGED_ROUTE
    )

    def breaks_off(writes: Sequence[Write]) -> list[Write]:
        if any(isinstance(write.item, RoutesItem) for write in writes):
            raise TablesUnavailable("throttled")
        return write_together(writes)

    with monkeypatch.context() as broken:
        broken.setattr(applying, "write_together", breaks_off)
        assert run(file, "--yes") == 3

    # The second run sees no difference in the user any more.
    assert "--announce" in capsys.readouterr().err
    assert sorted(c["kind"] for _, c in commands_of_nodes()) == ["drop_registration", "end_user_calls", "flush_user"]


def test_the_nodes_can_be_told_about_every_user_of_the_file_again(file: Path) -> None:
    run(file, "--yes")
    NodesItem("fs1").save()

    assert run(file, "--yes", "--announce") == 0

    assert sorted(command["user"] for _, command in commands_of_nodes()) == ["1000", "1001", "77"]
    assert {command["kind"] for _, command in commands_of_nodes()} == {"flush_user"}


@pytest.mark.parametrize(
    ("second", "field"),
    [
        ('{name: other, domain: example.com, conference: board}', "rooms[1].conference 'board'"),
        ('{name: board.example.org, domain: example.com, conference: x, dial_in: {id: "123456", pin: "111111"}}',
         "rooms[1].dial_in.id '123456'"),
    ],
)  # fmt: skip
def test_two_rooms_may_not_share_a_conference_or_a_dial_in_id(
    file: Path, capsys: pytest.CaptureFixture[str], second: str, field: str
) -> None:
    file.write_text(FILE.replace("contexts:", f"  - {second}\ncontexts:"))

    assert run(file, "--yes") == 2

    assert f"{field}: leads to the room board already" in capsys.readouterr().err


def test_a_name_that_another_room_has_is_told_together_with_every_other_mistake(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(file, "--yes")
    file.write_text("rooms: [{name: mine, domain: example.org, conference: board, open: maybe}]")

    assert run(file, "--yes") == 2

    told = capsys.readouterr().err
    assert "rooms[0].open 'maybe': must be true or false" in told
    assert "leads to the room board already" in told


def test_what_is_wrong_with_a_file_is_told_even_while_the_tables_do_not_answer(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    RoomsItem.delete_table()
    file.write_text("rooms: [{name: mine, domain: example.org, open: maybe}]")

    assert run(file, "--yes") == 2

    told = capsys.readouterr().err
    assert "rooms[0].open 'maybe'" in told
    assert "the file: was not compared with the tables" in told


@pytest.mark.parametrize(
    "room",
    [
        "{name: mine, domain: example.org, conference: board}",
        '{name: mine, domain: example.org, dial_in: {id: "123456", pin: "111111"}}',
    ],
)
def test_a_room_of_another_file_keeps_its_conference_and_its_dial_in_id(
    file: Path, capsys: pytest.CaptureFixture[str], room: str
) -> None:
    run(file, "--yes")
    before = find_dial_in("123456")
    file.write_text(f"rooms: [{room}]")

    assert run(file, "--yes") == 2

    assert "leads to the room board already, which is not in this file" in capsys.readouterr().err
    assert find_dial_in("123456") == before


def test_a_dial_in_id_may_move_from_one_room_of_the_file_to_another(file: Path) -> None:
    run(file, "--yes")
    rooms = """  - {name: board, domain: example.com}
  - {name: other, domain: example.com, dial_in: {id: "123456", pin: "654321"}}
"""
    before, after = FILE.split("rooms:\n", maxsplit=1)[0], FILE.split("contexts:")[1]
    file.write_text(f"{before}rooms:\n{rooms}contexts:{after}")

    assert run(file, "--yes") == 0

    found = find_dial_in("123456")
    assert found is not None
    assert found.room == "other"


def test_what_somebody_else_changes_while_it_is_shown_is_not_overwritten(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(file, "--yes")
    file.write_text(FILE.replace("name: Ada", "name: Ada Lovelace") + CHANGED_ROUTE)
    other = file.with_name("other.yaml")
    other.write_text(FILE.replace("name: Ada", "name: Countess"))

    def meanwhile(_count: int) -> bool:
        assert run(other, "--yes") == 0
        return True

    monkeypatch.setattr(provision, "confirmed", meanwhile)

    assert run(file) == 4
    told = capsys.readouterr().err
    _, user = find_user("example.com", "1000")
    assert user is not None
    assert user.name == "Countess"
    assert "somebody else has changed this meanwhile" in told
    assert "users example.com user#1000" in told
    assert run(file, "--yes") == 0


def test_what_somebody_else_adds_and_removes_meanwhile_is_noticed(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(file, "--yes")
    file.write_text(
        FILE.replace('{id: "1001", password: Lm6u-x8K2-pQw9-B}', '{id: "1002", password: Hg7j-Vb3n-Lm6u-D}')
    )
    other = file.with_name("other.yaml")
    for text, options in (
        (FILE.replace("Lm6u-x8K2-pQw9-B", "Rt6y-Uj8k-Ol0p-F"), ["--prune"]),
        (FILE.replace('"1001", password', '"1002", password'), []),
    ):
        other.write_text(text)
        monkeypatch.setattr(provision, "confirmed", lambda _count: run(other, "--yes") == 0)

        assert run(file, *options) == 4


def test_more_than_one_portion_is_written(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(applying, "AT_ONCE", 2)

    assert run(file, "--yes") == 0
    assert find_user("example.com", "1001")[1] is not None
    assert find_dial_in("123456") is not None
    assert run(file, "--yes") == 0


def test_what_was_written_while_its_answer_was_lost_was_overtaken_by_nobody(file: Path) -> None:
    with lost_answer("TransactWriteItems"):
        assert run(file, "--yes") == 0

    assert find_user("example.com", "1000")[1] is not None

"""Whatever a run of provisioning changes is in the audit: by whom, of whom, which fields, and never what is in them."""

import time
from pathlib import Path

import pytest

from functions.shared.tables.commands.rows import CommandsItem, row_of
from functions.shared.tables.history.people import PeopleItem, people_of
from functions.shared.tables.nodes import NodesItem
from functions.shared.tables.provisioned.users import UsersItem
from infra.operators import operator
from infra.provision import main
from tests.functions.audits import all_words, audit_refuses, entries, stands_in
from tests.nodes import serve

pytestmark = pytest.mark.usefixtures("lookup_tables")

FILE = """
domains:
  - name: elsewhere.example
    users:
      - {id: "ada", password: x8K2-pQw9-Zr4t-A, name: Lovelace, alias: "77"}
      - {id: "bob", password: Lm6u-x8K2-pQw9-B}
    groups: [{name: team, members: ["ada"]}]
rooms:
  - {name: board, domain: elsewhere.example, conference: council, dial_in: {id: "123456", pin: "654321"}}
contexts:
  - name: public
    routes:
      - {name: board, number: "1", target: {kind: room, room: board}}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "site.yaml"
    path.write_text(FILE)
    assert main([str(path), "--yes"]) == 0
    return path


def change(file: Path, old: str, new: str, *options: str) -> int:
    file.write_text(file.read_text().replace(old, new))
    return main([str(file), "--yes", *options])


def names(domain: str) -> dict[str, str]:
    pseudonyms = {name for entry in entries(domain) for name in (entry.pseudonym, entry.about) if name}
    return {pseudonym: person.name for pseudonym, person in people_of(domain, pseudonyms, time.time()).items()}


def test_every_item_has_its_entry_in_the_domain_that_it_belongs_to(file: Path) -> None:
    known = names("elsewhere.example")
    theirs = [(entry.object, known.get(entry.about, "")) for entry in entries("elsewhere.example")]

    assert sorted(theirs) == [
        ("rooms board.elsewhere.example #", ""),
        ("rooms conference#council #", ""),
        ("rooms dial-in#123456 #", ""),
        ("users alias", "ada"),
        ("users elsewhere.example #", ""),
        ("users elsewhere.example group#team", ""),
        ("users user", "ada"),
        ("users user", "bob"),
    ]
    # A dialplan's context belongs to no domain but the installation's own.
    assert {entry.object for entry in entries("example.com")} == {"routes public number#1", "routes public #patterns"}
    for domain in ("example.com", "elsewhere.example"):
        assert {names(domain)[entry.pseudonym] for entry in entries(domain)} == {operator()}
        assert {(entry.operation, entry.result) for entry in entries(domain)} == {("provision_add", "done")}


def test_of_a_change_the_fields_are_named_and_of_their_values_nothing_is_told(file: Path) -> None:
    before = len(entries("elsewhere.example"))
    change(file, "password: Lm6u-x8K2-pQw9-B", 'password: Zz6u-x8K2-pQw9-C, number: "4711"')

    (entry,) = entries("elsewhere.example")[before:]
    assert (entry.operation, entry.fields, entry.object) == ("provision_change", ("a1_hash", "number"), "users user")
    assert names("elsewhere.example")[entry.about] == "bob"
    words = all_words()
    for secret in ("4711", "Lovelace", "654321", "pQw9", "ada", "bob"):
        assert not stands_in(secret, words)


def test_what_is_removed_is_in_the_audit_too(file: Path) -> None:
    change(file, '      - {id: "bob", password: Lm6u-x8K2-pQw9-B}\n', "", "--prune")

    removed = entries("elsewhere.example")[-1]
    assert (removed.operation, names("elsewhere.example")[removed.about]) == ("provision_remove", "bob")


def test_what_the_audit_cannot_take_is_not_written(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    held = sorted((item.key, item.body) for item in UsersItem.scan())
    with audit_refuses():
        assert change(file, 'alias: "77"', 'alias: "78"') == 3

    assert sorted((item.key, item.body) for item in UsersItem.scan()) == held
    assert "the tables do not answer" in capsys.readouterr().err


def test_nothing_to_change_is_no_entry(file: Path) -> None:
    before = len(entries("elsewhere.example"))

    assert main([str(file), "--yes"]) == 0
    assert len(entries("elsewhere.example")) == before


def test_a_users_end_on_the_nodes_comes_under_the_name_of_who_ran_it(file: Path) -> None:
    NodesItem("fs1").save()
    serve("elsewhere.example", node="fs1")
    change(file, "password: Lm6u-x8K2-pQw9-B", "password: Lm6u-x8K2-pQw9-B, enabled: false")

    rows = [row_of(item) for item in CommandsItem.scan()]
    assert {row.kind for row in rows} == {"flush_user", "drop_registration", "end_user_calls"}
    assert {names("elsewhere.example")[row.pseudonym] for row in rows} == {operator()}
    assert {row.audit_until is not None for row in rows} == {True}


def test_a_hundred_users_are_a_few_calls(tmp_path: Path) -> None:
    listed = "".join(f'      - {{id: "u{number}", password: x8K2-pQw9-Zr4t-A{number}}}\n' for number in range(120))
    path = tmp_path / "many.yaml"
    path.write_text(f"domains:\n  - name: elsewhere.example\n    users:\n{listed}")

    assert main([str(path), "--yes"]) == 0

    known = names("elsewhere.example")
    assert {known[entry.about] for entry in entries("elsewhere.example") if entry.about} == {
        f"u{number}" for number in range(120)
    }
    # Two rows a person: the users, and who ran it.
    assert len(list(PeopleItem.scan())) == 2 * 121


@pytest.mark.parametrize(("days", "status"), [("0", 0), ("30", 0), ("3650", 0), ("-1", 2), ("3651", 2), ("x", 2)])
def test_a_domain_says_for_how_many_days_its_entries_are_kept(file: Path, days: str, status: int) -> None:
    assert change(file, "  - name: elsewhere.example", f"  - name: elsewhere.example\n    audit_days: {days}") == status

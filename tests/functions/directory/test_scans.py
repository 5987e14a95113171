"""Whoever scans users through a node reads no more rows than they have budget; telephones go on."""

import time
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest

from functions.directory.entries import find_entry, strangers
from functions.shared.lookups.entry_questions import entry_question
from functions.shared.lookups.strangers import KNOWN_SECONDS, LONGEST_LOOK, MINUTE, OF_A_NODE, OF_AN_ADDRESS
from functions.shared.nodes import doctor_account
from functions.shared.nodes.passwords import hashed
from functions.shared.tables import base
from functions.shared.tables.known.identities import Asker
from functions.shared.tables.provisioned.users import UsersItem, user_key
from tests.functions.lookups import provision

NODE = Asker("fs1", (hashed("a-password-of-the-node-in-these-tests"),), frozenset({"example.com"}))
OTHER_NODE = Asker("fs2", (), frozenset({"example.com"}))
SCANNER, NEIGHBOUR = "192.0.2.66", "198.51.100.7"
LATER = """
domains:
  - name: example.com
    users: [{id: "1000", password: mypassword}, {id: "4000", password: mypassword}]
"""


class Scanned:
    """Asks as a node does, counts the calls to the tables, and keeps how long was waited instead of waiting."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.calls = 0
        self.waits: list[float] = []
        self._call: Any = base.shared_connection().client._make_api_call

    def call(self, *arguments: object) -> object:
        self.calls += 1
        return self._call(*arguments)

    def asks(self, user: str, ip: str = SCANNER, asker: Asker = NODE, **fields: str) -> bool:
        """Whether the user is told of."""
        asked = {
            "action": "sip_auth",
            "sip_auth_method": "REGISTER",
            "user": user,
            "ip": ip,
            **fields,
            "domain": "example.com",
        }
        found = find_entry(entry_question(asked), asker)
        assert found.domain is not None
        return f'<user id="{user}"' in found.content

    def reads(self, user: str, ip: str = SCANNER, asker: Asker = NODE, **fields: str) -> int:
        before = self.calls
        assert not self.asks(user, ip, asker, **fields)
        return self.calls - before

    def exhausts(self, ip: str = SCANNER) -> None:
        """Has the address use up what it may ask for, for the first time and again."""
        for _ in range(3):
            for number in range(2 * OF_AN_ADDRESS):
                self.asks(f"exhaust{number}", ip)


@pytest.fixture
def scan(lookup_tables: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scanned]:
    provision()
    scanned = Scanned()
    monkeypatch.setattr(strangers, "_clock", lambda: scanned.now)
    monkeypatch.setattr(time, "monotonic", lambda: scanned.now)
    monkeypatch.setattr(time, "sleep", scanned.waits.append)
    strangers.forget()
    with patch.object(base.shared_connection().client, "_make_api_call", scanned.call):
        # What the domain is is remembered; of the rest nothing.
        scanned.asks("1000", NEIGHBOUR)
        strangers.forget()
        scanned.calls = 0
        yield scanned


def test_a_scanner_of_10_000_ids_from_one_address_reads_its_budget_and_no_more(scan: Scanned) -> None:
    found = [scan.asks(f"scan{number}") for number in range(10_000)]

    assert (any(found), scan.calls) == (False, OF_AN_ADDRESS)


def test_a_scanner_that_asks_for_each_id_again_reads_its_budget_twice_and_no_more(scan: Scanned) -> None:
    for _ in range(5):
        for number in range(2_000):
            scan.asks(f"scan{number}")

    assert scan.calls == 2 * OF_AN_ADDRESS


def test_a_scanner_of_10_000_ids_from_many_addresses_reads_the_budget_of_the_node_and_no_more(scan: Scanned) -> None:
    for number in range(10_000):
        scan.asks(f"scan{number}", f"10.0.{number // 250}.{number % 250}")

    assert scan.calls == OF_A_NODE


def test_a_scanner_of_one_ipv6_network_is_one_address(scan: Scanned) -> None:
    for number in range(1, 1000):
        scan.asks(f"scan{number}", f"2001:db8::{number:x}:1")

    assert scan.calls == OF_AN_ADDRESS
    assert scan.reads("scan", "2001:db8:0:1::1") == 1


def test_an_address_that_is_none_has_one_budget_with_all_of_its_kind(scan: Scanned) -> None:
    for number in range(1000):
        scan.asks(f"scan{number}", f"no address {number}")

    assert scan.calls == OF_AN_ADDRESS


def test_the_rightful_telephone_behind_the_same_address_registers_all_the_while(scan: Scanned) -> None:
    assert scan.asks("1000")
    for _ in range(6):
        scan.exhausts()
        assert scan.asks("1000")
        scan.now += KNOWN_SECONDS / 2


def test_a_telephone_that_nobody_has_seen_yet_is_let_in_at_its_second_try_amid_the_scan(scan: Scanned) -> None:
    scan.now += 10
    for number in range(5_000):
        scan.asks(f"scan{number}")
    first = scan.asks("1000")
    for number in range(5_000, 10_000):
        scan.asks(f"scan{number}")
    scan.now += 30

    # Of what comes back by the minute the scanner takes all.
    for number in range(10_000, 10_100):
        scan.asks(f"scan{number}")
    assert (first, scan.asks("1000")) == (False, True)


def test_a_user_who_is_provisioned_meanwhile_is_found_within_a_minute(scan: Scanned) -> None:
    scan.exhausts()
    assert not scan.asks("4000")

    provision(LATER)
    for _ in range(6):
        scan.now += MINUTE / 6
        for number in range(OF_AN_ADDRESS):
            scan.asks(f"more{scan.now}-{number}")
        if scan.asks("4000"):
            break

    assert scan.asks("4000")


def test_a_scan_costs_no_other_address_and_no_other_node_anything(scan: Scanned) -> None:
    scan.exhausts()

    assert scan.asks("1001", NEIGHBOUR)
    assert scan.reads("nobody", NEIGHBOUR) == 1
    assert scan.reads("nobody", SCANNER, OTHER_NODE) == 1
    assert not scan.asks("1002", SCANNER)


def test_a_scan_from_many_addresses_costs_no_known_user_and_no_other_node_anything(scan: Scanned) -> None:
    assert scan.asks("1000", NEIGHBOUR)
    for number in range(2 * OF_A_NODE):
        scan.asks(f"scan{number}", f"10.0.{number // 250}.{number % 250}")

    assert scan.asks("1000", NEIGHBOUR)
    assert scan.asks("1001", NEIGHBOUR, OTHER_NODE)
    # Whoever is new here comes in with the second try.
    assert (scan.asks("1002", "203.0.113.9"), scan.asks("1002", "203.0.113.9")) == (False, True)


def test_a_user_who_is_rung_is_looked_up_whatever_was_scanned_from_an_address(scan: Scanned) -> None:
    scan.exhausts()

    assert scan.asks("1000", "", action="user_call")
    # Only what telephones ask has an address: a word of the same name elsewhere is no way around.
    assert scan.reads("nobody", SCANNER, action="user_call") == 1


def test_the_budget_is_whole_again_after_a_minute(scan: Scanned) -> None:
    scan.exhausts()
    scan.calls = 0
    scan.now += MINUTE
    for number in range(1000):
        scan.asks(f"other{number}")

    assert scan.calls == OF_AN_ADDRESS


def test_the_node_s_own_doctor_registers_all_the_while(scan: Scanned) -> None:
    scan.exhausts("127.0.0.1")

    assert scan.asks(doctor_account.account(NODE.credentials[0], time.time()), "127.0.0.1")


def test_a_user_who_was_removed_is_no_longer_known(scan: Scanned) -> None:
    assert scan.asks("1000")
    scan.exhausts()
    UsersItem("example.com", user_key("1000")).delete()

    assert scan.reads("1000") == 1
    assert scan.reads("1000") == 0


def test_by_the_time_of_an_answer_a_scanner_learns_nothing_of_who_is_known(scan: Scanned) -> None:
    def slow(*arguments: object) -> object:
        scan.now += 0.004 + 0.001 * (scan.calls % 3)
        return scan.call(*arguments)

    with patch.object(base.shared_connection().client, "_make_api_call", slow):
        scan.exhausts()
    scan.waits.clear()
    assert scan.reads("nobody-1") == 0

    (wait,) = scan.waits
    assert 0.004 <= wait <= 0.006 + 1e-9 < LONGEST_LOOK

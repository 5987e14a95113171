"""A user who is registered at another node is rung there, beside the devices here; who has crossed goes no further."""

import re
import time
from collections.abc import Iterator

import pytest

from functions.dialplan.app import app as dialplan
from functions.shared.claims.claiming import takes_part
from functions.shared.encoders.between_nodes import NOTE_HEADER
from functions.shared.lookups.keeping import CACHE_CONTROL
from functions.shared.tables.fleet.crossings import CrossingsItem
from functions.shared.tables.fleet.registrations import LASTS_SECONDS, say_gone, say_registered
from functions.shared.tables.known.identities import forget_identities
from functions.shared.tables.provisioned.users import forget_domains
from tests.functions import control
from tests.functions.claims import node
from tests.functions.lookups import ask, provision
from tests.functions.test_crossing import arrives, routed
from tests.functions.test_table_calls import calls_made
from tests.nodes import NEW_PASSWORD, serve

FILE = r"""
domains:
  - name: example.com
    context: public
    users:
      - {id: "1000", password: correct-horse-battery}
      - {id: "1001", password: correct-horse-battery, alias: bob}
      - {id: "1003", password: correct-horse-battery, forward: {no_answer: "1000", seconds: 20}}
    groups:
      - {name: sales, members: ["1000", "1001"]}
contexts:
  - name: public
    routes:
      - {name: all, number: "700", target: {kind: group, domain: example.com, group: sales}}
      - {name: in-order, number: "701", target: {kind: group, domain: example.com, group: sales, strategy: in_order}}
      - {name: bob, number: "702", target: {kind: user, domain: example.com, user: bob}}
      - {name: colleagues, pattern: '10\d\d', target: {kind: user, domain: example.com}}
"""
HERE, THERE, THIRD = "fs1", "fs2", "fs3"
LEG = re.compile(rf"\[absolute_codec_string=[^],]+,{NOTE_HEADER}=([^]]+)\]sofia/nodes/crossing@(10\.0\.0\.\d):5090")


@pytest.fixture(autouse=True)
def place() -> Iterator[None]:
    """Three nodes that reach each other."""
    with control.installation():
        provision(FILE)
        for number, name in enumerate((HERE, THERE, THIRD), 1):
            serve("example.com", node=name, passwords=(NEW_PASSWORD,), address=f"10.0.0.{number}:5090")
            node(name, at=time.time())
        yield
    forget_domains()
    forget_identities()


def registered(user: str, *nodes: str, ago: float = 0.0) -> None:
    for name in nodes:
        say_registered(f"{user}@example.com", name, now=time.time() - ago)


def form(number: str) -> dict[str, str]:
    return {
        "section": "dialplan", "Hunt-Context": "public", "Hunt-Destination-Number": number, "Unique-ID": "call-1",
        "variable_sip_authorized": "true", "variable_user_name": "1002", "variable_domain_name": "example.com",
    }  # fmt: skip


def calls(number: str, on: str = HERE) -> list[tuple[str, str]]:
    return routed(on, form(number))


def legs(done: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Notes and addresses of all that go to other nodes."""
    return [found for application, data in done if application == "bridge" for found in LEG.findall(data)]


def test_the_user_is_rung_here_and_at_every_other_node_where_they_are_registered() -> None:
    registered("1001", HERE, THERE, THIRD)
    done = calls("1001")
    application, data = done[-1]

    assert application == "bridge"
    assert "${all_contacts_1001@example.com}," in data
    assert [address for _, address in legs(done)] == ["10.0.0.2", "10.0.0.3"]
    assert ("set", "sip_copy_custom_headers=false") in done


def test_nodes_that_are_gone_keep_nobody_from_being_rung_where_they_are_now() -> None:
    registered("1001", "a1", "a2", "a3", "a4", "a5", THERE)

    assert [address for _, address in legs(calls("1001"))] == ["10.0.0.2"]


def test_the_other_node_rings_the_users_devices_there_for_one_call_and_nothing_else() -> None:
    registered("1001", THERE, THIRD)
    first, second = (note for note, _ in legs(calls("1001")))
    there = arrives(THERE, first)

    assert there[-1][0] == "bridge"
    assert there[-1][1].endswith("${all_contacts_1001@example.com}")
    assert ("lua", "contacts.lua 1001@example.com") in there
    assert arrives(THERE, first) == []
    # A note for another node is none here.
    assert arrives(THERE, second) == []
    assert legs(there) == []


@pytest.mark.parametrize(
    "why", ["nowhere", "here only", "it was too long ago", "signed out", "the node is lost", "no domain"]
)
def test_where_nobody_else_can_ring_them_the_answer_is_as_before(why: str) -> None:
    before = calls("1001")
    if why == "here only":
        registered("1001", HERE)
    elif why == "it was too long ago":
        registered("1001", THERE, ago=LASTS_SECONDS + 1)
    elif why == "signed out":
        registered("1001", THERE)
        say_gone("1001@example.com", THERE, now=time.time())
    elif why == "the node is lost":
        registered("1001", THERE)
        node(THERE, at=time.time() - 60)
        assert not takes_part(THERE, time.time())
    elif why == "no domain":
        registered("1001", THERE)
        serve("elsewhere.example", node=THERE, passwords=(NEW_PASSWORD,), address="10.0.0.2:5090")

    assert calls("1001") == before
    assert before[-1] == ("bridge", "user/1001@example.com")
    assert not list(CrossingsItem.scan())


def test_a_node_without_an_address_rings_nobody_elsewhere_and_reads_no_more_than_before() -> None:
    registered("1001", THERE)
    serve("example.com", node=HERE, passwords=(NEW_PASSWORD,))
    calls("1001")
    with calls_made() as warm:
        done = calls("1001")

    assert (legs(done), warm) == ([], ["BatchGetItem", "GetItem"])


def test_it_is_read_with_the_user_and_only_who_is_elsewhere_costs_a_write() -> None:
    calls("1001")
    with calls_made() as nowhere:
        calls("1001")
    registered("1001", THERE)
    calls("1001")
    with calls_made() as elsewhere:
        calls("1001")

    assert nowhere == ["BatchGetItem", "BatchGetItem"]
    assert elsewhere == ["BatchGetItem", "BatchGetItem", "PutItem"]


def test_who_is_called_by_an_alias_is_found_where_their_devices_are() -> None:
    registered("1001", THERE)
    done = calls("702")

    assert [address for _, address in legs(done)] == ["10.0.0.2"]
    assert "${all_contacts_1001@example.com}," in done[-1][1]


def test_a_forwarded_user_is_rung_elsewhere_before_the_call_goes_on() -> None:
    registered("1003", THERE)
    done = calls("1003")

    assert len(legs(done)) == 1
    assert done[-1][0] == "transfer"


def test_of_a_group_all_are_rung_by_one_note_a_node() -> None:
    registered("1000", THERE)
    registered("1001", THERE, THIRD)
    done = calls("700")
    (first, address), (_, other) = legs(done)

    assert [address, other] == ["10.0.0.2", "10.0.0.3"]
    assert arrives(THERE, first)[-1][1].endswith("${all_contacts_1000@example.com},${all_contacts_1001@example.com}")


def test_of_a_group_in_order_each_has_a_note_that_lasts_until_it_is_their_turn() -> None:
    registered("1000", THERE)
    registered("1001", THERE)
    done = calls("701")
    bridges = [data for application, data in done if application == "bridge"]
    lasts = sorted(float(one.until) - time.time() for one in CrossingsItem.scan())

    assert [len(LEG.findall(data)) for data in bridges] == [1, 1]
    assert lasts[1] > lasts[0] + 5


@pytest.mark.parametrize(("nodes", "kept"), [((), True), ((THERE,), False)])
def test_an_answer_with_a_note_is_kept_by_nobody(nodes: tuple[str, ...], kept: bool) -> None:
    registered("1001", *nodes)
    answer = ask(dialplan, "/dialplan", form("1001"), auth=(HERE, NEW_PASSWORD))

    assert (answer.headers[CACHE_CONTROL] != "no-store") is kept


def test_a_node_rings_no_user_of_a_domain_that_it_does_not_serve() -> None:
    registered("1001", THERE)
    ((note, _),) = legs(calls("1001"))
    serve("elsewhere.example", node=THERE, passwords=(NEW_PASSWORD,), address="10.0.0.2:5090")

    assert arrives(THERE, note) == []

"""Whom a host keeps out that dials the room: refused before the join, by every way that the dialplan knows."""

import pytest

from functions.dialplan.app import app
from functions.shared.standings.persons import Comer
from functions.shared.tables.batches import write_in_batches
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.domain_items import EnteringBy, User
from functions.shared.tables.provisioned.users import UsersItem, user_key
from tests.functions.dialplan.test_app import actions, call
from tests.functions.dialplan.test_waiting import ENTERS, INSIDE, SEATED, WAITS, goes_to, rooms
from tests.functions.keeping_out import end, keep_out
from tests.functions.lookups import ask
from tests.functions.shared.grammars.test_numbers import WITHHELD
from tests.functions.test_table_calls import calls_of

pytestmark = pytest.mark.usefixtures("lookup_tables")

REFUSED = "CALL_REJECTED"
GRACE = Comer(user="1002")
NAMESAKE = "1002@other.example"


def caller(user: str) -> dict[str, str]:
    name, _, domain = user.partition("@")
    return {"variable_sip_authorized": "true", "variable_user_name": name, "variable_domain_name": domain}


@pytest.mark.parametrize("lobby", ["off", "everybody"])
@pytest.mark.parametrize("number", ["999", "998", "71", "3000"], ids=["route", "host", "pattern", "own number"])
def test_by_every_number_who_is_kept_out_is_refused_and_nobody_else(number: str, lobby: str) -> None:
    rooms(lobby)
    keep_out(GRACE, "board")

    assert actions(call(number, INSIDE))[-1] == ("hangup", REFUSED)
    assert goes_to(number, SEATED) in {ENTERS, WAITS}


# By the room's own number comes nobody of another domain.
@pytest.mark.parametrize("number", ["999", "998", "71"], ids=["route", "host", "pattern"])
@pytest.mark.parametrize(
    ("kept_out", "domain", "refused"),
    [
        ("1002", "example.com", {INSIDE}),
        ("1002@other.example", "example.com", {NAMESAKE}),
        # As in a meeting that began before domains were told apart: nobody knows which of them it is.
        ("1002", "", {INSIDE, NAMESAKE}),
    ],
    ids=["ours", "theirs", "of before"],
)
def test_of_two_people_with_one_name_the_one_who_is_kept_out_is_refused(
    kept_out: str, domain: str, refused: set[str], number: str
) -> None:
    rooms("off")
    keep_out(Comer(user=kept_out), "board", domain=domain)

    assert {user for user in (INSIDE, NAMESAKE, NAMESAKE.upper()) if goes_to(number, user) == REFUSED} == refused | {
        user.upper() for user in refused if user == NAMESAKE
    }


def test_a_seat_is_no_way_in() -> None:
    rooms("off")
    keep_out(Comer(user="1001"), "board")

    assert goes_to("999", SEATED) == REFUSED


def test_who_shows_their_number_is_known_by_it_and_a_user_is_not() -> None:
    rooms("off")
    keep_out(Comer(number="+4930123456"), "board")
    shown = {"Hunt-Caller-ID-Number": "+4930123456"}

    assert goes_to("999", **shown) == REFUSED
    assert goes_to("999", **{"Hunt-Caller-ID-Number": "+4930999999"}) == ENTERS
    assert goes_to("999", INSIDE, **shown) == ENTERS


@pytest.mark.parametrize("hidden", WITHHELD)
def test_all_who_hide_their_number_are_not_one_person(hidden: str) -> None:
    rooms("off")
    keep_out(Comer(number=hidden), "board")

    assert goes_to("999", **{"Hunt-Caller-ID-Number": hidden}) == ENTERS


def test_who_came_by_a_link_is_refused_by_whatever_number() -> None:
    rooms("off")
    link = User(id="entry-ab12", a1_hash="h", entry=EnteringBy(room="board", not_after=2**40, made=0))
    write_in_batches(UsersItem, [UsersItem("example.com", user_key("entry-ab12"), body=encode(link))], [])
    assert goes_to("3000", "entry-ab12@example.com") == ENTERS
    keep_out(Comer(user="entry-ab12"), "board")

    assert {goes_to(number, "entry-ab12@example.com") for number in ("3000", "999", "5")} == {REFUSED}


def test_in_the_next_meeting_they_may_come_in() -> None:
    rooms("off")
    keep_out(GRACE, "board")
    end()
    after_it = goes_to("999", INSIDE)
    keep_out(Comer(user="1001"), "board", meeting="meeting-2")

    assert (after_it, goes_to("999", INSIDE), goes_to("999", SEATED)) == (ENTERS, ENTERS, REFUSED)


def test_it_takes_no_table_call_more_than_a_room_takes_and_one_for_who_is_refused() -> None:
    rooms("off")
    fields = {"section": "dialplan", "Hunt-Context": "public", "Hunt-Destination-Number": "999"}
    before = calls_of(app, "/dialplan", {**fields, **caller(INSIDE)})
    keep_out(GRACE, "board")

    assert before == calls_of(app, "/dialplan", {**fields, **caller(SEATED)}) == ["BatchGetItem"] * 2
    assert calls_of(app, "/dialplan", {**fields, **caller(INSIDE)}) == [*before, "GetItem"]
    assert ask(app, "/dialplan", {**fields, **caller(INSIDE)}).status_code == 200

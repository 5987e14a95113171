"""Who comes on a node that has not the conference is brought to the one that has it, and comes in as who they are.

The first node's answer holds a note, the second one's look-up spends it, and believes nothing else of such a call.
"""

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest

from functions.dialplan.app import app as dialplan
from functions.pin_check.app import app as pin_check
from functions.shared.encoders.between_nodes import NOTE_HEADER
from functions.shared.standings.persons import Comer
from functions.shared.tables.counters.attempts import AttemptsItem
from functions.shared.tables.fleet.crossings import NOTE_SECONDS, CrossingsItem
from functions.shared.tables.known.identities import forget_identities
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.domain_items import EnteringBy, User
from functions.shared.tables.provisioned.users import UsersItem, forget_domains, user_key
from tests.functions import control
from tests.functions.claims import claimed, node, owner
from tests.functions.dialplan.test_app import actions
from tests.functions.keeping_out import keep_out
from tests.functions.lookups import ask, document, provision
from tests.functions.test_table_calls import calls_made
from tests.nodes import NEW_PASSWORD, serve
from tests.tables import make_tables

FILE = """
domains: [{name: example.com, context: public}]
rooms:
  - name: board
    domain: example.com
    number: "3000"
    open: true
    seats: {1000@example.com: {moderator: true, banner: Ada}, 1001@example.com: {slot: presenter}}
    dial_in:
      id: "123456"
      pin: "111111"
      moderator_pin: "222222"
      invitees: [{pin: "333333", name: Grace, slot: left}]
contexts:
  - name: public
    routes:
      - {name: board, number: "999", target: {kind: room, room: board}}
"""
HERE, THERE, THIRD = "fs1", "fs2", "fs3"
ADDRESSES = {HERE: "10.0.0.1:5090", THERE: "10.0.0.2:5090", THIRD: "10.0.0.3:5090"}
REFUSED = ("hangup", "NORMAL_TEMPORARY_FAILURE")
BRIDGE = re.compile(
    rf"\{{absolute_codec_string=(\S+?),media_timeout_audio=3000,{NOTE_HEADER}=([^,}}]+)(?:,originate_timeout=5)?\}}(\S+)"
)


@pytest.fixture(autouse=True)
def place() -> Iterator[None]:
    """Three nodes that reach each other; the second one has the board, in which people are."""
    with control.installation():
        make_tables([AttemptsItem])
        provision(FILE)
        for name, address in ADDRESSES.items():
            serve("example.com", node=name, passwords=(NEW_PASSWORD,), address=address)
            node(name, at=time.time())
        claimed("board", THERE, "dial-in#123456", meeting="m1")
        link = EnteringBy(room="board", moderator=False, not_after=4102444800, made=1)
        for user in (User(id="1002", a1_hash="0" * 32), User(id="entry-ab", a1_hash="0" * 32, entry=link)):
            UsersItem.of("example.com", user_key(user.id), encode(user)).save()
        yield
    forget_domains()
    forget_identities()


def calls(on: str, user: str = "1000", **fields: str) -> list[tuple[str, str]]:
    """What a node does with a call of a user of ours, or of nobody."""
    known = {"variable_sip_authorized": "true", "variable_user_name": user, "variable_domain_name": "example.com"}
    asked = {
        "section": "dialplan", "Hunt-Context": "public", "Hunt-Destination-Number": "999", "Unique-ID": "call-1",
        "variable_sofia_profile_name": "internal", **(known if user else {}), **fields,
    }  # fmt: skip
    return routed(on, asked)


def routed(on: str, asked: dict[str, str]) -> list[tuple[str, str]]:
    answer: Any = document(ask(dialplan, "/dialplan", asked, auth=(on, NEW_PASSWORD)))
    context = answer.find("section/context")
    assert context.attrib["name"] == asked["Hunt-Context"]
    return actions(answer) if context.find("extension") is not None else []


def bridged(done: list[tuple[str, str]]) -> tuple[str, str, str]:
    """Codecs, note and address of the first bridge."""
    data = next((data for application, data in done if application == "bridge"), "")
    found = BRIDGE.fullmatch(data)
    assert found is not None, done
    return found[1], found[2], found[3]


def arrives(on: str, note: str, **fields: str) -> list[tuple[str, str]]:
    """What a node does with a call from another one."""
    asked = {
        "section": "dialplan", "Hunt-Context": "nodes", "Hunt-Destination-Number": "crossing",
        "variable_sofia_profile_name": "nodes", f"variable_{NOTE_HEADER}": note, **fields,
    }  # fmt: skip
    return routed(on, asked)


def pinned(on: str, pin: str) -> Any:
    form = {"id": "123456", "pin": pin, "caller": "+4930123456", "call": "call-2"}
    return ask(pin_check, "/pin-check", form, auth=(on, NEW_PASSWORD)).json()


def test_a_user_comes_in_where_the_conference_is_as_the_same_user_with_the_same_rights() -> None:
    done = calls(HERE, variable_effective_caller_id_name="Ada")
    _, note, address = bridged(done)
    there = arrives(THERE, note)
    directly = calls(THERE, variable_effective_caller_id_name="Ada")

    assert address == "sofia/nodes/crossing@10.0.0.2:5090"
    assert ("set", "called_user=1000@example.com") in there
    # Nothing else is different from a call that has come there at once.
    assert [one for one in there if one[1] != "called_user=1000@example.com"] == directly
    assert there[-1] == ("conference", "board@video")
    assert ("set", "conference_member_flags=moderator") in there
    assert owner("board") == THERE


def test_of_what_a_caller_has_brought_nothing_goes_along() -> None:
    done = calls(HERE, **{f"variable_{NOTE_HEADER}": "n" * 32})

    first = [application for application, _ in done].index("bridge")
    assert NOTE_HEADER in done[0][1].split()
    assert ("set", "sip_copy_custom_headers=false") in done[:first]
    assert bridged(done)[1] != "n" * 32


def test_a_note_is_spent_and_taken_away_before_anything_else_happens() -> None:
    _, note, _ = bridged(calls(HERE))
    first = arrives(THERE, note)

    assert first[0][0] == "multiunset"
    assert NOTE_HEADER in first[0][1].split()
    assert arrives(THERE, note) == []
    assert list(CrossingsItem.scan()) == []


def test_who_has_come_across_goes_nowhere_but_into_a_room_whatever_the_number_leads_to_by_now() -> None:
    _, note, _ = bridged(calls(HERE))
    provision(FILE.replace("{kind: room, room: board}", "{kind: user, user: '1001', domain: example.com}"))

    assert tuple(name for name, _ in (calls(THERE)[0], calls(THERE)[-1])) == ("multiunset", "bridge")
    assert arrives(THERE, note) == []


def test_a_note_is_good_for_half_a_minute_and_for_one_node() -> None:
    _, note, _ = bridged(calls(HERE))
    (row,) = CrossingsItem.scan()

    assert arrives(THIRD, note) == []
    assert note not in str(row.attribute_values)
    assert row.until == pytest.approx(time.time() + NOTE_SECONDS, abs=5)
    CrossingsItem(row.ticket).update(actions=[CrossingsItem.until.set(time.time() - 1)])
    assert arrives(THERE, note) == []


@pytest.mark.parametrize(
    "forged",
    [
        {"variable_sofia_profile_name": "internal"},
        {"variable_sofia_profile_name": "external"},
        {f"variable_{NOTE_HEADER}": ""},
        {f"variable_{NOTE_HEADER}": "${x}"},
        {f"variable_{NOTE_HEADER}": "A" * 32},
    ],
    ids=["another profile", "the trunk", "no note", "no grammar", "one that never was"],
)
def test_without_a_note_of_ours_nobody_comes_across_whoever_they_say_to_be(forged: dict[str, str]) -> None:
    _, note, _ = bridged(calls(HERE))
    known = {
        "variable_sip_authorized": "true", "variable_user_name": "1000", "variable_domain_name": "example.com",
    }  # fmt: skip

    assert arrives(THERE, note, **{**known, **forged}) == []


def test_a_call_by_a_link_and_one_of_nobody_known_come_across() -> None:
    by_link, stranger = (bridged(calls(HERE, user))[1] for user in ("entry-ab", ""))

    assert ("set", "called_user=entry-ab@example.com") in (there := arrives(THERE, by_link))
    assert there[-1] == ("conference", "board@video")
    assert arrives(THERE, stranger)[-1] == ("conference", "board@video")


def test_a_screen_comes_across_as_one() -> None:
    _, note, _ = bridged(calls(HERE, **{"variable_sip_h_X-Share": "screen"}))

    assert ("set", "video_role_id=screen") in arrives(THERE, note)


@pytest.mark.parametrize(
    ("fields", "codecs"),
    [
        ({}, "^^:PCMA:PCMU:opus@48000h@20i@1c"),
        ({"variable_switch_r_sdp": "v=0 m=audio 1 m=video 2"}, "^^:opus@48000h@20i@1c:PCMA:PCMU:VP8:H264"),
        (
            {"variable_switch_r_sdp": "v=0 m=audio 1 m=video 2", "variable_sip_via_protocol": "wss"},
            "^^:opus@48000h@20i@1c:VP8",
        ),
    ],
    ids=["a telephone", "one with a picture", "a browser"],
)
def test_sound_and_picture_go_across_as_the_caller_has_them(fields: dict[str, str], codecs: str) -> None:
    assert bridged(calls(HERE, **fields))[0] == codecs


def test_who_has_crossed_goes_to_no_third_node() -> None:
    _, note, _ = bridged(calls(HERE))
    claimed("board", THIRD, meeting="m2")

    assert arrives(THERE, note)[-1] == REFUSED


@pytest.mark.parametrize("without", [HERE, THERE])
def test_where_nodes_do_not_reach_each_other_the_caller_is_refused_as_before(without: str) -> None:
    serve("example.com", node=without, passwords=(NEW_PASSWORD,))

    assert calls(HERE)[-1] == REFUSED
    assert pinned(HERE, "111111") == {"result": "elsewhere"}
    assert list(CrossingsItem.scan()) == []


def test_nobody_is_brought_to_a_node_that_does_not_serve_the_domain() -> None:
    serve("other.example", node=THERE, passwords=(NEW_PASSWORD,), address=ADDRESSES[THERE])

    assert calls(HERE)[-1] == REFUSED


def test_a_draining_node_brings_nobody_anywhere_who_would_be_the_first() -> None:
    claimed("board", THERE, until=0)
    node(HERE, at=time.time(), draining=True)

    assert calls(HERE)[-1] == REFUSED


def test_who_is_kept_out_meanwhile_is_kept_out_there() -> None:
    _, note, _ = bridged(calls(HERE, "1002"))
    invited = re.search(rf"{NOTE_HEADER}=(\S+)\}}", pinned(HERE, "333333")["across"])
    assert invited is not None
    done = []
    for comer, brought in ((Comer(user="1002"), note), (Comer(invitee="Grace"), invited[1])):
        keep_out(comer, "board")
        done.append(arrives(THERE, brought)[-1])

    assert done == [("hangup", "CALL_REJECTED")] * 2


@pytest.mark.parametrize(
    ("pin", "given"),
    [
        ("111111", set()),
        ("222222", {"conference_member_flags=moderator"}),
        ("333333", {"dial_in_invitee=Grace", "video_reservation_id=left", "video_banner_text=Grace"}),
    ],
)
def test_what_a_pin_opens_it_opens_where_the_conference_is(pin: str, given: set[str]) -> None:
    answer = pinned(HERE, pin)
    found = BRIDGE.fullmatch(answer["across"])
    assert found is not None
    there = arrives(THERE, found[2])

    assert (answer["result"], found[3]) == ("elsewhere", "sofia/nodes/crossing@10.0.0.2:5090")
    wanted = ("conference_member_flags", "dial_in_invitee", "video_reservation_id", "video_banner_text")
    assert {data for name, data in there if name == "set" and data.startswith(wanted)} == given
    assert there[-1] == ("conference", "board@video")


def test_a_wrong_pin_brings_nobody_across() -> None:
    assert pinned(HERE, "999999")["result"] == "refused"
    assert list(CrossingsItem.scan()) == []


def test_to_go_across_costs_a_write_on_each_side_and_others_nothing() -> None:
    calls(HERE)
    with calls_made() as here:
        _, note, _ = bridged(calls(HERE))
    with calls_made() as there:
        arrives(THERE, note)
    with calls_made() as directly:
        calls(THERE)

    assert here == ["BatchGetItem", "BatchGetItem", "PutItem"]
    assert there == ["DeleteItem", "BatchGetItem", "BatchGetItem"]
    assert directly == ["BatchGetItem", "BatchGetItem"]


def gone(seconds: float | None = None) -> dict[str, str]:
    """A caller whose node is gone: just now, or since so many seconds."""
    return {"variable_node_gone_since": "0" if seconds is None else str(int(time.time() - seconds))}


def test_only_who_lost_the_other_node_comes_to_the_dialplan_anew() -> None:
    done = calls(HERE)
    at = next(at for at, (name, _) in enumerate(done) if name == "bridge")

    assert ("set", "hangup_after_bridge=false") in done[:at]
    # Whom that node does not answer at first has failed, as any call does.
    assert ("set", "continue_on_fail=false") in done[:at]
    # Who was removed there ends with NORMAL_CLEARING, which is none of these.
    assert done[at + 1 :] == [
        ("set", "continue_on_fail=MEDIA_TIMEOUT,REDIRECTION_TO_NEW_DESTINATION"),
        ("bridge", "error/${bridge_hangup_cause}"),
        ("set", "node_gone_since=0"),
        ("transfer", "999 XML public"),
    ]


def test_while_nobody_else_has_the_conference_the_caller_is_kept_and_that_node_is_tried_again() -> None:
    done = calls(HERE, **gone())
    first, later = calls(HERE, **gone(12)), calls(HERE, **gone(45))
    (since,) = [int(data.partition("=")[2]) for _, data in done if data.startswith("node_gone_since=")]

    assert since == pytest.approx(time.time(), abs=5)
    assert [name for name, _ in done if name in ("playback", "bridge", "transfer")] == [
        "playback", "bridge", "bridge", "transfer",
    ]  # fmt: skip
    assert ("set", "continue_on_fail=true") in done
    assert "node_gone_since" in done[0][1].split()
    assert f"node_gone_since={int(time.time() - 12)}"[:-1] in str(first)
    assert first[-1] == ("transfer", "999 XML public")
    assert later[-1] == REFUSED


def test_when_that_node_is_lost_the_conference_begins_where_the_caller_is_or_where_somebody_has_begun_it() -> None:
    node(THERE, at=time.time() - 21)
    claimed("board", THIRD, until=time.time() + 60)
    to_successor = bridged(calls(HERE, **gone(21)))
    claimed("board", THIRD, until=0)
    here = calls(HERE, **gone(21))

    assert to_successor[2] == f"sofia/nodes/crossing@{ADDRESSES[THIRD]}"
    assert here[-1] == ("conference", "board@video")
    assert owner("board") == HERE


def test_who_was_there_and_loses_a_second_node_long_afterwards_is_kept_as_at_the_first() -> None:
    tries = calls(HERE, **gone(3600), variable_node_gone_bridge="call accepted")
    at = next(at for at, (name, _) in enumerate(tries) if name == "bridge")
    (since,) = [int(data.partition("=")[2]) for _, data in tries if data.startswith("node_gone_since=")]

    assert since == pytest.approx(time.time(), abs=5)
    # As that try ends is asked before the next one, and counts for the next question only.
    assert tries[at + 1] == ("set", "node_gone_bridge=${originate_disposition}")
    assert "node_gone_bridge" in tries[0][1].split()
    assert calls(HERE, **gone(3600), variable_node_gone_bridge="NORMAL_TEMPORARY_FAILURE")[-1] == REFUSED


def test_where_nodes_do_not_reach_each_other_any_more_the_caller_is_kept_as_long() -> None:
    serve("example.com", node=HERE, passwords=(NEW_PASSWORD,))

    assert [name for name, _ in calls(HERE, **gone())][-2:] == ["playback", "transfer"]
    assert calls(HERE, **gone(45))[-1] == REFUSED


def test_who_was_on_a_node_from_which_the_conference_was_moved_goes_on_at_once() -> None:
    moved = {"variable_bridge_hangup_cause": "REDIRECTION_TO_NEW_DESTINATION"}
    at_once, later = calls(HERE, **gone(), **moved), calls(HERE, **gone(3), **moved)
    once_more = calls(HERE, **gone(3600), **moved, variable_node_gone_bridge="call accepted")

    assert [name for name, _ in at_once if name in ("playback", "bridge")] == ["bridge", "bridge"]
    assert [name for name, _ in once_more if name in ("playback", "bridge")] == ["bridge", "bridge"]
    # Where that did not work it is tried as often as elsewhere, and no faster.
    assert "playback" in dict(later)


def test_who_is_kept_out_meanwhile_does_not_come_back() -> None:
    keep_out(Comer(user="1002"), "board")

    assert calls(HERE, "1002", **gone())[-1] == ("hangup", "CALL_REJECTED")


@pytest.mark.parametrize("brought", ["-1", "now", "1e9", "9" * 13, "\u0665"])
def test_what_is_no_moment_keeps_nobody(brought: str) -> None:
    done = calls(HERE, variable_node_gone_since=brought)

    assert "playback" not in dict(done)

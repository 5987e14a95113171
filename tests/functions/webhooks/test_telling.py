"""A webhook is told what it wants, signed, in order, each event once where nothing goes wrong."""

import time

import pytest

from functions.shared.feed.events import ConferenceChanged, MemberTalking
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.history.feed import Batch, FeedItem, newest_batch
from functions.shared.tables.webhooks.rows import OPEN, WORK, listed_until
from functions.shared.webhooks.waking import Wake
from functions.webhooks import looking
from tests.functions.webhooks.place import Place, ended, joined, left
from tests.functions.webhooks.receiver import Receiver


def test_what_happens_arrives_in_order_and_signed_as_the_standard_s_library_wants_it(
    here: Place, receiver: Receiver
) -> None:
    receiver.secrets = [here.hook("crm", receiver.url)]

    told = here.happen(joined(1), joined(2)) + here.happen(left(1), ended())
    here.work()

    assert receiver.ids == [one.id for one in told]
    assert receiver.seqs == sorted(receiver.seqs)
    assert receiver.taken[0] == {
        "conference": "internal", "seq": told[0].seq, "id": told[0].id, "type": "member.joined", "at": told[0].at,
        "meeting": "m", "revision": None, "data": {"member": {"uuid": "member-1", "name": "Member 1"}},
    }  # fmt: skip
    assert receiver.headers[0]["content-type"] == "application/json"
    assert set(receiver.paths) == {"/hook?key=of-the-receiver"}
    # Nothing is left to do, and a meeting that is over is looked after later.
    assert (listed_until(WORK, time.time() + 999), listed_until(OPEN, time.time())) == ([], [])


def test_a_webhook_is_told_of_the_types_and_conferences_that_it_names(here: Place, receiver: Receiver) -> None:
    receiver.secrets = [here.hook("crm", receiver.url, events=["member.*"], conferences=["internal"])]

    here.happen(joined(1), conference="other")
    here.happen(ConferenceChanged(changed={"locked": True}), joined(2), MemberTalking(uuid="u", talking=True))
    here.work()

    assert [one["type"] for one in receiver.taken] == ["member.joined", "member.talking"]
    assert {one["conference"] for one in receiver.taken} == {"internal"}


def test_nothing_from_before_it_was_made_is_told_and_nothing_of_another_domain(here: Place, receiver: Receiver) -> None:
    hook_made_after = here.now = here.now - 10
    here.append(joined(0))
    receiver.secrets = [here.hook("crm", receiver.url)]
    assert here.now > hook_made_after

    mine = here.happen(joined(2))
    here.happen(joined(3), conference="theirs", domain="other.example")
    here.run([Wake(domain="example.com", conference="theirs")])
    here.work()

    assert receiver.ids == [mine[0].id]


def test_each_webhook_has_its_own_place(here: Place, receiver: Receiver) -> None:
    here.stub = None
    first = here.hook("first", receiver.url, events=["member.joined"])
    receiver.secrets = [first]
    here.happen(joined(1), left(1))
    here.work()
    assert [one["type"] for one in receiver.taken] == ["member.joined"]

    receiver.secrets = []
    here.hook("second", receiver.url, events=["member.left"])
    before = len(receiver.headers)
    here.happen(joined(2), left(2))
    here.work()

    # One for each of them, and for the second also what happened within the second in which it was made.
    assert len(receiver.headers) - before in (2, 3)


def test_an_event_that_nobody_was_woken_for_is_found_by_the_clock(here: Place, receiver: Receiver) -> None:
    receiver.secrets = [here.hook("crm", receiver.url)]
    here.work()
    # Of a conference that it was never told of, and then of one that it was.
    first = here.append(joined(1))
    here.look()
    here.work()
    assert receiver.ids == [first[0].id]

    here.queue.is_down = True
    second = here.happen(left(1))
    here.queue.is_down = False
    here.look()
    here.work()

    assert receiver.ids == [first[0].id, second[0].id]


def test_what_comes_after_a_meeting_s_end_is_found_by_the_clock(here: Place, receiver: Receiver) -> None:
    """A recording is ready minutes after everybody has left, and no row shows the conference any more."""
    receiver.secrets = [here.hook("crm", receiver.url)]
    here.happen(joined(1), ended(), conference="over")
    here.work()
    here.go_on(600)
    late = here.append(left(1), conference="over")[0]

    here.go_on(900)

    assert receiver.ids[2:] == [late.id]


def test_a_meeting_that_is_over_costs_a_dozen_looks_and_then_none(
    here: Place, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    receiver.secrets = [here.hook("crm", receiver.url)]
    here.happen(joined(1), ended(), conference="over")
    here.work()
    looks: list[str] = []

    def looked(conference: str) -> Batch | None:
        looks.append(conference)
        return newest_batch(conference)

    monkeypatch.setattr(looking, "newest_batch", looked)

    here.go_on(26 * 3600, every=900)

    # The other meeting goes on and is looked after at every look.
    assert 5 < looks.count("over") <= 12
    assert listed_until(OPEN, here.now + 30 * 24 * 3600) == []


def test_a_feed_that_cannot_be_read_keeps_no_other_from_being_looked_at(here: Place, receiver: Receiver) -> None:
    receiver.secrets = [here.hook("crm", receiver.url)]
    for conference in ("broken", "internal"):
        here.happen(joined(1), conference=conference)
    here.work()
    broken, well = (here.append(left(1), conference=name)[0] for name in ("broken", "internal"))
    FeedItem("broken", broken.seq).update(actions=[FeedItem.events.set("{")])

    here.look()
    here.work()

    assert receiver.ids[2:] == [well.id]


def test_those_that_were_found_are_woken_though_the_look_breaks(
    here: Place, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    receiver.secrets = [here.hook("crm", receiver.url)]
    here.happen(joined(1))
    here.work()
    left_over = here.append(left(1))[0]

    def away(_domain: str, *, limit: int) -> object:
        raise TablesUnavailable(f"nobody answers, of {limit} or of one")

    monkeypatch.setattr(looking, "conferences_of_domain", away)
    with pytest.raises(TablesUnavailable):
        here.look()
    here.work()

    assert receiver.ids[1:] == [left_over.id]


def test_what_is_idle_costs_a_look_and_no_message(here: Place, receiver: Receiver) -> None:
    receiver.secrets = [here.hook("crm", receiver.url)]
    here.happen(joined(1))
    here.work()

    here.look()

    assert here.queue.messages == []


def test_a_message_that_cannot_be_read_keeps_nobody_waiting(here: Place) -> None:
    from functions.webhooks.rounds import run_round

    assert run_round([{"messageId": "m", "body": "{"}], here.means) == []


def test_while_a_secret_changes_both_sign(here: Place, receiver: Receiver) -> None:
    old = here.hook("crm", receiver.url)
    new = here.api.post("/v1/webhooks/crm/secret", json={}).json()["secret"]
    receiver.secrets = [old, new]

    told = here.happen(joined(1))
    here.work()

    assert receiver.ids == [told[0].id]
    assert len(receiver.headers[0]["webhook-signature"].split()) == 2


def test_a_secret_whose_time_is_over_signs_no_more(here: Place, receiver: Receiver) -> None:
    here.hook("crm", receiver.url)
    receiver.secrets = [here.api.post("/v1/webhooks/crm/secret", json={"overlap_seconds": 0}).json()["secret"]]

    here.happen(joined(1))
    here.work()

    assert len(receiver.headers[0]["webhook-signature"].split()) == 1
    assert len(receiver.taken) == 1

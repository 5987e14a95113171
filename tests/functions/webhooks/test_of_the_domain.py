"""A webhook for all conferences is told of the domain itself, too; one for some of them is not."""

from functions.shared.feed.domain_feed import feed_of
from functions.shared.feed.events import AssetPlaced, AssetReady
from tests.functions.webhooks.place import DOMAIN, Place, joined
from tests.functions.webhooks.receiver import Receiver

READY = AssetReady(name="autumn", kind="picture")
PLACED = AssetPlaced(name="autumn", kind="picture", node="fs1", conference="internal")


def test_what_becomes_of_the_domains_files_is_sent_in_order(here: Place, receiver: Receiver) -> None:
    receiver.secrets = [here.hook("cms", receiver.url, events=["asset.*"])]

    told = here.happen(READY, PLACED, conference=feed_of(DOMAIN))
    here.happen(joined(1))
    here.work()

    assert receiver.ids == [one.id for one in told]
    assert [(one["conference"], one["type"]) for one in receiver.taken] == [
        ("@example.com", "asset.ready"), ("@example.com", "asset.placed")
    ]  # fmt: skip


def test_one_for_some_conferences_is_not_sent_it(here: Place, receiver: Receiver) -> None:
    receiver.secrets = [here.hook("cms", receiver.url, conferences=["internal"])]

    here.happen(READY, conference=feed_of(DOMAIN))
    mine = here.happen(joined(1))
    here.work()
    here.look()
    here.work()

    assert receiver.ids == [one.id for one in mine]


def test_what_nobody_was_woken_for_is_found_by_the_clock(here: Place, receiver: Receiver) -> None:
    receiver.secrets = [here.hook("cms", receiver.url)]

    first = here.append(READY, conference=feed_of(DOMAIN))
    here.look()
    here.work()
    second = here.append(PLACED, conference=feed_of(DOMAIN))
    here.look()
    here.work()

    assert receiver.ids == [one.id for one in (*first, *second)]


def test_one_that_is_switched_on_again_is_told_what_happened_meanwhile(here: Place, receiver: Receiver) -> None:
    receiver.secrets = [here.hook("cms", receiver.url)]
    here.api.put("/v1/webhooks/cms", json={"url": receiver.url, "enabled": False})
    told = here.happen(READY, conference=feed_of(DOMAIN))
    here.work()
    assert receiver.ids == []

    here.api.put("/v1/webhooks/cms", json={"url": receiver.url, "enabled": True})
    here.work()

    assert receiver.ids == [one.id for one in told]

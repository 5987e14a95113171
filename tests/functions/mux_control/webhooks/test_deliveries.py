"""What became of each event is seen; one is sent again, or tried out, as somebody asks."""

from typing import Any

from functions.shared.webhooks.deliveries import Attempt
from tests.functions.webhooks.place import Place, joined, left, took
from tests.functions.webhooks.receiver import Receiver

URL = "https://203.0.114.8/hook"


def test_a_test_is_one_signed_event_whether_the_webhook_is_on_or_not(here: Place, receiver: Receiver) -> None:
    receiver.secrets = [here.hook("crm", receiver.url, enabled=False)]

    asked = here.api.post("/v1/webhooks/crm/test")
    here.work()

    assert (asked.status_code, asked.json()["state"]) == (202, "waiting")
    assert receiver.taken[0]["type"] == "webhook.test"
    assert receiver.taken[0]["data"] == {"webhook": "crm"}
    done = here.api.get(asked.headers["location"]).json()
    assert (done["state"], done["kind"], done["attempts"][0]["status"]) == ("delivered", "test", 204)
    assert done["event"] == receiver.taken[0]


def test_a_test_that_fails_says_why_and_is_not_tried_again(here: Place) -> None:
    here.stub = lambda _url, _event: took(500, answer="oh no", problem="answered 500")
    here.hook("crm", URL)
    asked = here.api.post("/v1/webhooks/crm/test")
    here.go_on(600)

    done = here.api.get(asked.headers["location"]).json()
    assert (done["state"], len(done["attempts"]), done["attempts"][0]["answer"]) == ("failed", 1, "oh no")
    # Nor does it say anything of how well the receiver is.
    assert here.shown("crm")["failing"] is None


def test_an_event_is_sent_again_with_the_same_id(here: Place, receiver: Receiver) -> None:
    receiver.secrets = [here.hook("crm", receiver.url)]
    told = here.happen(joined(1))
    here.work()
    (delivery,) = here.deliveries("crm")

    again = here.api.post(f"/v1/webhooks/crm/deliveries/{delivery['id']}/redeliver")
    here.work()

    assert (again.status_code, again.headers["location"]) == (202, f"/v1/webhooks/crm/deliveries/{delivery['id']}")
    assert receiver.ids == [told[0].id] * 2
    (after,) = here.deliveries("crm")
    assert [one["status"] for one in after["attempts"]] == [204, 204]


def test_the_same_request_is_done_once(here: Place, receiver: Receiver) -> None:
    receiver.secrets = [here.hook("crm", receiver.url)]
    key = {"Idempotency-Key": "k"}
    first = here.api.post("/v1/webhooks/crm/test", headers=key)
    here.work()
    second = here.api.post("/v1/webhooks/crm/test", headers=key)
    here.work()
    redelivered = [here.api.post(f"{first.headers['location']}/redeliver", headers=key).status_code for _ in range(2)]
    here.work()

    assert first.headers["location"] == second.headers["location"]
    assert redelivered == [202, 202]
    assert len(receiver.taken) == 2


def test_what_is_tried_again_by_itself_is_not_sent_beside_that(here: Place) -> None:
    here.stub = lambda _url, _event: took(500)
    here.hook("crm", URL)
    here.happen(joined(1))
    here.work()
    (delivery,) = here.deliveries("crm")

    answer = here.api.post(f"/v1/webhooks/crm/deliveries/{delivery['id']}/redeliver")

    assert (answer.status_code, answer.json()["code"]) == (409, "wrong_state")
    assert delivery["next_at"] is not None


def test_an_errand_of_which_nobody_was_told_is_found_by_the_clock(here: Place, receiver: Receiver) -> None:
    receiver.secrets = [here.hook("crm", receiver.url)]
    here.queue.is_down = True
    here.api.post("/v1/webhooks/crm/test")
    here.queue.is_down = False
    here.now += 1
    here.look()
    here.work()

    assert len(receiver.taken) == 1


def test_deliveries_come_in_pages_the_newest_first(here: Place) -> None:
    def receive(url: str, event: Any) -> Attempt:
        return took()

    here.stub = receive
    here.hook("crm", URL)
    told = []
    for number in range(7):
        here.now += 1
        told += here.happen(joined(number) if number % 2 else left(number))
        here.work()

    seen: list[Any] = []
    path = "/v1/webhooks/crm/deliveries?limit=3"
    cursor = ""
    for _ in range(5):
        page = here.api.get(path + cursor).json()
        seen += page["items"]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"

    assert [one["event"]["id"] for one in seen] == [one.id for one in reversed(told)]
    assert here.api.get("/v1/webhooks/crm/deliveries?cursor=x").status_code == 422
    assert here.api.get("/v1/webhooks/crm/deliveries/none").json()["code"] == "delivery_not_found"


def test_a_webhook_of_the_same_name_has_nothing_of_the_one_before(here: Place) -> None:
    here.stub = lambda _url, _event: took()
    here.hook("crm", URL)
    here.happen(joined(1))
    here.work()
    here.api.delete("/v1/webhooks/crm")
    here.hook("crm", URL)

    assert here.deliveries("crm") == []

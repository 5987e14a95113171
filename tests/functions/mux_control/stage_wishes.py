"""What the tests of stages share."""

from typing import Any

from functions.shared.tables.batches import write_in_batches
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.rooms import Picture, Room, RoomsItem

PATH = "/v1/conferences/internal/stage"
WISH = {"layout": "2x2-seats", "places": [{"slot": "slot-1", "who": [{"user": "1001"}]}]}


def room(name: str = "internal", **picture: Any) -> None:
    kept = Room(name=name, domain="example.com", conference=name, picture=Picture(**picture))
    write_in_batches(RoomsItem, [RoomsItem(name, "#", body=encode(kept))], [])


def refusal(answer: Any) -> tuple[int, str, str]:
    body = answer.json()
    return answer.status_code, body["code"], (body.get("errors") or [{"field": ""}])[0]["field"]

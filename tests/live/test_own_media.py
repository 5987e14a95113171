"""A domain's own background, sound and banner's font, brought over the API: seen and heard."""

import io
import math
import struct
import time
import urllib.error
import urllib.request
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.freeswitch.relay.assets.files import font
from tests.live.browser import Browser
from tests.live.cameras import GREEN, camera
from tests.live.pixels import Pixels, Rgb
from tests.live.processes import wait_until
from tests.live.sound import Sound
from tests.live.stack import Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone

ORANGE = Rgb(230, 120, 20)
HERE = "/v1/conferences/internal"
HERTZ = 1500
RED = Rgb(255, 0, 0)


def picture(colour: Rgb, width: int = 1280, height: int = 720) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), tuple(colour)).save(file, "JPEG", quality=95)
    return file.getvalue()


def tone(seconds: float) -> bytes:
    file, rate = io.BytesIO(), 16_000
    with wave.open(file, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(rate)
        samples = (int(12_000 * math.sin(2 * math.pi * HERTZ * n / rate)) for n in range(int(seconds * rate)))
        made.writeframes(b"".join(struct.pack("<h", each) for each in samples))
    return file.getvalue()


def sent(stack: Stack, name: str, kind: str, content: bytes) -> Any:
    """Ask for an upload, send the file there, have it looked at."""
    path = f"/v1/assets/{name}"
    stack.ask("DELETE", path)
    status, asked = stack.ask("PUT", path, {"kind": kind, "bytes": len(content)})
    assert status == 201, asked
    upload: Any = asked["upload"]
    urllib.request.urlopen(urllib.request.Request(upload["url"], content, method=upload["method"]), timeout=10).close()
    answers: list[tuple[int, Any]] = []

    def is_looked_at() -> bool:
        # It is looked at in the time that is left over; 503: the relay has not told yet that it serves its node.
        answers.append(stack.ask("POST", f"{path}/check", Prefer="wait=20"))
        return answers[-1][0] not in {202, 503}

    wait_until(is_looked_at, f"{name} is looked at", within=160)
    return answers[-1]


def bring(stack: Stack, name: str, kind: str, content: bytes) -> None:
    """Do so with one that is good."""
    status, looked = sent(stack, name, kind, content)
    assert (status, looked["state"]) == (200, "ready"), looked


def told(stack: Stack) -> list[tuple[str, str]]:
    """What the domain was told of its files: the event, and which of them."""
    status, page = stack.ask("GET", "/v1/events?after=0&limit=200")
    assert status == 200, page
    items: Any = page["items"]
    return [(one["type"], one["data"]["name"]) for one in items]


@pytest.fixture
def phone(switch: Switch, stack: Stack) -> Iterator[Telephone]:
    """A telephone in 999, a room with a picture."""
    with Telephone(switch.ports["sip"], "1000", "mypassword") as telephone:
        assert telephone.call("999") == 200
        wait_until(lambda: stack.ask("GET", HERE)[1].get("member_count") == 1, "the API knows", within=90)
        yield telephone


def tell(stack: Stack, method: str, under: str, body: object) -> Any:
    return stack.done(method, HERE + under, body)


def test_an_upload_of_another_length_is_not_taken(stack: Stack) -> None:
    _, asked = stack.ask("PUT", "/v1/assets/longer", {"kind": "picture", "bytes": 10})
    upload: Any = asked["upload"]

    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(urllib.request.Request(upload["url"], bytes(11), method="PUT"), timeout=30)

    assert refused.value.code == 403
    refused.value.close()


def test_what_is_no_picture_says_so(stack: Stack) -> None:
    status, looked = sent(stack, "drawing", "picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>")

    assert (status, looked["state"], looked["reason"]) == (200, "failed", "not_a_picture"), looked
    assert told(stack).count(("asset.failed", "drawing")) == 1


@pytest.mark.usefixtures("phone")
def test_an_own_picture_is_seen_behind_everybody(switch: Switch, stack: Stack, pictures: Path) -> None:
    bring(stack, "autumn", "picture", picture(ORANGE))

    ended = tell(stack, "PATCH", "", {"background": "own/autumn"})

    assert ended["state"] == "accepted", ended
    file = pictures / "own-background.png"

    def seen() -> bool:
        assert switch.api(f"conference internal vid-write-png {file}").strip() == "+OK"
        return Pixels(file).at(640, 360).is_like(ORANGE)

    wait_until(seen, "the background to be seen", within=30)
    wait_until(lambda: ("asset.placed", "autumn") in told(stack), "the domain to be told that the node has it")
    assert told(stack).count(("asset.ready", "autumn")) == 1


def loudest(sound: Sound, seconds: float) -> float:
    """How loud the tone was at its loudest within this time: what is heard at first is a part of a moment."""
    found: list[float] = []
    end = time.monotonic() + seconds

    def is_over() -> bool:
        found.append(sound.loudness(HERTZ))
        return time.monotonic() > end

    wait_until(is_over, "the tone to go on", within=seconds + 5)
    return max(found)


def test_an_own_sound_is_heard_from_where_and_as_loud_as_it_is_told(
    switch: Switch, stack: Stack, phone: Telephone
) -> None:
    bring(stack, "gong", "sound", tone(8))
    assert phone.sound is not None
    loud: dict[int, float] = {}
    lasted: dict[int, float] = {}
    for volume, begins in ((0, 0), (-20, 5000)):
        ended = tell(stack, "POST", "/play", {"prompt": "own/gong", "volume": volume, "from_milliseconds": begins})
        begun = time.monotonic()
        assert ended["state"] == "confirmed", ended
        wait_until(lambda: phone.sound.hears(HERTZ), "the tone to be heard", within=5)
        loud[volume] = loudest(phone.sound, 1.5)
        wait_until(lambda: "Nothing is playing" in switch.api("conference internal play_status"), "its end", within=20)
        lasted[volume] = time.monotonic() - begun
        wait_until(lambda: not phone.sound.hears(HERTZ), "nothing to be heard", within=5)

    # Eight seconds, and three of them where it begins at the fifth.
    assert lasted[0] - lasted[-20] > 3, lasted
    assert loud[0] > 3 * loud[-20], loud


def test_a_banner_in_a_font_that_is_not_there_fails_and_in_ones_own_or_a_known_one_it_is_taken(
    stack: Stack, phone: Telephone
) -> None:
    assert phone.sound is not None
    bring(stack, "square", "font", font())
    members: Any = stack.ask("GET", HERE)[1]["members"]
    ended = {
        face: tell(stack, "PATCH", f"/members/{members[0]['uuid']}", {"banner": {"text": "AAAA", "font_face": face}})
        for face in ("own/square", "FreeSans.ttf", "Nowhere.ttf")
    }

    assert {face: (one["state"], one["reason"]) for face, one in ended.items()} == {
        "own/square": ("accepted", None), "FreeSans.ttf": ("accepted", None), "Nowhere.ttf": ("failed", "no_font"),
    }  # fmt: skip
    assert "Nowhere.ttf is not there" in str(ended["Nowhere.ttf"]["detail"])


def inked(switch: Switch, file: Path) -> int:
    """How much of the canvas is red: the banner's letters, for nothing else is."""
    file.unlink(missing_ok=True)
    assert switch.api(f"conference internal vid-write-png {file}").strip() == "+OK"
    shown = Pixels(file)
    spots = (shown.at(x, y) for x in range(0, shown.width, 4) for y in range(0, shown.height, 4))
    return sum(spot.is_like(RED) for spot in spots)


def test_a_banner_is_drawn_in_the_domains_own_font(
    switch: Switch, stack: Stack, caller_page: str, pictures: Path
) -> None:
    """The font has one letter, a block: what it draws is much more than what a common font draws of the same text."""
    bring(stack, "square", "font", font())
    film = camera(stack.folder, "green", GREEN)
    with Browser(caller_page, film) as one:
        assert one.join("999", "1000", "mypassword", switch.websocket) == {"joined": True}
        wait_until(lambda: stack.ask("GET", HERE)[1].get("member_count") == 1, "the API knows", within=90)
        wait_until(lambda: one.frames() > 10, "there is a picture", within=60)
        members: Any = stack.ask("GET", HERE)[1]["members"]
        found: dict[str, int] = {"nothing": inked(switch, pictures / "no-banner.png")}
        for face in ("FreeSans.ttf", "own/square"):
            banner = {"text": "AAAA", "font_face": face, "font_scale": 20, "fg": "#ff0000", "bg": "#0000ff"}
            ended = tell(stack, "PATCH", f"/members/{members[0]['uuid']}", {"banner": banner})
            assert ended["state"] == "accepted", ended
            file = pictures / f"banner-{face.replace('/', '-')}.png"
            before = max(found.values())
            wait_until(lambda file=file, before=before: inked(switch, file) > before, f"a banner in {face}", within=30)  # type: ignore[misc]
            found[face] = inked(switch, file)

    assert found["nothing"] == 0, found
    assert found["own/square"] > 1.5 * found["FreeSans.ttf"] > 0, found

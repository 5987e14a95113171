"""A host mutes everybody and keeps somebody out; a rule records, and who is there and who comes later hears it."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.request import urlopen

import pytest
import yaml

from tests.live.processes import ROOT, wait_until
from tests.live.prompts_in_films import likeness
from tests.live.stack import JsonObject, Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone

PASSWORD, NUMBER = "mypassword", "778"
ROOM = "/v1/conferences/ruled"
# The announcement takes two seconds to say; of 50 packets a second some half are louder than a murmur.
SPOKEN_PACKETS = 30
PROMPTS = ROOT / "freeswitch/prompts/en"
Phones = dict[str, Telephone]


@pytest.fixture
def phones(switch: Switch, stack: Stack, tmp_path: Path) -> Iterator[Phones]:
    """Telephones of three users; Ada moderates the room. They say nothing."""
    demo = yaml.safe_load((ROOT / "infra/demo.yaml").read_text(encoding="utf-8"))
    room = {
        "name": "ruled",
        "domain": "example.com",
        "seats": {"1000@example.com": {"moderator": True}},
        "rules": {"record": {"when": "host", "format": "wav", "name": "by rule"}},
        "picture": {"sounds": False},
    }
    demo["rooms"].append(room)
    public = next(context for context in demo["contexts"] if context["name"] == "public")
    public["routes"].append({"name": "ruled", "number": NUMBER, "target": {"kind": "room", "room": "ruled"}})
    (tmp_path / "ruled.yaml").write_text(yaml.safe_dump(demo), encoding="utf-8")
    stack.provision(tmp_path / "ruled.yaml")
    with ExitStack() as opened:
        users = {"ada": "1000", "grace": "1001", "mary": "1002"}
        yield {
            name: opened.enter_context(Telephone(switch.ports["sip"], user, PASSWORD)) for name, user in users.items()
        }
    wait_until(lambda: not switch.members("ruled"), "nobody is left")


def view(stack: Stack) -> JsonObject:
    return stack.ask("GET", ROOM)[1]


def members(stack: Stack) -> dict[str, JsonObject]:
    found = view(stack).get("members", [])
    assert isinstance(found, list)
    return {str(one["user"]): one for one in found}


def there(stack: Stack, *users: str) -> None:
    wait_until(lambda: set(members(stack)) == set(users), f"{users} are there")


def ended(stack: Stack, recording: str) -> JsonObject:
    def shown() -> JsonObject:
        return stack.ask("GET", f"{ROOM}/recordings/{recording}")[1]

    try:
        # Finishing has the lowest priority, and a busy machine takes its time.
        wait_until(lambda: shown().get("state") in {"ready", "failed"}, "the recording is over", within=300)
    except TimeoutError as error:
        raise AssertionError(f"it goes on: {shown()}, {view(stack)}") from error
    return shown()


def test_a_rule_records_while_a_host_is_there_and_everybody_hears_so(
    stack: Stack, phones: Phones, tmp_path: Path
) -> None:
    assert phones["grace"].call(NUMBER) == 200
    there(stack, "1001")
    assert view(stack)["recordings"] == []
    quiet = phones["grace"].sound.packets_loud

    assert phones["ada"].call(NUMBER) == 200
    there(stack, "1000", "1001")
    wait_until(lambda: phones["grace"].sound.packets_loud - quiet > SPOKEN_PACKETS, "who is there hears it", within=30)
    assert phones["mary"].call(NUMBER) == 200
    wait_until(lambda: phones["mary"].sound.packets_loud > SPOKEN_PACKETS, "who comes later hears it", within=30)
    running = view(stack)["recordings"]
    assert isinstance(running, list)
    (recording,) = (str(one["id"]) for one in running if one["state"] == "live")

    phones["ada"].hang_up()
    shown = ended(stack, recording)

    assert (shown["state"], shown["name"]) == ("ready", "by rule"), shown
    film = tmp_path / "film.wav"
    with urlopen(str(shown["url"]), timeout=30) as answer:
        film.write_bytes(answer.read())
    heard = {name: likeness(film, PROMPTS / f"{name}.wav") for name in ("recording_started", "ends_soon")}
    assert heard["recording_started"] > max(0.8, heard["ends_soon"] + 0.3), heard
    told = [one["data"] for one in stack.events("ruled")]
    by_rule = [one["kind"] for one in told if isinstance(one, dict) and one.get("rule") == "record"]
    assert by_rule == ["start_recording", "play", "play", "stop_recording"]


def test_a_host_mutes_everybody_and_keeps_somebody_out(switch: Switch, stack: Stack, phones: Phones) -> None:
    for name, phone in phones.items():
        assert phone.call(NUMBER) == 200, name
    there(stack, "1000", "1001", "1002")

    muted = stack.done("POST", f"{ROOM}/mute-all")
    assert muted["state"] == "confirmed", muted
    wanted = {"1000": False, "1001": True, "1002": True}
    wait_until(lambda: {user: one["muted"] for user, one in members(stack).items()} == wanted, "all but the host")

    grace = members(stack)["1001"]["uuid"]
    out = stack.done("DELETE", f"{ROOM}/members/{grace}?keep_out=true")
    assert out["state"] == "confirmed", out
    assert phones["grace"].hung_up.wait(10)
    there(stack, "1000", "1002")

    # Refused before the join: 603 is what FreeSWITCH makes of CALL_REJECTED.
    with Telephone(switch.ports["sip"], "1001", PASSWORD) as redial:
        assert redial.call(NUMBER) == 603
    there(stack, "1000", "1002")

    standings = view(stack)["standings"]
    assert isinstance(standings, list)
    (standing,) = standings
    done = stack.done("DELETE", f"{ROOM}/kept-out/{standing['person']}")
    assert done["state"] == "confirmed", done
    with Telephone(switch.ports["sip"], "1001", PASSWORD) as again:
        assert again.call(NUMBER) == 200
        there(stack, "1000", "1001", "1002")
        assert not again.hung_up.is_set()

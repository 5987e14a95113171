"""A room's flags reach who dials in, by what they are there."""

from pathlib import Path

import yaml

from tests.live.dialling_in import dial_in
from tests.live.processes import ROOT, wait_until
from tests.live.stack import Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone

ROOM, PIN, MODERATOR = "66660000", "700001", "700002"


def test_participants_are_muted_and_the_meeting_ends_with_its_moderator_only(
    switch: Switch, stack: Stack, tmp_path: Path
) -> None:
    demo = yaml.safe_load((ROOT / "infra/demo.yaml").read_text(encoding="utf-8"))
    flags = {"participants": ["mute"], "moderators": ["endconf"]}
    opened = {"id": ROOM, "pin": PIN, "moderator_pin": MODERATOR}
    demo["rooms"].append({"name": "hall", "domain": "example.com", "flags": flags, "dial_in": opened})
    (tmp_path / "hall.yaml").write_text(yaml.safe_dump(demo), encoding="utf-8")
    stack.provision(tmp_path / "hall.yaml")

    def present() -> dict[str, list[str]]:
        return {member["caller"]: member["flags"].split("|") for member in switch.members("hall")}

    with (
        Telephone(switch.ports["trunk"], "493011") as one,
        Telephone(switch.ports["trunk"], "493012") as other,
        Telephone(switch.ports["trunk"], "493013") as moderator,
    ):
        dial_in(moderator, ROOM, MODERATOR)
        dial_in(one, ROOM, PIN)
        dial_in(other, ROOM, PIN)
        wait_until(lambda: len(present()) == 3, "all three are in the room")
        speaking = {caller for caller, held in present().items() if "speak" in held}
        assert speaking == {"493013"}

        one.hang_up()
        wait_until(lambda: set(present()) == {"493012", "493013"}, "one has left, the others stay")
        assert not other.hung_up.is_set()

        moderator.hang_up()
        assert other.hung_up.wait(10)

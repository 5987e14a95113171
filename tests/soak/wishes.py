"""What a client wishes: any kind of command that can be told apart afterwards in the stand-in's diary."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from functions.shared.grammars.media import PROMPTS
from tests.soak.world import CALLERS, CLIENTS, COMMANDED_ROOMS, RECORDERS, user

Json = Mapping[str, object]


@dataclass(frozen=True)
class Wish:
    """A request that makes a command."""

    method: str
    path: str
    body: Json | None = None
    # Field of the conference, or of the member `call`, that must show this value once the command is confirmed.
    field: str = ""
    value: object = None
    call: str = ""


@dataclass(frozen=True)
class Seen:
    """A conference as the client has just read it."""

    name: str
    uuid: str
    calls: Sequence[str]

    @property
    def path(self) -> str:
        return f"/v1/conferences/{self.name}"


class Wishes:
    """One client's; `mark` is a word that no other command of the run has."""

    def __init__(self, chance: random.Random, client: int) -> None:
        self._random = chance
        self._client = client
        self._number = 0
        self._played: set[tuple[str, str]] = set()
        # Whether a recording of this client runs.
        self.records = False

    def next(self, seen: Seen) -> Wish:
        """The next wish for this conference, which has at least one member."""
        self._number += 1
        makers, weights = zip(*MAKERS, strict=True)
        (maker,) = self._random.choices(makers, weights)
        made: Wish = maker(self, seen)
        return made

    @property
    def mark(self) -> str:
        return f"c{self._client}n{self._number}"

    @property
    def digits(self) -> str:
        """A number of the same kind, for where only digits may stand."""
        return f"{self._client:02}{self._number:05}"

    def _call(self, seen: Seen) -> str:
        return self._random.choice(seen.calls)

    def _member(self, seen: Seen) -> str:
        return f"{seen.path}/members/{self._call(seen)}"

    def _any_state(self) -> dict[str, object]:
        field = self._random.choice(("muted", "deaf", "video_muted", "on_hold", "volume_in", "volume_out"))
        is_level = field.startswith("volume")
        return {field: self._random.randint(-4, 4) if is_level else self._random.random() < 0.4}

    # One for each row of MAKERS ------------------------------------------------------------

    def state(self, seen: Seen) -> Wish:
        return Wish("PATCH", self._member(seen), self._any_state())

    def slot(self, seen: Seen) -> Wish:
        call = self._call(seen)
        return Wish("PATCH", f"{seen.path}/members/{call}", {"slot": self.mark}, "slot", self.mark, call)

    def banner(self, seen: Seen) -> Wish:
        return Wish("PATCH", self._member(seen), {"banner": {"text": self.mark}})

    def several(self, seen: Seen) -> Wish:
        body = {"role": self.mark, "banner": {"text": self.mark}} | self._any_state()
        return Wish("PATCH", self._member(seen), body)

    def limit(self, seen: Seen) -> Wish:
        count = 1000 + (self._client * 400 + self._number) % 9000
        return Wish("PATCH", seen.path, {"max_members": count}, "max_members", count)

    def variable(self, seen: Seen) -> Wish:
        return self._command(seen, {"kind": "set_variable", "name": "x_soak", "value": self.mark})

    def layout(self, seen: Seen) -> Wish:
        return Wish("PATCH", seen.path, {"layout": self._random.choice(("2x2", "3x3", "1x1"))})

    def keys(self, seen: Seen) -> Wish:
        return self._command(seen, {"kind": "send_dtmf", "member": self._call(seen), "digits": self.digits})

    def play(self, seen: Seen) -> Wish:
        """Each prompt once to each call, so that it can be counted."""
        call = self._call(seen)
        # Nobody else plays these to anybody.
        mine = sorted(PROMPTS)[self._client :: CLIENTS]
        prompt = next((one for one in mine if (call, one) not in self._played), None)
        if prompt is None:
            return self.keys(seen)
        self._played.add((call, prompt))
        return self._command(seen, {"kind": "play", "prompt": prompt, "member": call})

    def dial(self, seen: Seen) -> Wish:
        called = user(self._random.randrange(CALLERS))
        body = {"user": called, "caller_id_name": self.mark}
        return Wish("POST", f"{seen.path}/calls", body)

    def scene(self, seen: Seen) -> Wish:
        steps = [
            {"kind": "set_variable", "name": "x_scene", "value": self.mark},
            {"kind": "send_dtmf", "member": self._call(seen), "digits": self.digits},
            {"kind": "set_banner", "member": self._call(seen), "banner": {"text": self.mark}},
        ]
        return Wish("POST", f"{seen.path}/scenes", {"steps": steps})

    def remove(self, seen: Seen) -> Wish:
        return Wish("DELETE", self._member(seen) + self._random.choice(("", "?hangup=true")))

    def transfer(self, seen: Seen) -> Wish:
        return self._command(
            seen, {"kind": "transfer", "member": self._call(seen), "conference": self._random.choice(COMMANDED_ROOMS)}
        )

    def floor(self, seen: Seen) -> Wish:
        return Wish("PATCH", self._member(seen), {self._random.choice(("floor", "video_floor")): True})

    def still(self, seen: Seen) -> Wish:
        return Wish("POST", f"{seen.path}/stills", {})

    def record(self, seen: Seen) -> Wish:
        """Only a few record: the stand-in draws and encodes a real film for each."""
        if self._client >= RECORDERS or self.records:
            return self.keys(seen)
        return Wish("POST", f"{seen.path}/recordings", {"format": self._random.choice(("mp4", "mkv", "wav"))})

    def _command(self, seen: Seen, body: Json) -> Wish:
        return Wish("POST", f"{seen.path}/commands", body)


MAKERS: Sequence[tuple[Callable[[Wishes, Seen], Wish], int]] = (
    (Wishes.state, 30),
    (Wishes.slot, 12),
    (Wishes.banner, 8),
    (Wishes.several, 8),
    (Wishes.limit, 10),
    (Wishes.variable, 10),
    (Wishes.layout, 4),
    (Wishes.keys, 12),
    (Wishes.play, 6),
    (Wishes.dial, 2),
    (Wishes.scene, 6),
    (Wishes.remove, 2),
    (Wishes.transfer, 2),
    (Wishes.floor, 3),
    (Wishes.still, 1),
    (Wishes.record, 6),
)

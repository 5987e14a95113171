"""Who and what is provisioned: rooms of many domains, each with a number and an id for telephones, and their users."""

from dataclasses import dataclass

from functions.shared.rooms.pin_hashes import pin_hash
from functions.shared.tables.base import Row, table_name
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.domain_items import Domain, User
from functions.shared.tables.provisioned.rooms import ROOM_KEY, DialIn, Room, dial_in_key
from functions.shared.tables.provisioned.routes import RoomNumber, Routes, room_number_key
from functions.shared.tables.provisioned.users import DOMAIN_KEY, UsersItem, user_key
from tests.simulation.memory_tables import Key
from tests.simulation.store import Store

ROOMS_OF_A_DOMAIN = 100
FIRST_ID = 100_000
KEY, SALT, PIN = "a-key-of-the-simulation", "0" * 32, "246810"


@dataclass(frozen=True)
class Town:
    """`rooms` is how many there are."""

    rooms: int

    @property
    def domains(self) -> int:
        return max(1, self.rooms // ROOMS_OF_A_DOMAIN)

    def domain_of(self, room: int) -> str:
        return f"d{room % self.domains}.example"

    def conference_of(self, room: int) -> str:
        return f"room-{room}.{self.domain_of(room)}"

    def number_of(self, room: int) -> str:
        return str(3000 + room // self.domains)

    def id_of(self, room: int) -> str:
        return str(FIRST_ID + room)

    def into(self, store: Store) -> None:
        """Have the tables give it all when it is asked for."""
        store.made[table_name("users")] = self._user
        store.made[table_name("routes")] = self._route
        store.made[table_name("rooms")] = self._room

    def _user(self, key: Key) -> Row | None:
        domain, what = key
        if what == DOMAIN_KEY:
            return _row({"domain": domain, "key": what, "body": encode(Domain(name=domain))})
        user = User(id=what.removeprefix(user_key("")), a1_hash="0" * 32, name="Ada Lovelace", cacheable=60_000)
        item = UsersItem.of(domain, what, encode(user))
        return _row({"domain": domain, "key": what, "body": item.body, "a1_hash": item.a1_hash or ""})

    def _route(self, key: Key) -> Row | None:
        context, what = key
        if what == "#patterns":
            return _row({"context": context, "key": what, "body": encode(Routes(()))})
        if not what.startswith(room_number_key("", "").partition("@")[0]):
            return None
        number, _, domain = what.partition("#")[2].partition("@")
        room = (int(number) - 3000) * self.domains + int(domain[1:].partition(".")[0])
        return _row({"context": context, "key": what, "body": encode(RoomNumber(f"room-{room}"))})

    def _room(self, key: Key) -> Row | None:
        name = key[0]
        if name.startswith(dial_in_key("")):
            room = int(name.partition("#")[2]) - FIRST_ID
            dial_in = DialIn(
                room=f"room-{room}", conference=self.conference_of(room), profile="video", salt=SALT,
                domain=self.domain_of(room), participant_hash=HASH,
            )  # fmt: skip
            return _row({"room": name, "key": ROOM_KEY, "body": encode(dial_in)})
        if not name.startswith("room-") or "." in name:
            return None
        room = int(name.removeprefix("room-"))
        found = Room(
            name=name, domain=self.domain_of(room), conference=self.conference_of(room), dial_in=self.id_of(room),
            number=self.number_of(room), context="public",
        )  # fmt: skip
        return _row({"room": name, "key": ROOM_KEY, "body": encode(found)})


HASH = pin_hash(KEY, SALT, PIN)


def _row(texts: dict[str, str]) -> Row:
    return {name: {"S": text} for name, text in texts.items()}

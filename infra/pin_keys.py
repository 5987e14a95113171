"""Which key of PIN_HASH_KEY the PINs in the tables are kept with: `python -m infra.pin_keys`.

Status 0 says that a key after the first is needed by none of them and can go.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from functions.shared.rooms.pin_hashes import key_id, key_id_of
from functions.shared.settings import PinSettings, SettingError, read
from functions.shared.tables.base import TablesUnavailable, answering
from functions.shared.tables.provisioned.rooms import DialIn, RoomsItem, dial_in_key


def hashes() -> Iterator[tuple[str, str]]:
    """Every PIN's hash, with the room that it opens."""
    with answering():
        for item in RoomsItem.scan(RoomsItem.room.startswith(dial_in_key(""))):
            place = msgspec.json.decode(item.body, type=DialIn)
            kept = (place.participant_hash, place.moderator_hash, *(invitee.pin_hash for invitee in place.invitees))
            yield from ((hashed, place.room) for hashed in kept if hashed)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print how many PINs each key has, and the rooms whose PINs no key opens or only an old one."""
    parser = argparse.ArgumentParser(prog="python -m infra.pin_keys", description=__doc__)
    parser.parse_args(arguments)
    try:
        first, *others = (key_id(key) for key in read(PinSettings).hash_keys)
        kept = list(hashes())
    except (SettingError, TablesUnavailable) as error:
        print(f"infra.pin_keys: {error}", file=sys.stderr)
        return 2
    counted = Counter(key_id_of(hashed) for hashed, _ in kept)
    names = {first: "the first key", **dict.fromkeys(others, "an older key of PIN_HASH_KEY"), "": "no key's name"}
    unknown = "a key that PIN_HASH_KEY does not have: they are wrong"
    for name, number in sorted(counted.items()):
        print(f"{name or '-':8} {number:6} PINs  {names.get(name, unknown)}")
    waiting = sorted({room for hashed, room in kept if key_id_of(hashed) != first})
    if waiting:
        print(f"provision these rooms again, or give them new PINs: {', '.join(waiting)}")
    return 1 if waiting else 0


if __name__ == "__main__":
    sys.exit(main())

"""In the end the API shows what is so on the switch, for every conference and everybody in it."""

from collections.abc import Callable, Iterator, Mapping

from infra.fake_freeswitch.state.truth import TrueConference, Truth

Json = Mapping[str, object]
OF_CONFERENCE = ("uuid", "locked", "max_members")
OF_MEMBER = (
    "number", "user", "muted", "video_muted", "deaf", "on_hold", "floor", "moderator", "slot", "role", "volume_in",
    "volume_out",
)  # fmt: skip
# Nobody can ask FreeSWITCH for these; after a gap they are null until something tells.
MAY_BE_UNKNOWN = frozenset(
    {"video_muted", "locked", "max_members", "volume_in", "volume_out", "floor", "moderator", "user"}
)
# Nor for this one while somebody is on hold.
UNKNOWN_ON_HOLD = "muted"


def differences(truth: Truth, names: set[str], get: Callable[[str], Json | None]) -> Iterator[str]:
    """`names` are the conferences that the API lists, `get` reads one of them; in words, what differs."""
    living = {conference.name: conference for conference in truth.conferences}
    for name in sorted(names - living.keys()):
        yield f"the API lists {name}, which is not on the switch"
    for name, conference in sorted(living.items()):
        shown = get(name)
        if name not in names or shown is None:
            yield f"{name} is on the switch, and the API does not show it"
        else:
            yield from _conference(conference, shown)


def _conference(true: TrueConference, shown: Json) -> Iterator[str]:
    yield from _fields(true.name, true, shown, OF_CONFERENCE)
    members = shown["members"]
    assert isinstance(members, list | tuple)
    by_call = {str(member["uuid"]): member for member in members}
    for member in true.members:
        found = by_call.pop(member.uuid, None)
        if found is None:
            yield f"{true.name}: member {member.number} ({member.uuid}) is not shown"
        else:
            yield from _fields(f"{true.name} member {member.number}", member, found, OF_MEMBER)
    for call in sorted(by_call):
        yield f"{true.name}: shows {call}, who is not there"


def _fields(where: str, true: object, shown: Json, names: tuple[str, ...]) -> Iterator[str]:
    on_hold = {UNKNOWN_ON_HOLD} if getattr(true, "on_hold", False) else set()
    for name in names:
        really, told = getattr(true, name), shown.get(name)
        if told != really and not (told is None and name in MAY_BE_UNKNOWN | on_hold):
            yield f"{where}: {name} is {really!r} on the switch, {told!r} in the API"

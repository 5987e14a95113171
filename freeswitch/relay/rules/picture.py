"""How the picture follows who is there, by a room's rule: values in, values out; nothing is changed here but `Look`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from functions.shared.command_life.reconciling import reconcile
from functions.shared.commands import SceneStep
from functions.shared.commands.picture import SetLayout
from functions.shared.commands.seats import SetSlot
from functions.shared.stage.wish import Place, Stage, Who
from functions.shared.state import ConferenceState, MemberState
from functions.shared.tables.provisioned.rules import PictureRule

# People want to see what has changed before it changes again.
PAUSE_SECONDS: Final = 3.0
# What FreeSWITCH refuses is tried so often, then rarely.
TRIES, REST_SECONDS = 3, 60.0
NEVER: Final = float("-inf")


@dataclass
class Look:
    """What was seen of one meeting's picture, and what the rule has asked for; times are seconds since 1970."""

    looked: bool = False
    present: frozenset[str] = frozenset()
    layout: str | None = None
    group: str | None = None
    # Call by slot, of the rule's own slots.
    seats: dict[str, str] = field(default_factory=dict)
    asked_layout: str | None = None
    asked_seats: dict[str, str] = field(default_factory=dict)
    # The layout that is wanted and not shown, and since when; who has the floor, and since when.
    wanted: tuple[str, float] | None = None
    floor: tuple[str, float] | None = None
    speaker: str | None = None
    changed_at: float = NEVER
    # How often each change was asked for without being seen, and when last.
    tries: dict[SceneStep, tuple[int, float]] = field(default_factory=dict)


def by_hand(rule: PictureRule, state: ConferenceState, look: Look) -> bool:
    """Whether somebody else has changed what the rule keeps since the last look; `look` sees it as it is now."""
    moved = _layout_moved(rule, state, look)
    seats = {slot: held.uuid for slot in _slots(rule) if (held := _on(slot, state)) is not None}
    # With a layout FreeSWITCH gives and takes places itself.
    if state.layout == look.layout:
        moved = moved or any(_seat_moved(slot, seats, state, look) for slot in _slots(rule))
    if state.layout is not None or state.layout_group is not None:
        look.layout, look.group = state.layout, state.layout_group
    look.seats, look.looked = seats, True
    look.present = frozenset(member.uuid for member in state.members)
    return moved


def next_change(rule: PictureRule, state: ConferenceState, look: Look, now: float) -> tuple[str, SceneStep] | None:
    """The next change with the part of the rule that wants it; None while there is none, or it is too soon."""
    _forget(state, look, now)
    wanted = [*_seats(rule, state, look, now), *_layouts(rule, state, look, now)]
    # First the layout: it may not have the slots before.
    wanted.sort(key=lambda one: one[0] != "layout")
    if now - look.changed_at < PAUSE_SECONDS:
        return None
    return next((one for one in wanted if look.tries.get(one[1], (0, 0.0))[0] < TRIES), None)


def asked(step: SceneStep, look: Look, now: float) -> None:
    """The change is asked for: what comes of it is nobody's hand."""
    look.changed_at = now
    look.tries[step] = (look.tries.get(step, (0, 0.0))[0] + 1, now)
    match step:
        case SetLayout(layout=layout):
            look.asked_layout = layout
        case SetSlot(member=call, slot=str(slot)):
            look.asked_seats[slot] = call


def _layout_moved(rule: PictureRule, state: ConferenceState, look: Look) -> bool:
    if not rule.layouts or (state.layout is None and state.layout_group is None):
        return False
    if not look.looked:
        return False
    same = (state.layout, state.layout_group) == (look.layout, look.group)
    return not same and state.layout != look.asked_layout


def _seat_moved(slot: str, seats: dict[str, str], state: ConferenceState, look: Look) -> bool:
    before, now = look.seats.get(slot), seats.get(slot)
    if before == now or (now is not None and now == look.asked_seats.get(slot)):
        return False
    if now is not None:
        # Whoever comes may bring the place along.
        return now in look.present
    left = state.member(before or "")
    # Whose camera goes off loses the place; so does whom the rule seats elsewhere.
    return left is not None and _is_seen(left) and left.slot not in _asked_slots(look, left.uuid)


def _asked_slots(look: Look, call: str) -> set[str]:
    return {slot for slot, one in look.asked_seats.items() if one == call}


def _layouts(rule: PictureRule, state: ConferenceState, look: Look, now: float) -> Iterator[tuple[str, SceneStep]]:
    people = sum(_is_seen(member) for member in state.members)
    fitting = [one for one in rule.layouts if one.people <= people]
    if not fitting or fitting[-1].layout == state.layout:
        look.wanted = None
        return
    layout = fitting[-1].layout
    if look.wanted is None or look.wanted[0] != layout:
        look.wanted = layout, now
    shown = next((one.people for one in rule.layouts if one.layout == state.layout), 0)
    patience = rule.more_seconds if fitting[-1].people > shown else rule.fewer_seconds
    if now - look.wanted[1] >= patience:
        yield "layout", SetLayout(layout=layout)


def _seats(rule: PictureRule, state: ConferenceState, look: Look, now: float) -> Iterator[tuple[str, SceneStep]]:
    presenter = _presenter(rule, state)
    speaker = _speaker(rule, state, look, presenter, now)
    wish = ((rule.presenter, presenter), (rule.speaker, speaker))
    places = tuple(Place(slot=slot, who=(Who(call=call),)) for slot, call in wish if slot and call)
    for command in reconcile(Stage(places=places), state).commands:
        # Who sits elsewhere keeps the place.
        if isinstance(command, SetSlot) and command.slot is not None:
            yield "presenter" if command.slot == rule.presenter else "speaker", command


def _presenter(rule: PictureRule, state: ConferenceState) -> str | None:
    hosts = [member for member in state.members if member.is_host and _is_seen(member)]
    hosts.sort(key=lambda member: (member.slot != rule.presenter, member.joined_at or "", member.uuid))
    return hosts[0].uuid if rule.presenter and hosts else None


def _speaker(rule: PictureRule, state: ConferenceState, look: Look, presenter: str | None, now: float) -> str | None:
    """Who has had the floor long enough; until somebody else has, they stay."""
    if not rule.speaker:
        return None
    seen = {member.uuid for member in state.members if _is_seen(member)} - {presenter}
    holder = next((member.uuid for member in state.members if member.floor and member.uuid in seen), None)
    if holder is None or look.floor is None or look.floor[0] != holder:
        look.floor = None if holder is None else (holder, now)
    if look.floor is not None and now - look.floor[1] >= rule.speaker_seconds:
        look.speaker = look.floor[0]
    if look.speaker not in seen:
        look.speaker = None
    return look.speaker


def _forget(state: ConferenceState, look: Look, now: float) -> None:
    """What is so by now, or was tried long ago, may be tried again."""
    for step, (_, last) in tuple(look.tries.items()):
        if now - last >= REST_SECONDS or _is_so(step, state):
            del look.tries[step]


def _is_so(step: SceneStep, state: ConferenceState) -> bool:
    if isinstance(step, SetLayout):
        return state.layout == step.layout
    member = state.member(step.member) if isinstance(step, SetSlot) else None
    return isinstance(step, SetSlot) and member is not None and member.slot == step.slot


def _is_seen(member: MemberState) -> bool:
    return member.video is not False and not member.video_muted


def _slots(rule: PictureRule) -> Sequence[str]:
    return [slot for slot in (rule.presenter, rule.speaker) if slot]


def _on(slot: str, state: ConferenceState) -> MemberState | None:
    return next((member for member in state.members if member.slot == slot), None)

"""What happens in the minute, when, and by which event everybody who follows the conference is told of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from functions.shared.layouts.conference_profile import RAISE_HAND
from infra.local.meeting.stage import Person, Stage, Told

# As infra/demo.yaml calls them: whoever is authenticated is called as provisioned, whatever their telephone says.
ADA = Person("1000", "Ada")
GRACE = Person("1001", "Grace")
# She calls with Ada's account, and is called Ada until somebody says who she is.
MARY = Person("1000", "Mary Jackson")
GUEST = "Katherine Johnson"

RAISE = "*5"
GRID = "2x2"
ONE_LARGE = "1up_top_left+5"
LOWER_THIRD = "Grace Hopper - compilers"
QUESTION = "Before we go on: who has seen the moth?"


@dataclass(frozen=True)
class Step:
    """One thing that happens, and how the feed tells it.

    Args:
        at: seconds after the beginning.
        says: what the terminal says.
        act: does it.
        told: what the feed says of it then.
    """

    at: float
    says: str
    act: Callable[[Stage], None]
    told: Callable[[Stage], Told]


def _joined(who: Person) -> Callable[[Stage], Told]:
    return lambda stage: Told("member.joined", {"member": {"uuid": stage.calls[who]}})


def _about(kind: str, who: Person, **data: object) -> Callable[[Stage], Told]:
    return lambda stage: Told(kind, {"uuid": stage.calls[who], **data})


def _recording(state: str) -> Callable[[Stage], Told]:
    return lambda stage: Told("recording.changed", {"id": stage.recording, "recording": {"state": state}})


def _always(kind: str, **data: object) -> Callable[[Stage], Told]:
    return lambda _: Told(kind, data)


# Before anybody looks: a page that is opened now finds a meeting.
OPENING: Sequence[Step] = (
    Step(0, "Ada comes", lambda stage: stage.call(ADA), _joined(ADA)),
    Step(0, "Grace comes", lambda stage: stage.call(GRACE), _joined(GRACE)),
)
MINUTE: Sequence[Step] = (
    Step(1, "Ada talks", lambda stage: stage.talk(ADA), _about("member.talking", ADA, talking=True)),
    Step(5, "Mary Jackson comes, with Ada's account", lambda stage: stage.call(MARY), _joined(MARY)),
    Step(
        8,
        "the operator says who she is",
        lambda stage: stage.change_member(MARY, name=MARY.name),
        _about("member.changed", MARY, changed={"name": MARY.name}),
    ),
    Step(
        10,
        f"the operator chooses the layout {GRID}",
        lambda stage: stage.change(layout=GRID),
        _always("conference.changed", changed={"layout": GRID}),
    ),
    Step(
        15,
        "Grace writes a message",
        lambda stage: stage.write(GRACE, QUESTION),
        _always("message.posted", text=QUESTION),
    ),
    Step(
        20, "Grace raises her hand", lambda stage: stage.press(GRACE, RAISE, RAISE_HAND), _about("hand.raised", GRACE)
    ),
    Step(
        24,
        "the operator lowers it: she has the word",
        lambda stage: stage.change_member(GRACE, hand=False),
        _about("hand.lowered", GRACE),
    ),
    Step(26, "Grace talks", lambda stage: stage.talk(GRACE), _about("member.talking", GRACE, talking=True)),
    Step(
        29,
        "a lower third says who she is",
        lambda stage: stage.change_member(GRACE, banner={"text": LOWER_THIRD}),
        _about("member.changed", GRACE, changed={"banner": {"text": LOWER_THIRD}}),
    ),
    Step(33, "the operator records", lambda stage: stage.record("a-minute"), _recording("live")),
    Step(
        39,
        f"whoever talks is shown large ({ONE_LARGE})",
        lambda stage: stage.change(layout=ONE_LARGE),
        _always("conference.changed", changed={"layout": ONE_LARGE}),
    ),
    Step(45, "Mary hangs up", lambda stage: stage.hang_up(MARY), _about("member.left", MARY)),
    Step(
        50,
        "the lower third goes",
        lambda stage: stage.change_member(GRACE, banner=None),
        _about("member.changed", GRACE, changed={"banner": None}),
    ),
    Step(55, "the recording is over, and is a film", lambda stage: stage.stop_recording(), _recording("ready")),
    Step(60, "Ada talks", lambda stage: stage.talk(ADA), _about("member.talking", ADA, talking=True)),
)

"""The actions of an extension: those that lead somewhere, and those that are done besides."""

from dataclasses import dataclass

from infra.import_freeswitch.reading.document import Placed
from infra.import_freeswitch.report import Place


@dataclass(frozen=True)
class Action:
    """An application with its data."""

    application: str
    data: str
    element: Placed

    @property
    def place(self) -> Place:
        return self.element.place


# Applications that lead nowhere: what is done besides, and what becomes of it here.
SETTINGS = {
    "answer": "rooms answer, and of all others the one who is called",
    "pre_answer": "rooms answer, and of all others the one who is called",
    "ring_ready": "whoever is called rings, and nobody before",
    "sleep": "nothing waits here",
    "playback": "nothing is played here before it",
    "log": "the functions log what they decide",
    "info": "`python -m infra.explain call` shows a call",
    "record_session": "the rules of a room record it (`rules: record`)",
    "start_dtmf": "`tones: true` of the target takes keys in the sound",
    "send_display": "a route shows nothing on telephones",
}
_ALSO = frozenset(
    {
        "bind_digit_action", "bind_meta_app", "bridge_export", "db", "eval", "event", "export", "hash", "jitterbuffer",
        "multiset", "presence", "push", "sched_hangup", "set", "set_name", "set_profile_var", "stop_dtmf", "unset",
        "verbose_events",
    }
)  # fmt: skip


def is_setting(action: Action) -> bool:
    return action.application in SETTINGS or action.application in _ALSO


def leading(actions: list[Action]) -> Action | None:
    """The first action that leads somewhere; FreeSWITCH does the others before it, or when it has come to nothing."""
    return next((action for action in actions if not is_setting(action)), None)

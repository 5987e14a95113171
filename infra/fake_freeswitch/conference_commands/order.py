"""One ``conference`` command on its way to the handler that answers it."""

from dataclasses import dataclass

from infra.fake_freeswitch.conferences.maintenance import tell
from infra.fake_freeswitch.state.conference import Conference, Member
from infra.fake_freeswitch.state.switch import Switch


@dataclass(frozen=True)
class Order:
    """A command to a conference: ``words`` follow the sub-command, ``text`` is the same uncut."""

    switch: Switch
    conference: Conference
    words: list[str]
    text: str = ""

    def tell(self, action: str, member: Member | None = None, /, **extra: str) -> None:
        tell(self.switch, self.conference, action, member, **extra)


@dataclass(frozen=True)
class Aim:
    """A command to one member; ``data`` is the one word after the target, if any."""

    switch: Switch
    conference: Conference
    member: Member
    data: str | None

    def tell(self, action: str, /, **extra: str) -> None:
        tell(self.switch, self.conference, action, self.member, **extra)

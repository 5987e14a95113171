"""What may be done with a command whose outcome got lost."""

from typing import Final, Literal

from functions.shared.commands import conference, members, outputs, stills
from functions.shared.commands.composites import PlainCommand

RetryClass = Literal["repeatable", "checkable", "once_only"]

# What happens twice if it is sent twice.
_ONCE_ONLY: Final = (members.SendDtmf, conference.Play, conference.Dial)
# A floor toggles; a start of what is running already is refused; a member who was moved is not there any more.
_CHECKABLE: Final = (members.SetFloor, members.Transfer, outputs.StartRecording, outputs.StartStream)


def retry_class(command: PlainCommand) -> RetryClass:
    """`repeatable`: send it again. `checkable`: ask before every sending (`state_query`). `once_only`: never again."""
    if isinstance(command, _ONCE_ONLY):
        return "once_only"
    return "checkable" if isinstance(command, _CHECKABLE) else "repeatable"


def is_slow(command: PlainCommand) -> bool:
    """Sent with `bgapi`, for it would hold up everything else on the connection.

    A call rings for up to a minute; a canvas of 1920x1080 takes FreeSWITCH tenths of a second to compress.
    """
    return isinstance(command, (conference.Dial, stills.TakeStill))

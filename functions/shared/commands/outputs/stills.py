"""Stills of the canvas; what becomes of the file is the relay's business."""

from functions.shared.commands.common.command import PlainCommand
from functions.shared.commands.common.lines import OUTPUT, PATH, Line, in_conference, word
from functions.shared.commands.common.meeting import Meeting
from functions.shared.commands.common.proven import ProvenBy
from functions.shared.grammars.fields import OutputId


class TakeStill(PlainCommand, frozen=True):
    """Write the canvas as it is now into a file of the node, named by the still's id; from there it is stored."""

    still: OutputId

    # FreeSWITCH says +OK once it has closed the file.
    proven = ProvenBy("file", 2.0)
    # A canvas of 1920x1080 takes FreeSWITCH tenths of a second to compress.
    slow = True

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        root = word("stills_root", meeting.stills_root.rstrip("/"), PATH)
        # The ids are all that comes from outside.
        path = word("still", f"{root}/still-{word('still', self.still, OUTPUT)}.png", PATH)
        return (in_conference(meeting.conference, f"vid-write-png {path}", expects=r"\+OK"),)

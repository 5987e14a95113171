"""Whether a command would reach its own meeting: asked only where its end may have gone unheard."""

from freeswitch.relay.conferences.rooms import Rooms
from freeswitch.relay.switch.link import Link
from functions.shared.commands import Meeting
from functions.shared.commands.common.going_on import is_over, meeting_query


class MeetingOver(Exception):
    """It has ended, and no event has told us."""


class RightMeeting:
    """While events come, the relay knows which meeting has the name, and nobody is asked."""

    def __init__(self, link: Link, rooms: Rooms) -> None:
        self._link = link
        self._ready = rooms.ready

    def check(self, meeting: Meeting) -> None:
        """Ask FreeSWITCH which meeting has the name, unless something was heard a moment ago.

        Raises:
            MeetingOver: another one has it, or none.
            UnsafeText: the name is none that a command may hold.
            EslError: FreeSWITCH could not be asked.
        """
        if not meeting.uuid or (self._ready.is_set() and self._link.hears):
            return
        if is_over(self._link.commands.api(meeting_query(meeting)), meeting):
            # Its end was an event, and that has not come.
            self._link.doubt()
            raise MeetingOver("the conference has ended")

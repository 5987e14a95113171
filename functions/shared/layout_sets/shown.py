"""What a domain's conference can show, and which layout it shows."""

from typing import NamedTuple

from functions.shared.layout_sets.in_rooms import known_in
from functions.shared.layout_sets.rendering import Known, known, listed
from functions.shared.layouts import Layout
from functions.shared.layouts.canvas_map import layout_of
from functions.shared.layouts.conference_profile import profile
from functions.shared.state import ConferenceState
from functions.shared.tables.provisioned.layouts import DomainLayouts, layouts_of
from functions.shared.tables.provisioned.rooms import Picture, Room


class CanShow(NamedTuple):
    """A room's picture, what its domain has of its own, and the layouts that its conference can show."""

    picture: Picture
    own: DomainLayouts
    there: Known

    def layout_of(self, conference: ConferenceState) -> tuple[Layout | None, str | None]:
        """The layout that is shown, and the group that it was chosen from."""
        initial = self.picture.layout or profile()["video-layout-name"]
        return layout_of(conference, initial, self.there.layouts, self.there.groups)


def can_show(domain: str, room: Room | None) -> CanShow:
    """Read what the conference of this room can show: the room's list, or what every node has; one Query."""
    picture = room.picture if room is not None and room.domain == domain else Picture()
    own = layouts_of(domain)
    return CanShow(picture, own, listed(picture.shown, known_in(own)) if picture.shown else known())

"""The map of a conference's picture: where every slot is and who sits in it, as JSON and as a picture."""

from dataclasses import dataclass
from datetime import datetime

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from functions.mux_control.picture.drawings import DEFAULT_SIZE, THEME, drawing, parse_size
from functions.shared.api.operation import Operation
from functions.shared.api.revisions import etag
from functions.shared.api.sight.presence import living_conference
from functions.shared.api.tokens import Grant
from functions.shared.layout_sets.rendering import Known
from functions.shared.layout_sets.shown import CanShow, can_show
from functions.shared.layouts import Layout
from functions.shared.layouts.canvas_map import Canvas, canvas_of, captions_of
from functions.shared.layouts.pixels import Size
from functions.shared.layouts.svg import Caption
from functions.shared.state import ConferenceState
from functions.shared.tables.provisioned.layouts import DomainLayouts, StoredGroup, StoredLayout
from functions.shared.tables.provisioned.rooms import Picture, Room, find_room_of

CANVAS = "/v1/conferences/{conference}/canvas"


class CanvasMap(msgspec.Struct, frozen=True, kw_only=True):
    """Every canvas of a conference, in the order of their numbers."""

    conference: str
    revision: int
    canvases: tuple[Canvas, ...]


@dataclass(frozen=True)
class View:
    """A conference with the layouts that it can show."""

    conference: ConferenceState
    picture: Picture
    own: DomainLayouts
    there: Known

    @property
    def running(self) -> bool:
        return self.conference.uuid != ""

    @property
    def size(self) -> Size:
        return parse_size(self.conference.canvas or "") or parse_size(self.picture.canvas) or DEFAULT_SIZE

    @property
    def layout(self) -> tuple[Layout | None, str | None]:
        return self._shown.layout_of(self.conference)

    def layout_in(self, state: ConferenceState) -> Layout | None:
        """The layout that the conference would show in another state."""
        return self._shown.layout_of(state)[0]

    @property
    def _shown(self) -> CanShow:
        return CanShow(self.picture, self.own, self.there)

    def is_newer(self, layout: str) -> bool:
        """Whether a layout was changed after this conference had loaded its layouts."""
        return self._changed_since(self.own.layouts.get(layout))

    def is_newer_group(self, group: str) -> bool:
        """Whether a group, or a layout in it, was changed after this conference had loaded its layouts."""
        members = self.there.groups[group].layouts if group in self.there.groups else ()
        return self._changed_since(self.own.groups.get(group)) or any(self.is_newer(layout) for layout in members)

    def _changed_since(self, stored: StoredLayout | StoredGroup | None) -> bool:
        began = self.conference.here_since
        if stored is None or not self.picture.layouts or began is None:
            return False
        return stored.changed_at > datetime.fromisoformat(began).timestamp()


def view_of(conference: ConferenceState, grant: Grant, room: Room | None) -> View:
    """Read what the conference can show: its room's list, or what every node has."""
    return View(conference, *can_show(grant.domain, room))


async def get_canvas(request: Request, grant: Grant) -> Response:
    view = _view(request, grant)
    layout, group = view.layout
    stale = layout is not None and view.is_newer(layout.name)
    canvas = canvas_of(view.conference, layout, group, view.size, stale=stale)
    found = CanvasMap(conference=view.conference.name, revision=view.conference.revision, canvases=(canvas,))
    headers = {"ETag": etag(view.conference)}
    return Response(msgspec.json.encode(found), headers=headers, media_type="application/json")


async def draw_canvas(request: Request, grant: Grant) -> Response:
    view = _view(request, grant)
    layout, _ = view.layout
    images = layout.images if layout else ()
    captions: list[Caption] = captions_of(view.conference, layout) if layout else []
    return drawing(request, images, view.size, captions, title=view.conference.name)


def _view(request: Request, grant: Grant) -> View:
    conference = living_conference(str(request.path_params["conference"]), grant)
    room = find_room_of(conference.name)
    return view_of(conference, grant, room if room is not None and room.domain == grant.domain else None)


OPERATIONS = (
    Operation(
        method="GET", path=CANVAS, name="get_canvas", tag="picture", answer=CanvasMap,
        read=get_canvas, summary="Where every slot of the picture is, in fractions and pixels, and who is in it.",
    ),
    Operation(
        method="GET", path=f"{CANVAS}.svg", name="draw_canvas", tag="picture", queries=(THEME,),
        media="image/svg+xml", read=draw_canvas, summary="The canvas as a picture; dashed is likely, not certain.",
    ),
)  # fmt: skip

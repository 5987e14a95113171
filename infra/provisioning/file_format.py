"""What a provisioning file may hold, as types."""

from functions.shared.assets.asset import Kind
from functions.shared.grammars.numbers import Numbering
from functions.shared.provisioning.entries import DomainEntry, RoomEntry
from functions.shared.stage.wish import Stage
from functions.shared.tables.provisioned.routes import Route, Strict


class ImageEntry(Strict, frozen=True):
    """A place in a layout, on the grid of 360 by 360; without `hscale` it is as high as wide."""

    x: int
    y: int
    scale: int
    hscale: int | None = None
    zoom: bool = False
    border: int | None = None
    floor: bool = False
    floor_only: bool = False
    file_only: bool = False
    overlap: bool = False
    reservation_id: str = ""
    role_id: str = ""
    audio_position: str = ""


class LayoutEntry(Strict, frozen=True):
    """A layout of the domain's own."""

    name: str
    images: tuple[ImageEntry, ...]
    background: str = ""
    foreground: str = ""
    border: int | None = None
    auto_3d_position: bool = False
    transition_in: str = ""
    transition_out: str = ""


class LayoutGroupEntry(Strict, frozen=True):
    """Layouts in growing size."""

    name: str
    layouts: tuple[str, ...]


class AssetEntry(Strict, frozen=True):
    """A picture, sound or font of the domain's own; `file` is its path from where the provisioning file is."""

    name: str
    kind: Kind
    file: str


class DomainInFile(DomainEntry, frozen=True, forbid_unknown_fields=True):
    """A SIP domain with its people, its layouts, and its pictures, sounds and fonts."""

    layouts: tuple[LayoutEntry, ...] = ()
    layout_groups: tuple[LayoutGroupEntry, ...] = ()
    assets: tuple[AssetEntry, ...] = ()


class SceneEntry(Strict, frozen=True):
    """A picture under a name; its `stage` is what `PUT /v1/conferences/{conference}/stage` takes."""

    name: str
    stage: Stage


class RoomInFile(RoomEntry, frozen=True, forbid_unknown_fields=True):
    """A room with the scenes of its conference, and the order in which they are to be shown."""

    scenes: tuple[SceneEntry, ...] = ()
    cues: tuple[str, ...] = ()


class ContextEntry(Strict, frozen=True):
    """A dialplan context and its routes; in a `country` (49) numbers may be dialled in every way usual there."""

    name: str
    may_call_out: bool = False
    country: str = ""
    international: str = "00"
    national: str = ""
    routes: tuple[Route, ...] = ()

    @property
    def numbering(self) -> Numbering:
        return Numbering(self.country, self.international, self.national)


class NodeEntry(Strict, frozen=True):
    """A node and the domains that it may ask about; `credentials` are SHA-256 of its passwords, in hex.

    Without `credentials` it keeps those that it has; with none in the list nobody can prove to be the node. At
    `address`, such as 10.0.0.2:5090, it takes the calls of other nodes into conferences that it has; at `websocket`,
    such as wss://fs1.example.com:7443, browsers register.
    """

    name: str
    domains: tuple[str, ...]
    credentials: tuple[str, ...] | None = None
    address: str = ""
    websocket: str = ""


class HolidaysEntry(Strict, frozen=True):
    """Dates under a name, which `dates` and `not_dates` of opening hours may say instead."""

    name: str
    dates: tuple[str, ...]


class Provisioning(Strict, frozen=True):
    """The whole file."""

    domains: tuple[DomainInFile, ...] = ()
    rooms: tuple[RoomInFile, ...] = ()
    contexts: tuple[ContextEntry, ...] = ()
    holidays: tuple[HolidaysEntry, ...] = ()
    nodes: tuple[NodeEntry, ...] = ()
    # For a demo: PINs of four and five digits can be guessed, and so can passwords that people think of.
    allow_short_pins: bool = False
    allow_weak_passwords: bool = False

"""What a layout is: images on FreeSWITCH's grid of 360 by 360 units, whatever the canvas has in pixels."""

from dataclasses import dataclass

GRID = 360


@dataclass(frozen=True, kw_only=True)
class Image:
    """A place in the picture. `x` and `scale` are parts of the canvas's width, `y` and `hscale` of its height."""

    x: int
    y: int
    scale: int
    hscale: int
    zoom: bool = False  # fill the place and cut what stands out; otherwise the whole frame with bars
    border: int | None = None  # pixels; as the layout's where it is left out
    floor: bool = False  # of the one who has the video floor, anybody's while nobody has
    floor_only: bool = False
    file_only: bool = False
    overlap: bool = False  # painted after the others
    reservation_id: str = ""
    role_id: str = ""
    audio_position: str = ""  # where its sound comes from: x:y:z, or auto for where the image is


@dataclass(frozen=True)
class Layout:
    name: str
    images: tuple[Image, ...]
    background: str = ""  # png below all images
    foreground: str = ""  # png above all images
    border: int | None = None  # pixels; as the conference's where it is left out
    auto_3d_position: bool = False  # the sound of each image comes from where it is
    transition_in: str = ""  # film over everything when the layout appears, and when it goes
    transition_out: str = ""


@dataclass(frozen=True)
class Group:
    """Layouts in growing size: FreeSWITCH takes the first one that holds everybody, or the last."""

    name: str
    layouts: tuple[str, ...]

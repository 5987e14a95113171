"""The layouts FreeSWITCH ships, in the order it lists them: how many cells, and which of them are special."""

from infra.fake_freeswitch.picture.layout import Cell, Layout

_FLOOR = Cell(floor=True)
_FLOOR_ONLY = Cell(floor=True, floor_only=True)
_PRESENTER = Cell(reservation_id="presenter")
_SECONDARY = Cell(reservation_id="secondary")
_THIRD = Cell(reservation_id="third")


def _plain(count: int, *first: Cell) -> Layout:
    return (*first, *(Cell() for _ in range(count - len(first))))


LAYOUTS: dict[str, Layout] = {
    "2x1-zoom": _plain(2),
    "1x2": _plain(2),
    "8x8": _plain(64),
    "1up_top_left+5": _plain(6, _FLOOR),
    "1x1+2x1": _plain(3),
    "5-grid-zoom": _plain(5),
    "2x1": _plain(2),
    "2x1-presenter-zoom": (_FLOOR, _PRESENTER),
    "2up_middle+8": _plain(10, _FLOOR, _SECONDARY),
    "2up_top+8": _plain(10, _FLOOR, _SECONDARY),
    "1x1": (_FLOOR,),
    "presenter-dual-horizontal": (_FLOOR_ONLY, _PRESENTER),
    "3x1-zoom": _plain(3),
    "presenter-overlap-large-bot-right": (_FLOOR_ONLY, _PRESENTER),
    "3up+4": _plain(7, _FLOOR, _SECONDARY, _THIRD),
    "presenter-overlap-small-top-right": (_FLOOR_ONLY, _PRESENTER),
    "presenter-dual-vertical": (_FLOOR_ONLY, _PRESENTER),
    "3up+9": _plain(12, _FLOOR, _SECONDARY, _THIRD),
    "5x5": _plain(25),
    "4x4": _plain(16),
    "4x2-zoom": _plain(8),
    "overlaps": _plain(7, _FLOOR_ONLY),
    "2x2": _plain(4),
    "3x2-zoom": _plain(6),
    "presenter-overlap-large-top-right": (_FLOOR_ONLY, _PRESENTER),
    "6x6": _plain(36),
    "3x3": _plain(9),
    "1up_top_left+7": _plain(8, _FLOOR),
    "7-grid-zoom": _plain(7),
    "presenter-overlap-small-bot-right": (_FLOOR_ONLY, _PRESENTER),
    "2up_bottom+8": _plain(10, _FLOOR, _SECONDARY),
    "1up_top_left+9": _plain(10, _FLOOR),
}
GROUPS: dict[str, list[str]] = {
    "grid": ["1x1", "2x1", "1x1+2x1", "2x2", "3x3", "4x4", "5x5", "6x6", "8x8"],
    "grid-zoom": ["1x1", "2x1-zoom", "3x1-zoom", "2x2", "5-grid-zoom", "3x2-zoom", "7-grid-zoom", "4x2-zoom", "3x3"],
    "1up_top_left_plus": ["1up_top_left+5", "1up_top_left+7", "1up_top_left+9"],
    "3up_plus": ["3up+4", "3up+9"],
}
